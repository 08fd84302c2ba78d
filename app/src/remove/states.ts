// The states of the desk's things and the transitions between them: the one table that verbs, buttons and API follow.
export { advance, allowed } from '../kit/states.ts';

/** Grounds are a closed list: no other can be stored. */
export const grounds = [
  'child-sexual-exploitation',
  'image-based-sexual-abuse',
  'sexual-extortion',
  'grooming',
  'trafficking',
] as const;
export type RemovalGround = (typeof grounds)[number];

const asked = ['notice-open', 'overdue', 'refused'] as const;
const unsettled = ['unknown', 'geo-blocked', 'moved'] as const;

/** A removal: the work to have one item removed. */
export const removalStates = {
  locate: { from: ['new', 'located', 'unlocatable', 'moved'], to: 'located' },
  'fail-to-locate': { from: ['new', 'located', 'moved'], to: 'unlocatable' },
  /** A notice about it was sent. */
  ask: { from: ['located', 'unlocatable', ...asked, 'unknown', 'geo-blocked', 'reappeared'], to: 'notice-open' },
  'overrun-deadline': { from: ['notice-open'], to: 'overdue' },
  refuse: { from: ['notice-open', 'overdue'], to: 'refused' },
  /** It is gone, by a grade of evidence; a better grade may follow. */
  'say-removed': { from: ['located', 'unlocatable', ...asked, ...unsettled, 'reappeared', 'removed'], to: 'removed' },
  /** Checks cannot tell: a login wall, an error page, a page that says something else. */
  'lose-sight': { from: ['located', ...asked, 'geo-blocked', 'reappeared'], to: 'unknown' },
  'find-blocked': { from: ['located', ...asked, 'unknown', 'reappeared'], to: 'geo-blocked' },
  'find-moved': { from: ['located', ...asked, 'unknown', 'geo-blocked', 'reappeared'], to: 'moved' },
  /** It was out of sight and is plainly there. */
  'see-again': { from: ['unknown', 'geo-blocked'], to: 'notice-open' },
  'find-again': { from: ['removed'], to: 'reappeared' },
  stop: {
    from: ['new', 'located', 'unlocatable', ...asked, ...unsettled, 'removed', 'reappeared'],
    to: 'stopped',
  },
  'take-on-again': { from: ['stopped'], to: 'new' },
} as const;

export type RemovalTransition = keyof typeof removalStates;
export type RemovalState =
  | 'new'
  | 'located'
  | 'unlocatable'
  | 'notice-open'
  | 'overdue'
  | 'refused'
  | 'unknown'
  | 'geo-blocked'
  | 'moved'
  | 'removed'
  | 'reappeared'
  | 'stopped';
export const removalStateNames = [
  'new',
  'located',
  'unlocatable',
  'notice-open',
  'overdue',
  'refused',
  'unknown',
  'geo-blocked',
  'moved',
  'removed',
  'reappeared',
  'stopped',
] as const satisfies readonly RemovalState[];

/** How it is known that something is gone, the weakest first. `gone-one-place`: seen from one network or one country only. */
export const grades = ['stated', 'gone-one-place', 'attested', 'machine-confirmed'] as const;
export type Grade = (typeof grades)[number];

const awaited = ['sent', 'acknowledged', 'partial', 'silent'] as const;

/** A notice. Two people for statutory ones: whoever proposes it and a second; a third for a whole site. */
export const noticeStates = {
  change: { from: ['draft', 'proposed', 'approved'], to: 'draft' },
  propose: { from: ['draft'], to: 'proposed' },
  approve: { from: ['proposed'], to: 'approved' },
  discard: { from: ['draft', 'proposed', 'approved'], to: 'discarded' },
  send: { from: ['approved'], to: 'sent' },
  acknowledge: { from: ['sent', 'silent'], to: 'acknowledged' },
  /** Also after the next step went to somebody else: whoever was asked first may still act. */
  comply: { from: [...awaited, 'refused', 'escalated'], to: 'complied' },
  'comply-partly': { from: [...awaited], to: 'partial' },
  refuse: { from: [...awaited], to: 'refused' },
  'fall-silent': { from: ['sent', 'acknowledged', 'partial'], to: 'silent' },
  escalate: { from: ['sent', 'acknowledged', 'partial', 'silent', 'refused'], to: 'escalated' },
  withdraw: { from: [...awaited, 'refused', 'complied', 'escalated'], to: 'withdrawn' },
} as const;

export type NoticeTransition = keyof typeof noticeStates;
export type NoticeState =
  | 'draft'
  | 'proposed'
  | 'approved'
  | 'sent'
  | 'acknowledged'
  | 'complied'
  | 'partial'
  | 'refused'
  | 'silent'
  | 'escalated'
  | 'withdrawn'
  | 'discarded';
export const noticeStateNames = [
  'draft',
  'proposed',
  'approved',
  'sent',
  'acknowledged',
  'complied',
  'partial',
  'refused',
  'silent',
  'escalated',
  'withdrawn',
  'discarded',
] as const satisfies readonly NoticeState[];

/** What a platform may do with a notice that was served on it. */
export const inboxStates = {
  acknowledge: { from: ['served'], to: 'acknowledged' },
  comply: { from: ['served', 'acknowledged', 'partial', 'refused'], to: 'complied' },
  'comply-partly': { from: ['served', 'acknowledged', 'partial'], to: 'partial' },
  refuse: { from: ['served', 'acknowledged', 'partial'], to: 'refused' },
  withdraw: { from: ['served', 'acknowledged', 'complied', 'partial', 'refused'], to: 'withdrawn' },
} as const;
export type InboxState = 'served' | 'acknowledged' | 'complied' | 'partial' | 'refused' | 'withdrawn';
