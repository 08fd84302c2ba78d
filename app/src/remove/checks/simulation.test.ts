// Checks against a host that goes down, asks to sign in, answers soft, blocks a country openly or as "not found", encodes
// anew, moves, comes back and flaps: it is never said to be confirmed gone while it can be reached from anywhere, and
// always once it is gone from everywhere. The host is a real server; countries and networks are made up.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { hourMs } from '../../kit/time.ts';
import { type Draw, drawFrom, newSeed } from '../../testing/draw.ts';
import { type Check, type Place, weigh } from './evidence.ts';
import { lookAt } from './look.ts';
import { type Answering, hangUp, html, leadTo, type MadeUpHost, openHost, page, picture, redirect } from './testing.ts';

let host: MadeUpHost;
before(async () => {
  host = await openHost();
});
after(() => host?.close());

const places: Place[] = [
  { network: 64_500, country: 'ID' },
  { network: 64_501, country: 'ID' },
  { network: 64_502, country: 'SG' },
  { network: 64_500, country: 'SG' },
  { network: 64_503, country: 'DE' },
];

/** What can be seen while it can be reached from somewhere: `country` is the one that is treated otherwise. */
const reachable: ((country: string) => Answering)[] = [
  () => page(200, 'Unggahan'),
  () => picture(200),
  () => picture(200, 50_000 + Math.trunc(Math.random() * 1000)), // encoded anew: other bytes, other length
  () => picture(404), // browsers show it all the same
  () => hangUp,
  () => page(503, 'Sedang diperbaiki'),
  () => page(429, 'Terlalu banyak'),
  () => page(401, 'Masuk'),
  () => leadTo('/login', page(200, 'Masuk')),
  () => page(404, 'Sign in to see this'),
  () => page(404, 'Halaman tidak ditemukan', `${html('x')}<script src="/captcha.js"></script>`),
  () => page(200, 'Halaman tidak ditemukan'),
  () => page(404, '404', `<video src="/v"></video>${html('404')}`),
  () => leadTo('/', page(200, 'Beranda')),
  () => redirect('https://tempat-lain.example/sama'),
  (country) => only(country, page(451, 'Unavailable for legal reasons')),
  (country) => only(country, page(403, 'Not available in your country')),
  (country) => only(country, page(404, 'Tidak ditemukan')), // disguised
  (country) => only(country, page(410, 'Gone')),
];
const missing: Answering[] = [
  page(404, 'Tidak ditemukan'),
  page(410, 'Sudah dihapus'),
  page(404, 'Not found', ''),
  page(200, 'Halaman tidak ditemukan'),
  leadTo('/', page(200, 'Beranda')),
  leadTo('/login', page(200, 'Masuk')),
  page(503, 'Sedang diperbaiki'),
];

const only =
  (country: string, then: Answering): Answering =>
  (from, response, request) =>
    (from.country === country ? then : page(200, 'Unggahan'))(from, response, request);

interface World {
  exists: boolean;
  answering: Answering;
}

function change(draw: Draw): World {
  const exists = draw(2) === 0;
  const country = places[draw(places.length)]!.country;
  return { exists, answering: exists ? reachable[draw(reachable.length)]!(country) : missing[draw(missing.length)]! };
}

interface Watch {
  lines: Place[];
  checks: Check[];
  /** Hours since the notice. */
  hours: number;
}

const at = (hours: number): Date => new Date(Date.parse('2031-03-14T00:00:00Z') + hours * hourMs);
const askedAt = at(0);

/** One round from every vantage point; of each, one in `failing` looks comes to nothing. */
async function look(watch: Watch, world: World, draw: Draw, failing: number): Promise<Check[]> {
  const round: Check[] = [];
  for (const [number, place] of watch.lines.entries()) {
    const vantageId = `line ${number}`;
    host.places.set(vantageId, place);
    host.answering = draw(failing) === 0 ? hangUp : world.answering;
    const address = 'https://rekaan.example/unggahan/1';
    const { outcome } = await lookAt(address, { id: vantageId, proxy: null }, { fetch: host.fetch, compare: null });
    round.push({ ...place, vantageId, outcome, at: at(watch.hours) });
  }
  watch.checks.push(...round);
  return round;
}

const gradeOf = ({ checks }: Watch) => weigh({ checks, askedAt, attestations: [], statements: [] }).grade;

async function walk(seed: number, rounds: number): Promise<void> {
  const draw = drawFrom(seed);
  const lines = places.filter(() => draw(3) > 0);
  const watch: Watch = { lines: lines.length > 0 ? lines : places.slice(0, 1), checks: [], hours: 1 };
  let world = change(draw);
  let lasts = draw(60);
  let before: string | null = null;
  for (let round = 0; round < rounds; round += 1) {
    const found = await look(watch, world, draw, 8);
    const grade = gradeOf(watch);
    const now = `seed ${seed}, hour ${watch.hours}: ${found.map(({ country, outcome }) => `${country} ${outcome}`).join(', ')}`;
    if (grade === 'machine-confirmed' && before !== grade)
      assert.ok(!world.exists, `confirmed, and it is there; ${now}`);
    if (found.some(({ outcome }) => outcome === 'present')) {
      assert.ok(world.exists, `seen, and it is not there; ${now}`);
      assert.equal(grade, null, `graded while it is seen; ${now}`);
    }
    before = grade;
    const passed = 1 + draw(9);
    watch.hours += passed;
    lasts -= passed;
    if (lasts < 0) [world, lasts] = [change(draw), draw(60)];
  }
  await end(watch, draw, seed);
}

/** It is taken down for good, and the looks come through: it is confirmed where two countries can tell. */
async function end(watch: Watch, draw: Draw, seed: number): Promise<void> {
  for (const hours of [1, 8, 8, 8, 2]) {
    watch.hours += hours;
    await look(watch, { exists: false, answering: missing[0]! }, draw, 1_000_000);
  }
  const open = watch.lines.filter(
    ({ country }) => !watch.checks.some((c) => c.country === country && c.outcome === 'geo-blocked'),
  );
  const two = open.some((one) => open.some((other) => one.country !== other.country && one.network !== other.network));
  assert.equal(gradeOf(watch), two ? 'machine-confirmed' : 'gone-one-place', `in the end, seed ${seed}`);
}

const first = newSeed();
test('never confirmed while it can be reached from anywhere; confirmed once it is gone from everywhere', async () => {
  console.log(`seed ${first}`);
  for (let seed = first; seed < first + 60; seed += 1) await walk(seed, 35);
});
