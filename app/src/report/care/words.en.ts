// What the desk says about care, in English: its keys are the measure for Indonesian.

type Facts = Record<string, string | number>;

export const en = {
  title: 'Looking after ourselves',
  lead: 'What we open here stays with us. The desk counts how much it was each day, never what it was.',
  today: 'Your day',
  kinds: { text: 'Stories and messages opened', viewer: 'Hand-overs to the viewer' },
  ofLimit: (count: string, limit: string) => `${count} of ${limit}`,
  breakTitle: {
    text: 'You have read a lot today',
    viewer: 'You have looked at a lot today',
  },
  breakBody: (count: string) =>
    `It was ${count} today. Please take a break, hand something over, or talk to a colleague. Nobody counts it against you.`,
  goOn: 'I go on all the same',
  goOnHint: 'This is noted, and after a while the desk asks again.',
  wentOn: 'Noted. Look after yourself.',
  everyone: 'Everybody, by day',
  everyoneLead: 'The last 14 days. Only how much, never what.',
  day: 'Day',
  person: 'Person',
  wentOnTimes: 'Went on',
  columns: { text: 'Texts', viewer: 'Hand-overs' },
  times: (count: string) => `${count} ×`,
  nobody: 'Nothing was opened yet',
  nobodyBody: 'Once stories are read or items handed over to the viewer, the counts stand here.',
  reached: 'limit reached',
  limits: 'Limits for one day',
  limitsLead:
    'Analysts look at such things for at most four hours a day: 40 texts at six minutes each, or 60 hand-overs at four.',
  texts: 'Stories and messages',
  handOvers: 'Hand-overs to the viewer',
  save: 'Save limits',
  saved: 'The limits were changed.',
  right: {
    texts: 'Give a whole number from 1 to 1,000.',
    handOvers: 'Give a whole number from 1 to 1,000.',
    kind: 'Choose one of the two.',
  },
  refusals: {
    'break-first': (facts: Facts) =>
      `That was ${facts.count} today. Take a break first, or say under “Looking after ourselves” that you go on.`,
    'not-at-limit': 'You are below your limit. Just go on.',
  },
  events: {
    'report.set-care-limits': 'changed the limits for one day',
    'report.go-on': 'went on past the limit of the day',
  },
};
