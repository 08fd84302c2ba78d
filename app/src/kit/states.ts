// States of things: a table names each transition, the states it is possible from, and the state it leads to. Verbs,
// buttons and API follow the one table of their desk.
import { Refusal } from './errors.ts';

export interface Transition {
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
    { facts: { transition: name, state } },
  );
}
