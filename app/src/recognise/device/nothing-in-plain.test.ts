// No hash that a person's device gave is anywhere in plain: not in a table, a change, an event, a job, an answer kept for
// a program, a page or an answer of any face; nor is what was asked about near it. After everything was done with them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { answerProblems, honourIdempotencyKeys, identifyPrograms } from '../../access/http.ts';
import { giveGrant, makeKey, type Scope } from '../../access/index.ts';
import { newId } from '../../kit/ids.ts';
import { openAssets } from '../../runtime/assets.ts';
import { asOwner } from '../../runtime/database.ts';
import { openTestDesk, type TestDesk } from '../../testing/desk.ts';
import { callerOf } from '../../testing/house.ts';
import { call } from '../../verbs/verb.ts';
import { registerHma, registerRecogniseApi } from '../api.ts';
import {
  ensureDeviceBank,
  eraseDeviceSignals,
  keepUp,
  listDeviceSignals,
  listSignal,
  makeBank,
  openRecognise,
  recogniseSharable,
  signalIndexKey,
  withdrawDeviceSignals,
} from '../index.ts';
import { registerRecognisePages } from '../pages.ts';
import { deskItself, drawnHash, everything, flipped } from '../testing.ts';

let desk: TestDesk;
let owner: string;
let partner: string;
// The page where a file is checked names it.
const kernel = {
  name: 'pdq.wasm',
  file: fileURLToPath(import.meta.resolve('@suaka/pdq/pdq.wasm')),
  contentType: 'application/wasm',
};
const pdq = drawnHash();
const md5 = drawnHash(16);
const sha256 = drawnHash();
const near = flipped(pdq, 6);
const secret = [pdq, md5, sha256, near];

before(async () => {
  desk = await openTestDesk({
    access: { sharables: [recogniseSharable] },
    pages: registerRecognisePages,
    routes: mountFaces,
    server: { assets: await openAssets([kernel]) },
  });
  [owner, partner] = [await desk.organisation('Rumah Aman Rekaan'), await desk.organisation('Platform Rekaan')];
});
after(() => desk?.close());

async function mountFaces(server: TestDesk['server']): Promise<void> {
  const { house } = server;
  await openRecognise(house);
  await server.register(
    async (scope) => {
      identifyPrograms(scope);
      answerProblems(scope);
      honourIdempotencyKeys(scope);
      await registerRecogniseApi(scope, house);
    },
    { prefix: '/v1' },
  );
  await server.register(
    async (scope) => {
      identifyPrograms(scope);
      registerHma(scope, house);
    },
    { prefix: '/hma' },
  );
}

/** Tables of the whole database, as its owner sees them, that hold any of the hashes in any way of writing them down. */
async function tablesHolding(hashes: readonly string[]): Promise<string[]> {
  const written = hashes.flatMap((hex) => {
    const bytes = Buffer.from(hex, 'hex');
    const [base64, url] = [bytes.toString('base64').replace(/=+$/, ''), bytes.toString('base64url')];
    return [hex, hex.slice(0, 16), hex.slice(-16), base64, url];
  });
  return asOwner(desk.house.database, async ({ client }) => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    const holding: string[] = [];
    for (const { name } of rows) {
      const found = await client.query(
        `SELECT FROM ${name} t, unnest($1::text[]) AS w WHERE position(w IN t::text) > 0 OR position(lower(w) IN lower(t::text)) > 0`,
        [written],
      );
      if (found.rowCount) holding.push(name);
    }
    return holding;
  });
}

interface Program {
  ask(method: 'GET' | 'POST', url: string, body?: object, headers?: Record<string, string>): Promise<string>;
}

async function programOf(organisationId: string, scopes: Scope[]): Promise<Program> {
  const { key } = await call(desk.house, makeKey, callerOf(organisationId, ['access.manage-keys']), {
    name: 'Made-up program',
    scopes,
    requestsAMinute: 100_000,
  });
  return {
    async ask(method, url, body, headers = {}) {
      const answer = await desk.server.inject({
        method,
        url,
        headers: { host: 'localhost', authorization: `Bearer ${key}`, ...headers },
        ...(body ? { payload: body } : {}),
      });
      assert.ok(answer.statusCode < 400, `${method} ${url}: ${answer.statusCode} ${answer.body}`);
      return answer.body;
    },
  };
}

