// Threads that search an index while it changes find what is there, neither half a change nor one that came later; and
// none that is lost takes anything with it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Worker } from 'node:worker_threads';
import { bruteForce, distanceOf, join, seedFor, split } from '../suite/oracle.ts';
import { HammingIndex } from './index.ts';
import type { HammingOptions } from './index.ts';
import { Readers } from './readers.ts';
import { flipBits, random32, uniformCodes } from './synthetic.ts';

const TIERS = [
  { codes: 50, parts: 40 },
  { codes: 200, parts: 16 },
];

const OPTIONS: Record<string, HammingOptions> = {
  'with merges all the time': { tiers: TIERS, freshCodes: 20 },
  'with the default sizes': {},
  'without tables': { tiers: [], freshCodes: 20 },
};

for (const [name, options] of Object.entries(OPTIONS)) {
  test(`every search finds what was there when it was asked for and stayed, ${name}`, async (t) => {
    const random = random32(seedFor(t));
    const pool = split(uniformCodes(40, random));
    const draw = () => flipBits(pool[random() % pool.length], random() % 20, random);
    const index = new HammingIndex({ ...options, shared: true });
    const readers = new Readers(index, { threads: 3 });
    t.after(() => readers.close());
    const map = new Map<number, Uint8Array>();
    /** What each search under way may find or not: the ids that were removed since, and codes that came since. */
    const underWay = new Set<{ removed: Set<number>; added: Map<number, Uint8Array[]> }>();
    let next = 0;
    const remove = (id: number) => {
      if (map.delete(id)) assert.ok(index.remove(id));
      for (const { removed } of underWay) removed.add(id);
    };
    const change = () => {
      const victim = [...map.keys()][random() % map.size];
      const id = random() % 4 === 0 ? (victim ?? 0) : next++;
      remove(id);
      const code = draw();
      index.add(id, code);
      map.set(id, code);
      for (const { added } of underWay) added.set(id, [...(added.get(id) ?? []), code]);
      if (map.size > 600 && victim !== undefined) remove(victim);
    };
    const search = async () => {
      const queries = Array.from({ length: 40 }, draw);
      const radius = random() % 8 === 0 ? 130 : 31;
      const asked = new Map(map);
      const since = { removed: new Set<number>(), added: new Map<number, Uint8Array[]>() };
      underWay.add(since);
      const found = await readers.searchMany(join(queries), radius);
      underWay.delete(since);
      for (const [i, query] of queries.entries()) {
        const stayed = bruteForce(asked, query, radius).filter(({ id }) => !since.removed.has(id));
        assert.deepEqual(
          found[i].filter(({ id }) => asked.has(id) && !since.removed.has(id)),
          stayed,
        );
        for (const { id, distance } of found[i]) {
          const codes = [...(since.added.get(id) ?? []), ...(asked.has(id) ? [asked.get(id)!] : [])];
          assert.ok(
            codes.some((code) => distanceOf(code, query) === distance && distance <= radius),
            `id ${id}`,
          );
        }
      }
    };
    for (let round = 0; round < 150; round++) {
      const searches = [search(), search()];
      for (let i = random() % 40; i > 0; i--) change();
      await searches[0];
      for (let i = random() % 40; i > 0; i--) change();
      await searches[1];
    }
    await readers.close();
    const query = draw();
    assert.deepEqual(index.search(query, 31), bruteForce(map, query, 31));
  });
}

test('many changes without a pause, and many codes at once, are all seen', async (t) => {
  const random = random32(seedFor(t));
  const index = new HammingIndex({ tiers: [{ codes: 1, parts: 16 }], freshCodes: 1, shared: true });
  const readers = new Readers(index, { threads: 2 });
  t.after(() => readers.close());
  const query = uniformCodes(1, random);
  const near = new Map<number, Uint8Array>();
  const add = (id: number) => {
    if (id % 10_000 === 0) near.set(id, flipBits(query, random() % 32, random));
    return near.get(id) ?? uniformCodes(1, random);
  };
  // More than the list of fresh codes holds: nobody can merge meanwhile but the thread that adds.
  for (let id = 0; id < 270_000; id++) index.add(id, add(id));
  assert.deepEqual(await readers.searchMany(query, 31), [bruteForce(near, query, 31)]);
  const ids = Uint32Array.from({ length: 1000 }, (_, i) => 270_000 + i);
  const asked = readers.searchMany(query, 31);
  index.addMany(ids, join(Array.from(ids, add)));
  assert.equal((await asked)[0].length, 27);
  assert.deepEqual(await readers.searchMany(query, 31), [bruteForce(near, query, 31)]);
  assert.equal(near.size, 28);
});

