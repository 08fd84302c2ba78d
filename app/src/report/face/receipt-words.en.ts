// What the page with a new receipt says, in English. Sets the shape for Indonesian. It is the same page for everything
// that a receipt opens; what was sent is said in a line.
export const en = {
  /** Browser title: neutral, because it stays in the history. */
  title: 'Notes',
  sent: {
    report: 'Your report is with us',
    contest: 'It is with us',
    submission: 'Your codes are with us',
  },
  sentExample: 'Your example has been sent',
  lead: 'Thank you for telling us. Now write down these nine words.',
  slip: 'Your code',
  slipNote: 'Keep the paper where nobody finds it.',
  only: 'It is your only way back. We show it now and never again, and nobody can look it up.',
  photo: 'Does anyone look into your phone? Then do not take a photo of it.',
  reference: 'Number',
  referenceNote: 'You can say this number on the phone. It opens nothing.',
  nextTitle: 'What happens now',
  next: {
    report: {
      first: 'Staff read your report, the most urgent first.',
      second: 'Come back in a day or two, with your code.',
      third: 'Nobody contacts you unless you said how.',
    },
    contest: {
      first: 'Someone who was not part of it before decides, within 14 days.',
      second: 'Come back with your code to read the answer.',
    },
    submission: {
      first: 'Where the same picture turns up on a platform that takes part, a person there looks at it and decides.',
      second: 'Come back with your code to see where it stands.',
    },
  },
  nobodyReads:
    'Nobody reads this yet, because this is only an example. Do you need help? Call one of the numbers under “Get help now”.',
  written: 'I have written it down',
  wrong: 'Tick this when the words are on paper.',
  go: 'Go on',
  shownOnce: {
    lead: 'It has been sent already, and it counts once.',
    gone: 'The code was shown once. We cannot show it again.',
    lost: 'Is the code lost? You can send it anew. Write that you were here before, where there is room for words.',
    leave: 'Leave safely',
    check: 'I have my code',
  },
};
