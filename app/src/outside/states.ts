// The states of a delivery and the transitions between them: the one table that verbs, buttons and the attempts follow.
export { advance, allowed } from '../kit/states.ts';

export const deliveryStates = {
  /** An attempt begins; one found trying after its lease is taken over. */
  try: { from: ['queued', 'trying'], to: 'trying' },
  /** The other side took it. An acceptance counts also when it comes after its lease. */
  'hand-over': { from: ['queued', 'trying', 'failed'], to: 'handed-over' },
  wait: { from: ['trying'], to: 'queued' },
  'give-up': { from: ['queued', 'trying'], to: 'failed' },
  /** A person asks for it to be tried now. */
  retry: { from: ['queued', 'failed'], to: 'queued' },
  /** A person saw to it otherwise. */
  solve: { from: ['queued', 'failed'], to: 'solved' },
  /** What was to be said is no longer so. One in hand may still arrive, and is not tried again. */
  stop: { from: ['queued', 'trying', 'failed'], to: 'solved' },
} as const;

export const deliveryStateNames = ['queued', 'trying', 'handed-over', 'failed', 'solved'] as const;
export type DeliveryState = (typeof deliveryStateNames)[number];
