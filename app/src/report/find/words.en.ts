// What the desk says about looking for an identity, in English: its keys are the measure for Indonesian.

type Facts = Record<string, string | number>;

export const en = {
  title: 'Is it known here?',
  lead: 'One address, account, number or group at a time. Each search is kept with your name and the reason, never what you typed.',
  text: 'What are you looking for?',
  textHint: 'In any form: a number, an address, or a name with its platform, such as “instagram: nama”.',
  reason: 'Why do you look?',
  reasons: {
    'urgent-risk': 'Somebody may be in danger now',
    'duplicate-check': 'To see whether it was reported before',
    'reporter-asks': 'The person who reported asks',
    'police-request': 'Police ask in writing',
    'court-order': 'A court orders it',
    'other-duty': 'Another duty by law',
  },
  reference: 'Reference of the request or order',
  referenceHint: 'Needed when police or a court ask. It is stored encrypted.',
  submit: 'Search',
  found: 'It was reported here',
  foundIn: (count: string) => `Reports that name it: ${count}.`,
  item: 'Item',
  reports: 'Reports',
  noReports: 'No report names it any more',
  onlyLatest: (count: string) => `Only the latest ${count} are shown.`,
  report: 'Report',
  concern: 'About',
  state: 'State',
  received: 'Received',
  takenBy: 'With',
  nobody: 'nobody',
  nothing: 'Not found among the items reported here',
  nothingBody: 'That does not mean it is harmless or unknown elsewhere.',
  asked: 'What was asked',
  askedItems: 'Items of all reports at this desk, open and closed, for exactly this',
  notAsked: 'Not asked',
  notAskedBody:
    'Stories, messages and contacts, which are encrypted and cannot be searched; spellings that differ; other desks.',
  understoodAs: 'Understood as',
  log: 'Latest searches',
  logLead: 'Who looked, when and why. What was looked for is kept nowhere.',
  when: 'When',
  who: 'Who',
  kind: 'Kind',
  hits: 'Found',
  noSearches: 'Nobody has searched yet',
  right: {
    text: 'Write one address, account, number or group; beside a name its platform, such as “instagram: nama”.',
    reason: 'Choose why you look.',
    reference: 'Give the reference of the request or order, in at most 200 characters.',
  },
  refusals: {
    'identifier-not-read': 'That is not understood. Write an address, “platform: name”, or a phone number.',
    'platform-missing': 'On which platform? Write it before the name, such as “instagram: nama”.',
    'too-many-searches': (facts: Facts) =>
      `At most ${facts.limit} searches an hour. If your work needs more, talk to your supervisor.`,
  },
  events: {
    'report.search-identity': 'searched for an identity',
  },
};
