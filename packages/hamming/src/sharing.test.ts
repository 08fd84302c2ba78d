// What the owner of a shared index may do while somebody searches it slowly: nothing that a search comes to is written
// again before the search is through, and what is let go is used again.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bruteForce, distanceOf, join, seedFor, split } from '../suite/oracle.ts';
import { HammingIndex } from './index.ts';
import { Reader } from './reader.ts';
import type { Moment } from './search.ts';
import type { Crew, Shared } from './sharing.ts';
import { flipBits, random32, uniformCodes } from './synthetic.ts';
import type { Renewal, TablesView } from './tables.ts';

/** A crew that makes tables in this thread, and passes when it is told to. */
class Slow implements Crew {
  readonly #maker: () => Reader;
  view: TablesView | undefined;
  #waiting: (() => void)[] = [];
  holds = false;

  constructor(maker: () => Reader) {
    this.#maker = maker;
  }

  show(tables: TablesView | undefined): void {
    this.view = tables;
  }

  passed(): Promise<void> {
    return this.holds ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve();
  }

  pass(): void {
    this.holds = false;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  waitPassed(): void {
    assert.ok(!this.holds, 'the owner waits for somebody who waits for the owner');
  }

  async make(renewal: Renewal): Promise<number> {
    return this.#maker().make(renewal, shared!.moment().used);
  }

  waitMade(): void {}
}

let shared: Shared | undefined;

test('a search that is slow finds what was there, whatever changes meanwhile; then its places are used again', async (t) => {
  const random = random32(seedFor(t));
  const pool = split(uniformCodes(10, random));
  const draw = () => flipBits(pool[random() % pool.length], random() % 16, random);
  const index = new HammingIndex({ tiers: [{ codes: 1, parts: 16 }], freshCodes: 40, shared: true });
  const first = Array.from({ length: 2000 }, draw);
  index.addMany(Uint32Array.from(first.keys()), join(first));
  const map = new Map(first.entries());
  const crew = new Slow(() => new Reader(shared!, 2));
  shared = index.share(crew);
  let next = first.length;
  const change = () => {
    const victim = [...map.keys()][random() % map.size];
    map.delete(victim);
    assert.ok(index.remove(victim));
    const code = draw();
    index.add(next, code);
    map.set(next++, code);
  };
  for (let round = 0; round < 10; round++) {
    crew.holds = true;
    const [asked, view, moment]: [Map<number, Uint8Array>, TablesView | undefined, Moment] = [
      new Map(map),
      crew.view,
      shared.moment(),
    ];
    for (let i = 0; i < 300; i++) {
      change();
      if (i % 10 === 0) await turn();
    }
    for (const radius of [31, 60]) {
      const slow = new Reader(shared, 1);
      slow.show(view);
      const queries = Array.from({ length: 10 }, draw);
      for (const [i, found] of slow.findMany(join(queries), radius, moment).entries()) {
        const stayed = bruteForce(asked, queries[i], radius).filter(({ id }) => map.has(id));
        const [old, added] = [found.filter(({ id }) => asked.has(id)), found.filter(({ id }) => !asked.has(id))];
        assert.deepEqual(old, stayed, `round ${round}, ${radius} bits`);
        for (const { id, distance } of added) assert.equal(distanceOf(map.get(id)!, queries[i]), distance);
      }
    }
    crew.pass();
    await turn();
    for (let i = 0; i < 300; i++) {
      change();
      if (i % 10 === 0) await turn();
    }
    const query = draw();
    assert.deepEqual(index.search(query, 31), bruteForce(map, query, 31));
  }
  const { used } = shared.moment();
  assert.ok(used < 4000, `${used} slots for ${map.size} codes, after ${next} in all`);
});

/** Lets what waits for a promise go on. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
