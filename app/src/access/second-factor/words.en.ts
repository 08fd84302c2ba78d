// What is said about second factors, in English. Sets the shape for Indonesian.
export const en = {
  title: 'Second factor',
  lead: 'After your password the desk also asks for a code from an app on your phone. Passkeys need no code.',
  setUp: 'Set up a second factor',
  look: 'Look at it, or remove it',
  beginTitle: 'Set one up',
  beginText:
    'You need an authenticator app on your phone. Any app that makes six-digit codes will do. The codes work without a network.',
  begin: 'Begin',
  scanTitle: '1. Add the desk to your app',
  scan: 'Open the app, choose to add an account, and scan this square with it.',
  qrLabel: 'QR code to scan with the authenticator app',
  byHand: 'Type it in instead of scanning',
  byHandText: 'Choose to enter a key by hand, time-based, and type this key:',
  uriText: 'Some apps take this address instead:',
  confirmTitle: '2. Show that it works',
  firstCodeHint: 'The six digits that the app shows now.',
  confirm: 'Confirm',
  code: 'Code',
  codesTitle: 'Your recovery codes',
  codesLead: 'Write them down now and keep them apart from your phone. They are shown only this once.',
  codesNote: 'Each works once, in place of a code, when your phone is lost or broken.',
  codesDone: 'I have written them down',
  onTitle: 'Your second factor is on',
  since: (day: string) => `On since ${day}.`,
  codesLeft: (count: number) =>
    count === 0
      ? 'No recovery codes are left.'
      : count === 1
        ? 'One recovery code is left.'
        : `${count} recovery codes are left.`,
  anew: 'For a new phone or new recovery codes, remove it and set it up again.',
  remove: 'Remove the second factor',
  removeQuestion: 'Afterwards your password alone opens the desk. Enter your password or a code to remove it.',
  proof: 'Password or code',
  removed: 'The second factor was removed.',
  askTitle: 'Enter the code',
  askLead: 'Your password is right. Now enter the six digits that your authenticator app shows.',
  codeHint: 'Or one of your recovery codes.',
  enter: 'Sign in',
  lost: 'Neither phone nor recovery codes at hand? An administrator of your organisation can take the second factor away.',
  enrolTitle: 'Set up a second factor first',
  enrolLead:
    'Your organisation asks for a second factor from everyone who signs in with a password. Once it is set up, you are signed in.',
  right: {
    code: 'Enter the six digits that the app shows now, or a recovery code.',
    proof: 'Enter your password, or a code of your app.',
  },
  refusals: {
    'factor-code-wrong': 'This code is not right, or was used before. Wait for the next one and try again.',
    'factor-not-begun': 'There is nothing to confirm. Begin anew.',
    'factor-stands': 'You have a second factor already.',
    'factor-unknown': 'There is no second factor any more.',
    'proof-wrong': 'This is neither your password nor a code that works.',
    'sign-in-again': 'Too much time has passed, or your password was changed. Please sign in again.',
  },
  events: {
    'access.sign-in-with-code': 'tried to sign in with a code',
    'access.sign-in-by-enrolling': 'set up a second factor while signing in',
    'access.begin-second-factor': 'began to set up a second factor',
    'access.confirm-second-factor': 'set up a second factor',
    'access.remove-second-factor': 'tried to remove the second factor',
    'access.take-away-second-factor': 'took a person’s second factor away',
    'access.require-second-factor': 'decided whether a second factor is needed',
    'access.unlock-person': 'unlocked a person’s password',
  },
};