/** What programs learn: asked about a near copy, so that an answer that repeats what was asked gives nothing away. */
async function askFaces(program: Program): Promise<string[]> {
  const hashes = [
    { algorithm: 'pdq', hash: near, quality: 90 },
    { algorithm: 'sha256', hash: sha256 },
  ];
  const matched = await program.ask('POST', '/v1/match', { hashes }, { 'idempotency-key': 'made-up-key' });
  const { results } = JSON.parse(matched);
  for (const { hits } of results) {
    assert.equal(hits.length, 1);
    const [{ hash, distanceBits, provenance }] = hits;
    assert.deepEqual([hash, distanceBits, provenance.source], [null, null, null]);
  }
  const raw = await program.ask('GET', `/hma/m/raw_lookup?signal_type=pdq&signal=${near}&include_distance=true`);
  assert.equal(JSON.parse(raw).matches[0].distance, '31');
  const looked = await program.ask('GET', `/hma/m/lookup?signal_type=pdq&signal=${near}`);
  assert.match(looked, /DEVICE_REVIEW_SEXUAL_EXTORTION/);
  return [matched.replaceAll(near, '').replaceAll(sha256, ''), raw, looked, await program.ask('GET', '/hma/c/banks')];
}

/** Every page about them, and what is done there. */
async function visitPages(organisationId: string, bankId: string): Promise<string[]> {
  const { visitor } = await desk.person(organisationId, ['curator', 'analyst', 'supervisor', 'administrator']);
  const seen: string[] = [];
  const see = async (url: string) => {
    const page = await visitor.get(url);
    assert.equal(page.statusCode, 200, url);
    seen.push(page.body);
    return page.body;
  };
  await see('/desk/recognise');
  await see('/desk/recognise/banks');
  await see(`/desk/recognise/banks/${bankId}`);
  const list = await see('/desk/recognise/signals');
  for (const [, url] of list.matchAll(/href="(\/desk\/recognise\/signals\/sig_\d+)"/g)) await see(url!);
  await see('/desk/recognise/check');
  const checked = await visitor.submit('/desk/recognise/check', { algorithm: 'pdq', hash: near });
  seen.push(checked.body.replaceAll(near, ''));
  const matches = await see('/desk/recognise/matches');
  for (const [, url] of matches.matchAll(/href="(\/desk\/recognise\/matches\/mat_\w+)"/g)) {
    const page = await see(url!);
    if (!page.includes(`${url}/copy`)) continue;
    const compared = await visitor.submit(`${url}/copy`, { hash: near });
    seen.push(compared.body);
    await see(url!);
    await visitor.submit(url!, { verdict: 'confirmed', basis: 'Made up' });
  }
  return seen;
}

test('nothing in plain, in any table or answer, while they are listed, matched, judged, withdrawn and erased', async (t) => {
  const { house } = desk;
  const itself = deskItself(owner);
  const curator = callerOf(owner, everything);
  const bank = await call(house, ensureDeviceBank, itself, { ground: 'sexual-extortion' });
  const listing = await call(house, makeBank, curator, {
    code: 'PLAIN',
    name: 'Made-up list',
    purpose: 'Tests',
    legalBasis: 'None',
    ground: 'grooming',
    active: true,
  });
  const control = drawnHash();
  await call(house, listSignal, curator, { bankId: listing.id, hashes: [{ algorithm: 'pdq', hash: control }] });
  await call(house, giveGrant, callerOf(owner, ['access.manage-grants']), {
    to: partner,
    thing: bank.id,
    use: 'match',
    agreement: 'Nota rekaan 1',
  });
  const submissionId = newId('submission');
  const clean = async (moment: string) => assert.deepEqual(await tablesHolding(secret), [], moment);

  assert.deepEqual(await tablesHolding([control]), ['recognise.signal'], 'a listed hash is found, so the search works');
  await call(house, listDeviceSignals, itself, {
    submissionId,
    ground: 'sexual-extortion',
    hashes: [
      { algorithm: 'pdq', hash: pdq, quality: 90 },
      { algorithm: 'md5', hash: md5 },
      { algorithm: 'sha256', hash: sha256 },
    ],
    expiresAt: null,
  });
  await house.part(signalIndexKey).follow();
  await clean('after listing');

  const answers: string[] = [];
  for (const organisation of [owner, partner]) {
    answers.push(...(await askFaces(await programOf(organisation, ['match', 'curate']))));
    answers.push(...(await visitPages(organisation, bank.id)));
  }
  const judge = await programOf(owner, ['curate', 'verdict']);
  for (const url of ['/v1/signals', '/v1/matches', '/v1/banks']) answers.push(await judge.ask('GET', url));
  await house.jobs.runAll();
  await keepUp(house);
  await clean('after lookups on every face, verdicts and pages');
  for (const answer of answers)
    for (const hash of [pdq, md5, sha256, near])
      assert.ok(!answer.toLowerCase().includes(hash.slice(0, 12)), `an answer shows a hash: ${answer.slice(0, 300)}`);
  assert.ok(answers.length > 25, `${answers.length} answers`);
  assert.ok(!answers.some((answer) => answer.includes(submissionId)), 'nor the submission that it came with');

  await call(house, withdrawDeviceSignals, itself, { submissionId, reason: 'withdrawn-by-giver' });
  await clean('after the withdrawal');
  await call(house, eraseDeviceSignals, itself, { submissionId });
  await clean('after the erasure');
  t.diagnostic(`${answers.length} answers and pages read`);
});
