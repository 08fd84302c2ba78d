// The one table of states, walked: each transition leads where it says, and from every other state it is refused.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { advance, allowed, bankStates, matchStates, signalStates } from './states.ts';

const tables = {
  bank: { table: bankStates, states: ['draft', 'active', 'suspended'] },
  signal: { table: signalStates, states: ['proposed', 'active', 'disputed', 'withdrawn', 'expired'] },
  match: { table: matchStates, states: ['open', 'confirmed', 'refuted'] },
};

for (const [thing, { table, states }] of Object.entries(tables)) {
  test(`a ${thing} moves only as its table says`, () => {
    for (const state of states)
      for (const [name, transition] of Object.entries(table)) {
        const possible = (transition.from as readonly string[]).includes(state);
        assert.equal(allowed(table, state).includes(name as never), possible);
        if (possible) assert.equal(advance(table, name as never, state), transition.to);
        else assert.throws(() => advance(table, name as never, state), { code: 'wrong-state' });
      }
  });

  test(`every state of a ${thing} that is named is reachable or initial`, () => {
    for (const { from, to } of Object.values(table))
      for (const state of [...from, to]) assert.ok(states.includes(state), state);
  });
}
