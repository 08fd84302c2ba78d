// The states of the desk's things and the transitions between them: the one table that verbs, buttons and API follow.
import { Refusal } from '../kit/errors.ts';

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

interface Transition {
  readonly from: readonly string[];
  readonly to: string;
}

/** The transitions that a thing in `state` allows, by name. */
export function allowed<Table extends Record<string, Transition>>(
  table: Table,
  state: string,
): (keyof Table & string)[] {
  return Object.keys(table).filter((name) => table[name]!.from.includes(state));
}

/** The state that a transition leads to. @throws Refusal `wrong-state` naming the state seen and the states it is possible from. */
export function advance<Table extends Record<string, Transition>, Name extends keyof Table & string>(
  table: Table,
  name: Name,
  state: string,
): Table[Name]['to'] {
  const transition = table[name]!;
  if (transition.from.includes(state)) return transition.to;
  throw new Refusal(
    'conflict',
    'wrong-state',
    `"${name}" is possible from ${transition.from.join(' or ')}; the state is ${state}`,
    {
      facts: { transition: name, state },
    },
  );
}
