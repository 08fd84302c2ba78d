// The states of a deadline and the transitions between them: the one table that functions, verbs and buttons follow.
export { advance, allowed } from '../../kit/states.ts';

export const deadlineStates = {
  /** The event from which it counts was proved. */
  start: { from: ['pending'], to: 'running' },
  /** What was asked for happened, in time. */
  meet: { from: ['pending', 'running', 'suspended'], to: 'met' },
  /** It passed. Once missed it stays missed, whatever happens afterwards; but proof may come later of what happened before. */
  breach: { from: ['running'], to: 'breached' },
  'meet-after-all': { from: ['breached'], to: 'met' },
  /** What was stated turned out to be untrue. */
  reopen: { from: ['met'], to: 'running' },
  suspend: { from: ['running'], to: 'suspended' },
  resume: { from: ['suspended'], to: 'running' },
  waive: { from: ['pending', 'running', 'suspended'], to: 'waived' },
} as const;

export type DeadlineState = 'pending' | 'running' | 'met' | 'breached' | 'waived' | 'suspended';
