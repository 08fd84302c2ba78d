// The states of the desk's things and the transitions between them: the one table that verbs, buttons and API follow.
export { advance, allowed } from '../kit/states.ts';

export const reportStates = {
  triage: { from: ['received', 'reopened'], to: 'triaged' },
  begin: { from: ['received', 'triaged', 'reopened'], to: 'in-progress' },
  merge: { from: ['received', 'triaged', 'in-progress', 'reopened'], to: 'duplicate' },
  refer: { from: ['received', 'triaged', 'in-progress', 'reopened'], to: 'out-of-scope' },
  'mark-spam': { from: ['received', 'triaged', 'in-progress', 'reopened'], to: 'spam' },
  resolve: { from: ['in-progress'], to: 'resolved' },
  close: { from: ['resolved', 'out-of-scope', 'spam'], to: 'closed' },
  reopen: { from: ['duplicate', 'out-of-scope', 'spam', 'resolved', 'closed'], to: 'reopened' },
} as const;

export type ReportTransition = keyof typeof reportStates;
export type ReportState =
  | 'received'
  | 'triaged'
  | 'in-progress'
  | 'duplicate'
  | 'out-of-scope'
  | 'spam'
  | 'resolved'
  | 'closed'
  | 'reopened';

/** The states in which a report stands in the queue. */
export const openStates = ['received', 'triaged', 'in-progress', 'reopened'] as const satisfies ReportState[];

export const itemStates = {
  classify: { from: ['new', 'classified'], to: 'classified' },
} as const;
export type ItemState = 'new' | 'classified';

/** Where a report goes that is not for this desk. A closed list: words for each stand in the words files. */
export const referrals = [
  'police',
  'consumer-protection',
  'mental-health',
  'cyber-fraud',
  'child-protection',
  'another-hotline',
  'platform',
] as const;
export type Referral = (typeof referrals)[number];

/** What a report came to. */
export const outcomes = ['handled', 'nothing-found', 'not-possible', 'withdrawn-by-reporter'] as const;
export type Outcome = (typeof outcomes)[number];

export const contestStates = {
  take: { from: ['received', 'in-review'], to: 'in-review' },
  'hand-back': { from: ['in-review'], to: 'received' },
  decide: { from: ['in-review'], to: 'decided' },
} as const;
export type ContestState = 'received' | 'in-review' | 'decided';

export const submissionStates = {
  'ask-withdrawal': { from: ['active'], to: 'withdrawing' },
  'cancel-withdrawal': { from: ['withdrawing'], to: 'active' },
  withdraw: { from: ['withdrawing'], to: 'withdrawn' },
  expire: { from: ['active', 'withdrawing'], to: 'expired' },
} as const;
export type SubmissionState = 'active' | 'withdrawing' | 'withdrawn' | 'expired';
