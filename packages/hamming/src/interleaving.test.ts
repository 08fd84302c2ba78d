// Owner, searchers and maker of a shared index take their steps in any order, drawn at random, in one thread: whatever the
// order, whoever is lost and wherever memory runs out, every search finds what was there and stayed.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { bruteForce, distanceOf, join, seedFor, split } from '../suite/oracle.ts';
import { HammingIndex } from './index.ts';
import { Reader } from './reader.ts';
import type { Match } from './search.ts';
import type { Crew, Shared } from './sharing.ts';
import { flipBits, random32, uniformCodes } from './synthetic.ts';
import type { Renewal, TablesView } from './tables.ts';

const OPTIONS = [
  { tiers: [20, 100, 200].map((codes, i) => ({ codes, parts: [40, 16, 32][i] })), freshCodes: 8 },
  { tiers: [{ codes: 1, parts: 16 }], freshCodes: 30 },
  { tiers: [], freshCodes: 5 },
];

/** A thread that does what it was told when the test lets it. */
class Stepped {
  readonly #reader: Reader;
  readonly #todo: { run: (reader: Reader) => unknown; resolve(value: unknown): void; reject(fault: unknown): void }[] =
    [];
  lost = false;

  constructor(shared: Shared, seat: number) {
    this.#reader = new Reader(shared, seat);
  }

  ask<T>(run: (reader: Reader) => T): Promise<T> {
    if (this.lost) return Promise.reject(new Error('lost'));
    return new Promise((resolve, reject) =>
      this.#todo.push({ run, resolve: resolve as (value: unknown) => void, reject }),
    );
  }