test('what has gathered while a merge was under way is not lost when the readers are closed', async (t) => {
  const random = random32(seedFor(t));
  const index = new HammingIndex({ shared: true });
  index.addMany(
    Uint32Array.from({ length: 20_000 }, (_, id) => id),
    uniformCodes(20_000, random),
  );
  const readers = new Readers(index, { threads: 1 });
  const codes = uniformCodes(271_000, random);
  const codeAt = (n: number) => codes.subarray(n * 32, n * 32 + 32);
  for (let n = 0; n < 262_000; n++) index.add(20_000 + n, codeAt(n));
  await readers.close();
  for (let n = 262_000; n < 271_000; n++) index.add(20_000 + n, codeAt(n));
  for (let n = 0; n < 271_000; n += 1000) assert.equal(index.search(codeAt(n), 0)[0]?.id, 20_000 + n);
  assert.equal(index.search(codeAt(270_999), 0)[0]?.id, 290_999);
});

test('what a lost thread was asked is refused, and the next search is answered', async (t) => {
  const workers: Worker[] = [];
  const note = (worker: Worker) => workers.push(worker);
  process.on('worker', note);
  t.after(() => process.off('worker', note));
  const random = random32(seedFor(t));
  const index = new HammingIndex({ tiers: [{ codes: 1, parts: 16 }], freshCodes: 10, shared: true });
  const codes = split(uniformCodes(3000, random));
  index.addMany(
    Uint32Array.from({ length: 2000 }, (_, id) => id),
    join(codes.slice(0, 2000)),
  );
  const readers = new Readers(index, { threads: 2 });
  t.after(() => readers.close());
  await readers.searchMany(codes[0], 31);
  const asked = readers.searchMany(join(codes), 31);
  await workers[0].terminate();
  await assert.rejects(asked, /Error: A thread that searches the index ended with code 1/);
  assert.deepEqual(await readers.searchMany(join(codes), 31), index.searchMany(join(codes), 31));
  // The thread that merges is the last to start. Without it this thread merges.
  for (let id = 2000; id < 3000; id++) {
    index.add(id, codes[id]);
    if (id === 2100) await workers.at(-1)?.terminate();
    if (id % 50 === 0) await readers.searchMany(codes[id], 31);
  }
  assert.deepEqual(await readers.searchMany(join(codes), 31), index.searchMany(join(codes), 31));
  assert.ok(workers.length > 4, `${workers.length} threads were started`);
});

test('readers refuse what the index refuses, and work once they are closed is refused', async () => {
  assert.throws(() => new Readers(new HammingIndex()), /Error: .* make it with \{ shared: true \}/);
  const index = new HammingIndex({ shared: true });
  assert.throws(() => new Readers(index, { threads: 0 }), /RangeError: threads is 0; expected an integer from 1 to 62/);
  const readers = new Readers(index, { threads: 1 });
  assert.throws(() => new Readers(index), /Error: The index is shared already/);
  await assert.rejects(readers.searchMany(new Uint8Array(31), 31), /RangeError: The codes have 31 bytes/);
  await assert.rejects(readers.searchMany(new Uint8Array(32), 257), /RangeError: The radius is 257/);
  assert.deepEqual(await readers.searchMany(new Uint8Array(), 31), []);
  const last = readers.searchMany(new Uint8Array(64), 31);
  await readers.close();
  assert.deepEqual(await last, [[], []]);
  await assert.rejects(readers.searchMany(new Uint8Array(32), 31), /Error: The readers are closed/);
  await new Readers(index, { threads: 1 }).close();
});
