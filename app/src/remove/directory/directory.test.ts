// The directory: where notices go is changed by supervisors only, and what stood there before is never lost.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { platforms } from '../../kit/identifiers/index.ts';
import { openAccess } from '../../access/index.ts';
import { asOwner, inOrganisation } from '../../runtime/database.ts';
import { callerOf, openTestHouse, type TestHouse } from '../../testing/house.ts';
import type { Caller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { entryOfHost, hostFor } from './found.ts';
import { knownPlatforms } from './known.ts';
import { loadKnown } from './load.ts';
import { madeUpPlatform } from './testing.ts';
import {
  checkPlatform,
  keepPlatform,
  openWebhookSecret,
  readDirectory,
  readPlatform,
  retirePlatform,
} from './verbs.ts';

let made: TestHouse;
let organisationId: string;
let supervisor: Caller;
let officer: Caller;
before(async () => {
  made = await openTestHouse();
  await openAccess(made.house);
  organisationId = await made.organisation();
  supervisor = callerOf(organisationId, ['remove.look', 'remove.work', 'remove.supervise']);
  officer = callerOf(organisationId, ['remove.look', 'remove.work']);
});
after(() => made?.close());

const refused = (code: string) => (thrown: { code?: string }) => {
  assert.equal(thrown.code, code);
  return true;
};
const keep = (given: Record<string, unknown>, by = supervisor) => call(made.house, keepPlatform, by, given as never);
const read = async (id: string) => call(made.house, readPlatform, officer, { id });
const inside = <T>(work: Parameters<typeof inOrganisation<T>>[2]) =>
  inOrganisation(made.house.database, organisationId, work);

test('an entry is kept, found by any part of its name, and checked by a person', async () => {
  const { id } = await keep(madeUpPlatform({ name: 'Forum Rekaan Senja' }));
  const found = await call(made.house, readDirectory, officer, { search: 'rekaan sen' });
  assert.deepEqual(
    found.map((each) => each.id),
    [id],
  );
  assert.equal(found[0]!.checkedAt, null);
  await call(made.house, checkPlatform, officer, { id, version: 1 });
  assert.equal((await read(id)).platform.checkedBy, officer.id);
});

test('a change of where notices go needs a supervisor, keeps what stood there, and has to be checked anew', async () => {
  const given = madeUpPlatform();
  const { id } = await keep(given);
  await call(made.house, checkPlatform, officer, { id, version: 1 });
  await assert.rejects(
    keep({ ...given, id, version: 2, mail: 'lain@rekaan.example' }, officer),
    refused('not-permitted'),
  );
  await keep({ ...given, id, version: 2, mail: 'lain@rekaan.example' });
  const { platform, entries } = await read(id);
  assert.equal(platform.mail, 'lain@rekaan.example');
  assert.equal(platform.checkedAt, null);
  const changed = entries.find(({ kind }) => kind === 'entry-changed')!;
  assert.deepEqual([changed.facts, changed.by], [{ mail: given.mail }, supervisor.id]);
  await keep({ ...given, id, version: 3, mail: 'lain@rekaan.example', name: 'Nama Rekaan Baru' });
  await call(made.house, checkPlatform, officer, { id, version: 4 });
  await keep({ ...given, id, version: 5, mail: 'lain@rekaan.example' });
  assert.notEqual((await read(id)).platform.checkedAt, null, 'a new name leaves the check');
});

test('the record names what was changed, never the address', async () => {
  const { id } = await keep(madeUpPlatform({ mail: 'rahasia@rekaan.example' }));
  const events = await asOwner(made.house.database, async ({ client }) => {
    const { rows } = await client.query('SELECT facts FROM audit.event WHERE thing = $1', [id]);
    return rows;
  });
  assert.deepEqual(events, [{ facts: { kind: 'platform', way: 'mail', changed: 'way mail' } }]);
});

test('whoever saw an older state changes nothing', async () => {
  const given = madeUpPlatform();
  const { id } = await keep(given);
  await keep({ ...given, id, version: 1, source: 'Perjanjian rekaan 1' });
  for (const act of [
    () => keep({ ...given, id, version: 1 }),
    () => call(made.house, checkPlatform, officer, { id, version: 1 }),
    () => call(made.house, retirePlatform, supervisor, { id, version: 1 }),
  ])
    await assert.rejects(act, refused('changed-meanwhile'));
});

test('a way needs where it leads', async () => {
  for (const [wrong, field] of [
    [{ way: 'mail', mail: '' }, 'mail'],
    [{ way: 'form', form: '' }, 'form'],
    [{ way: 'form', form: 'http://rekaan.example/' }, 'form'],
    [{ way: 'webhook', webhook: '' }, 'webhook'],
    [{ mail: 'a@rekaan.example, b@rekaan.example' }, 'mail'],
    [{ code: 'tidak-ada' }, 'code'],
    [{ kind: 'host', code: 'instagram' }, 'code'],
    [{ country: 'id' }, 'country'],
    [{ domains: 'co.id' }, 'domains'],
    [{ domains: '192.0.2.1' }, 'domains'],
    [{ network: 64_500 }, 'network'],
    [{ kind: 'host', network: '0' }, 'network'],
  ] as const)
    await assert.rejects(
      keep(madeUpPlatform(wrong)),
      ({ code, fields }: { code: string; fields: { path: string }[] }) => {
        assert.equal(code, 'bad-input');
        assert.deepEqual([...new Set(fields.map(({ path }) => path))], [field], JSON.stringify(wrong));
        return true;
      },
    );
  await assert.rejects(keep(madeUpPlatform({ way: 'desk' })), refused('no-partner'));
});

test('the secret of a webhook is made here, answered once, sealed, and replaced when asked', async () => {
  const given = madeUpPlatform({ way: 'webhook', webhook: 'https://platform-rekaan.example/masuk' });
  const { id, secret } = await keep(given);
  assert.match(secret!, /^whsec_/);
  const open = () => inside((work) => openWebhookSecret(work, made.house, id));
  assert.equal(await open(), secret);
  assert.doesNotMatch(JSON.stringify(await read(id)), new RegExp(secret!.slice(6).replaceAll(/[+/]/g, '\\$&')));
  assert.equal((await keep({ ...given, id, version: 1 })).secret, null);
  assert.equal(await open(), secret);
  const renewed = await keep({ ...given, id, version: 2, newSecret: true });
  assert.notEqual(renewed.secret, secret);
  assert.equal(await open(), renewed.secret);
});

test('what is retired takes no change, and frees its code', async () => {
  const given = madeUpPlatform({ code: 'kick' });
  const { id } = await keep(given);
  await assert.rejects(keep(madeUpPlatform({ code: 'kick' })), refused('platform-there'));
  await call(made.house, retirePlatform, supervisor, { id, version: 1 });
  await assert.rejects(keep({ ...given, id, version: 2 }), refused('platform-retired'));
  await keep(madeUpPlatform({ code: 'kick' }));
});

test('loading adds what never stood here, and keeps every change of ours', async () => {
  const own = await made.organisation();
  const by = callerOf(own, ['remove.look', 'remove.work', 'remove.supervise']);
  const ours = (given: Record<string, unknown>) => call(made.house, keepPlatform, by, given as never);
  const load = async () => (await call(made.house, loadKnown, by, {})).loaded;
  await ours(madeUpPlatform({ code: 'discord', name: 'Discord kami' }));
  assert.equal(await load(), knownPlatforms.length - 1);
  const entries = await call(made.house, readDirectory, by, {});
  assert.ok(entries.every(({ checkedAt }) => checkedAt === null));
  const tiktok = entries.find(({ code }) => code === 'tiktok')!;
  await call(made.house, retirePlatform, by, { id: tiktok.id, version: 1 });
  assert.equal(await load(), 0);
  assert.equal((await call(made.house, readDirectory, by, { search: 'Discord' }))[0]!.name, 'Discord kami');
});

test('every shipped entry has a source and a date, is checked by nobody, and names a platform that reports can name', () => {
  const codes = new Set(platforms.map(({ code }) => code));
  for (const { known, code, form, source, recordedOn, checked } of knownPlatforms) {
    assert.match(form, /^https:\/\//, known);
    assert.match(source, /^https:\/\//, known);
    assert.match(recordedOn, /^20\d\d-\d\d-\d\d$/, known);
    assert.equal(checked, null, known);
    assert.ok(code === null || codes.has(code), known);
  }
  assert.equal(new Set(knownPlatforms.map(({ known }) => known)).size, knownPlatforms.length);
});

test('a host is entered once from what its registry says, and nothing that a registry says changes it afterwards', async () => {
  const facts = { network: 64511, name: 'Hosting Rekaan', country: 'ID', abuseMail: 'abuse@hosting-rekaan.example' };
  const host = await inside((work) => hostFor(work, facts, made.house.now()));
  assert.deepEqual(
    [host?.kind, host?.way, host?.mail, host?.network, host?.checkedAt, host?.domains],
    ['host', 'mail', facts.abuseMail, 64511, null, []],
  );
  const again = await inside((work) =>
    hostFor(work, { ...facts, abuseMail: 'pelaku@rekaan.example' }, made.house.now()),
  );
  assert.deepEqual([again?.id, again?.mail], [host!.id, facts.abuseMail]);
  assert.equal(
    await inside((work) => hostFor(work, { ...facts, network: 64510, abuseMail: null }, made.house.now())),
    null,
  );
});

test('a network has one host, which a person may enter', async () => {
  const { id } = await keep(madeUpPlatform({ kind: 'host', network: '64509' }));
  const facts = { network: 64_509, name: null, country: null, abuseMail: 'lain@rekaan.example' };
  assert.equal((await inside((work) => hostFor(work, facts, made.house.now())))?.id, id);
  await assert.rejects(keep(madeUpPlatform({ kind: 'host', network: 64_509 })), refused('platform-there'));
});

test('a host leads to the entry with the longest domain of its own', async () => {
  const { id: wide } = await keep(madeUpPlatform({ domains: 'luas-rekaan.example' }));
  const { id: narrow } = await keep(madeUpPlatform({ domains: 'foto.luas-rekaan.example' }));
  const entry = async (host: string) => (await inside((work) => entryOfHost(work, host)))?.id;
  assert.equal(await entry('a.foto.luas-rekaan.example'), narrow);
  assert.equal(await entry('luas-rekaan.example'), wide);
  assert.equal(await entry('bukan-luas-rekaan.example'), undefined);
});
