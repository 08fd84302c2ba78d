// The states of the desk's things and the transitions between them: the one table that verbs, buttons and API follow.
export { advance, allowed } from '../kit/states.ts';

export const bankStates = {
  activate: { from: ['draft', 'suspended'], to: 'active' },
  suspend: { from: ['active'], to: 'suspended' },
} as const;

export const signalStates = {
  approve: { from: ['proposed'], to: 'active' },
  dispute: { from: ['active'], to: 'disputed' },
  reinstate: { from: ['disputed'], to: 'active' },
  relist: { from: ['withdrawn', 'expired'], to: 'active' },
  propose: { from: ['withdrawn', 'expired'], to: 'proposed' },
  withdraw: { from: ['proposed', 'active', 'disputed', 'expired'], to: 'withdrawn' },
  expire: { from: ['active', 'disputed'], to: 'expired' },
} as const;

export const matchStates = {
  confirm: { from: ['open', 'refuted'], to: 'confirmed' },
  refute: { from: ['open', 'confirmed'], to: 'refuted' },
} as const;

export type BankState = 'draft' | 'active' | 'suspended';
export type SignalState = 'proposed' | 'active' | 'disputed' | 'withdrawn' | 'expired';
export type MatchState = 'open' | 'confirmed' | 'refuted';