  step(): boolean {
    const next = this.#todo.shift();
    try {
      next?.resolve(next.run(this.#reader));
    } catch (fault) {
      next?.reject(fault);
    }
    return next !== undefined;
  }

  lose(): void {
    this.lost = true;
    for (const message of this.#todo.splice(0)) message.reject(new Error('lost'));
  }
}

class SteppedCrew implements Crew {
  shared!: Shared;
  readonly searchers: Stepped[] = [];
  maker: Stepped | undefined;
  #view: TablesView | undefined;

  show(view: TablesView | undefined): void {
    this.#view = view;
    for (const searcher of this.searchers) searcher.ask((reader) => reader.show(view)).catch(() => {});
  }

  async passed(): Promise<void> {
    await Promise.allSettled(this.searchers.map((searcher) => searcher.ask(() => {})));
  }

  waitPassed(): void {
    for (const searcher of this.searchers) while (searcher.step());
  }

  make(renewal: Renewal): Promise<number> {
    if (!this.maker || this.maker.lost) this.maker = new Stepped(this.shared, 3);
    const { used } = this.shared.moment();
    return this.maker.ask((reader) => reader.make(renewal, used));
  }

  waitMade(): void {
    while (this.maker?.step());
  }

  /** One of two searchers; in the place of a lost one comes another. */
  searcher(wanted: number): Stepped {
    const number = Math.min(wanted, this.searchers.length);
    const found = this.searchers[number];
    if (found && !found.lost) return found;
    const view = this.#view;
    const searcher = new Stepped(this.shared, number + 1);
    searcher.ask((reader) => reader.show(view)).catch(() => {});
    return (this.searchers[number] = searcher);
  }
}

interface Since {
  removed: Set<number>;
  added: Map<number, Uint8Array[]>;
}

for (const [number, options] of OPTIONS.entries()) {
  test(`in every order of steps searches are exact, options ${number}`, async (t) => {
    const seed = seedFor(t);
    for (let round = 0; round < 5; round++) await interleave(t, options, random32(seed + round), round % 2 === 1);
  });
}

async function interleave(
  t: TestContext,
  options: (typeof OPTIONS)[number],
  random: () => number,
  scarce: boolean,
): Promise<void> {
  const pool = split(uniformCodes(8, random));
  const draw = () => flipBits(pool[random() % pool.length], random() % 16, random);
  const index = new HammingIndex({ ...options, shared: true });
  const map = new Map<number, Uint8Array>();
  const underWay = new Set<Since>();
  const answered: Promise<void>[] = [];
  let crew: SteppedCrew | undefined;
  let next = 0;

  /** Does something for which there may be no memory: it then changes nothing. */
  const scarcely = (change: () => void): boolean => {
    const grow = t.mock.method(WebAssembly.Memory.prototype, 'grow', function (this: unknown, pages: number) {
      if (pages > 0) throw new RangeError('no memory is left');
      return 0;
    });
    if (!scarce || random() % 6 > 0) grow.mock.restore();
    try {
      change();
      return true;
    } catch (fault) {
      assert.match(String(fault), /RangeError: (No memory|no memory)/);
      return false;
    } finally {
      grow.mock.restore();
    }
  };
  const add = (id: number) => {
    const code = draw();
    for (const { added } of underWay) added.set(id, [...(added.get(id) ?? []), code]);
    if (scarcely(() => index.add(id, code))) map.set(id, code);
  };
  const remove = (id: number) => {
    if (!scarcely(() => assert.ok(index.remove(id)))) return;
    map.delete(id);
    for (const { removed } of underWay) removed.add(id);
  };
  const search = async (searcher: Stepped, shared: Shared) => {
    const [query, radius, moment, asked] = [draw(), random() % 5 === 0 ? 140 : 31, shared.moment(), new Map(map)];
    const since: Since = { removed: new Set(), added: new Map() };
    underWay.add(since);
    const found = await searcher.ask((reader) => reader.findMany(query, radius, moment)).catch(() => null);
    underWay.delete(since);
    if (found) check(found[0], query, radius, asked, since);
  };
  const steps: (() => unknown)[] = [
    () => add(next++),
    () => add(next++),
    () => map.size > 0 && remove([...map.keys()][random() % map.size]),
    () => {
      if (random() % 40 > 0) return;
      const ids = Uint32Array.from({ length: random() % 600 }, () => next++);
      const codes = Array.from(ids, draw);
      ids.forEach((id, i) => underWay.forEach(({ added }) => added.set(id, [codes[i]])));
      scarcely(() => index.addMany(ids, join(codes)));
      ids.forEach((id, i) => index.has(id) && map.set(id, codes[i]));
    },
    () => crew && answered.push(search(crew.searcher(random() % 2), crew.shared)),
    () => crew?.searchers[random() % 2]?.step(),
    () => crew?.maker?.step(),
    () => new Promise((resolve) => setImmediate(resolve)),
    () => random() % 30 === 0 && (random() % 2 ? crew?.maker : crew?.searchers[random() % 2])?.lose(),
    () => {
      if (random() % 60 > 0) return;
      const other = crew ? undefined : new SteppedCrew();
      scarcely(() => {
        const shared = index.share(other);
        if (other) other.shared = shared;
        crew = other;
      });
    },
  ];
  for (let n = 0; n < 4000; n++) await steps[random() % steps.length]();
  crew?.waitMade();
  crew?.waitPassed();
  await Promise.all(answered);
  index.share(undefined);
  for (const query of Array.from({ length: 20 }, draw))
    assert.deepEqual(index.search(query, 31), bruteForce(map, query, 31));
}

/** Of what was there and stayed nothing is missing; what came since may be found too, and nothing else. */
function check(found: Match[], query: Uint8Array, radius: number, asked: Map<number, Uint8Array>, since: Since): void {
  const stayed = ({ id }: Match) => asked.has(id) && !since.removed.has(id);
  assert.deepEqual(found.filter(stayed), bruteForce(asked, query, radius).filter(stayed));
  for (const { id, distance } of found) {
    const codes = [...(since.added.get(id) ?? []), ...(asked.has(id) ? [asked.get(id)!] : [])];
    assert.ok(
      codes.some((code) => distanceOf(code, query) === distance && distance <= radius),
      `id ${id}`,
    );
  }
}

for (const shared of [false, true]) {
  test(`where memory runs out the index stays as it was, ${shared ? 'shared' : 'in memories of its own'}`, (t) => {
    const random = random32(seedFor(t));
    const index = new HammingIndex({ shared, tiers: [{ codes: 1, parts: 16 }], freshCodes: 200 });
    const map = new Map<number, Uint8Array>();
    let refused = 0;
    for (let round = 0; round < 60; round++) {
      let left = random() % 4;
      const grow: unknown = Reflect.get(WebAssembly.Memory.prototype, 'grow');
      t.mock.method(WebAssembly.Memory.prototype, 'grow', function (this: WebAssembly.Memory, pages: number) {
        if (pages > 0 && left-- <= 0) throw new RangeError('no memory is left');
        return Reflect.apply(grow as (pages: number) => number, this, [pages]);
      });
      const ids = Uint32Array.from({ length: random() % 4000 }, (_, i) => 10_000 * round + i);
      const codes = split(uniformCodes(ids.length, random));
      try {
        index.addMany(ids, join(codes));
      } catch {
        refused++;
      }
      t.mock.restoreAll();
      ids.forEach((id, i) => index.has(id) && map.set(id, codes[i]));
      assert.equal(index.size, map.size);
      for (const code of codes.slice(0, 20)) assert.deepEqual(index.search(code, 31), bruteForce(map, code, 31));
    }
    assert.ok(refused > 3, `memory ran out ${refused} times`);
  });
}
