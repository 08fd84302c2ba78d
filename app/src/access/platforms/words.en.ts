// What is said about platforms that a desk lets in, in English.

export const en = {
  refusals: {
    'role-not-here': 'This role is not for an organisation of this kind.',
    'scope-not-here': 'This scope is not for an organisation of this kind.',
    'platform-unknown': 'Your desk has let in no such platform.',
    'platform-closed': 'This platform was closed. Open it again first.',
    'platform-entered': 'People of this platform sign in already. They make links for each other.',
  },
  events: {
    'access.invite-platform': 'let a platform in',
    'access.renew-invitation': 'made a new link for a platform',
    'access.close-platform': 'closed a platform',
    'access.reopen-platform': 'opened a platform again',
  },
};
