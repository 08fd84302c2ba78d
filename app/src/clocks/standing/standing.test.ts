// Who may invoke a rule: it is in force that day, signed off in that version, and the organisation is what it asks for,
// recorded by one person and confirmed by another.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openAccess } from '../../access/index.ts';
import { eventsAbout } from '../../audit/record.ts';
import { dayMs } from '../../kit/time.ts';
import { inOrganisation } from '../../runtime/database.ts';
import { openTestHouse, type TestHouse } from '../../testing/house.ts';
import type { Caller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { addHolidays, readHolidays, removeHoliday } from '../holidays/verbs.ts';
import type { AuthorityKind, Ground, Rule } from '../rule.ts';
import { findRule, rules } from '../rules.ts';
import { checked, madeUpRule, signerOf } from '../testing.ts';
import { standingsOf } from './standings.ts';
import {
  confirmAuthority,
  endAuthority,
  readAuthorities,
  readRules,
  recordAuthority,
  signRule,
  withdrawRuleSignOff,
} from './verbs.ts';

let made: TestHouse;
before(async () => {
  made = await openTestHouse();
  await openAccess(made.house);
});
after(() => made?.close());

async function office(): Promise<{ organisationId: string; first: Caller; second: Caller }> {
  const organisationId = await made.organisation();
  return { organisationId, first: signerOf(organisationId), second: signerOf(organisationId) };
}
const standing = (organisationId: string, ruleId: string, among: readonly Rule[] = rules, now = made.house.now()) =>
  inOrganisation(made.house.database, organisationId, async (work) => {
    const found = await standingsOf(work, { among }, now);
    return found.find(({ rule }) => rule.id === ruleId)!;
  });
const sign = (caller: Caller, ruleId: string, version = 1) =>
  call(made.house, signRule, caller, { ruleId, version, ...checked });
const record = (caller: Caller, kind: AuthorityKind, more: { validFrom?: string; validUntil?: string } = {}) =>
  call(made.house, recordAuthority, caller, { kind, document: 'SK rekaan 12', validFrom: '2031-03-14', ...more });
const refused = (code: string) => (thrown: { code?: string }) => {
  assert.equal(thrown.code, code);
  return true;
};

test('step by step a rule becomes usable, and each time it says what is still missing', async () => {
  const { organisationId, first, second } = await office();
  const at = () => standing(organisationId, 'id-saman-urgent');
  assert.deepEqual((await at()).missing, ['unsigned', 'no-authority']);
  await sign(first, 'id-saman-urgent');
  assert.equal((await at()).standing, 'no-authority');
  const { id } = await record(first, 'id-ministry');
  assert.equal((await at()).standing, 'no-authority', 'recorded by one person only');
  await assert.rejects(call(made.house, confirmAuthority, first, { id }), refused('confirmer-is-recorder'));
  await call(made.house, confirmAuthority, second, { id });
  const usable = await at();
  assert.deepEqual([usable.standing, usable.missing, usable.authorityId], ['usable', [], id]);
  assert.deepEqual([usable.signOff!.checkedBy, usable.signOff!.signedBy], [checked.checkedBy, first.id]);
  await call(made.house, endAuthority, first, { id });
  assert.equal((await at()).standing, 'no-authority');
  await assert.rejects(call(made.house, confirmAuthority, second, { id }), refused('authority-ended'));
});

test('a key of the person who recorded it is no second person', async () => {
  const { first } = await office();
  const { id } = await record(first, 'id-ministry');
  const key: Caller = { ...first, kind: 'key', id: 'key_made_up', behind: first.id };
  await assert.rejects(call(made.house, confirmAuthority, key, { id }), refused('confirmer-is-recorder'));
});

test('an authority counts from its first day to its last, in the zone of the rule', async () => {
  const { organisationId, first, second } = await office();
  await sign(first, 'id-order');
  const { id } = await record(first, 'id-court', { validFrom: '2031-03-20', validUntil: '2031-03-21' });
  await call(made.house, confirmAuthority, second, { id });
  const at = async (time: string) => (await standing(organisationId, 'id-order', rules, new Date(time))).standing;
  assert.equal(await at('2031-03-19T16:59:59Z'), 'no-authority');
  assert.equal(await at('2031-03-19T17:00:00Z'), 'usable', 'midnight in Jakarta');
  assert.equal(await at('2031-03-21T16:59:59Z'), 'usable');
  assert.equal(await at('2031-03-21T17:00:00Z'), 'no-authority');
});

test('one kind of authority does not stand in for another, and any of those named will do', async () => {
  const { organisationId, first, second } = await office();
  for (const ruleId of ['id-saman', 'id-order', 'au-osa-77']) await sign(first, ruleId);
  const { id } = await record(first, 'id-law-enforcement');
  await call(made.house, confirmAuthority, second, { id });
  assert.equal((await standing(organisationId, 'id-order')).standing, 'usable');
  assert.equal((await standing(organisationId, 'id-saman')).standing, 'no-authority');
  assert.equal((await standing(organisationId, 'au-osa-77')).standing, 'no-authority');
});

test('what anybody may do needs no authority, and what is not in force cannot be invoked even when signed', async () => {
  const { organisationId, first } = await office();
  await sign(first, 'eu-dsa-16');
  await sign(first, 'gb-intimate-images-48');
  const open = await standing(organisationId, 'eu-dsa-16');
  assert.deepEqual([open.standing, open.authorityId], ['usable', null]);
  assert.deepEqual((await standing(organisationId, 'gb-intimate-images-48')).missing, ['not-in-force']);
  const early = await standing(organisationId, 'us-take-it-down', rules, new Date('2026-05-18T12:00Z'));
  assert.equal(early.standing, 'not-in-force');
});

test('a sign-off is of one version: the next one has to be signed anew', async () => {
  const { organisationId, first } = await office();
  await sign(first, 'inhope-host');
  assert.equal((await standing(organisationId, 'inhope-host')).standing, 'usable');
  const old = findRule('inhope-host')!;
  const next = { ...old, version: 2, duration: { unit: 'business-days', count: 5 } } as const;
  assert.equal((await standing(organisationId, 'inhope-host', [old, next])).standing, 'unsigned');
  await assert.rejects(sign(first, 'inhope-host', 2), refused('no-such-dated-rule'));
  await assert.rejects(sign(first, 'made-up'), refused('no-such-dated-rule'));
});

test('it is signed once, withdrawn once, and may be signed anew; each is in the record', async () => {
  const { organisationId, first, second } = await office();
  const given = { ruleId: 'id-order', version: 1 };
  await assert.rejects(call(made.house, withdrawRuleSignOff, first, given), refused('rule-not-signed'));
  await sign(first, 'id-order');
  await assert.rejects(sign(second, 'id-order'), refused('rule-signed'));
  await call(made.house, withdrawRuleSignOff, second, given);
  assert.ok((await standing(organisationId, 'id-order')).missing.includes('unsigned'));
  await assert.rejects(call(made.house, withdrawRuleSignOff, second, given), refused('rule-not-signed'));
  made.forward(1000);
  await sign(second, 'id-order');
  const events = await inOrganisation(made.house.database, organisationId, (work) => eventsAbout(work, 'id-order'));
  assert.deepEqual(
    events.map(({ verb, facts }) => [verb, facts.version]),
    ['clocks.sign-rule', 'clocks.withdraw-rule-sign-off', 'clocks.sign-rule'].map((verb) => [verb, 1]),
  );
  assert.doesNotMatch(JSON.stringify(events), /rekaan/, 'names and documents are not in the record');
});

test('who checked it and where that is written has to be named', async () => {
  const { first } = await office();
  const given = { ruleId: 'id-order', version: 1, ...checked };
  for (const wrong of [{ checkedBy: ' ' }, { document: '' }])
    await assert.rejects(call(made.house, signRule, first, { ...given, ...wrong }), refused('bad-input'));
  for (const wrong of [{ validFrom: '2031-02-29' }, { validUntil: '2031-03-13' }])
    await assert.rejects(record(first, 'id-ministry', wrong), refused('bad-input'));
});

test('only rules for the ground are offered for it', async () => {
  const { organisationId } = await office();
  const offered = (ground: Ground) =>
    inOrganisation(made.house.database, organisationId, async (work) =>
      (await standingsOf(work, { ground }, made.house.now())).map(({ rule }) => rule.id),
    );
  assert.ok((await offered('grooming')).includes('id-order'));
  assert.ok(!(await offered('grooming')).includes('id-order-urgent'));
  assert.deepEqual(
    (await offered('image-based-sexual-abuse')).filter((id) => /^(us|au|gb)-/.test(id)),
    ['gb-intimate-images-48', 'us-take-it-down', 'au-osa-77'],
  );
});

test('what one organisation signed and recorded counts for no other', async () => {
  const [one, other] = [await office(), await office()];
  await sign(one.first, 'id-order');
  const { id } = await record(one.first, 'id-court');
  await call(made.house, confirmAuthority, one.second, { id });
  assert.equal((await standing(one.organisationId, 'id-order')).standing, 'usable');
  assert.deepEqual((await standing(other.organisationId, 'id-order')).missing, ['unsigned', 'no-authority']);
  assert.deepEqual((await call(made.house, readAuthorities, other.first, {})).authorities, []);
  await assert.rejects(call(made.house, endAuthority, other.first, { id }), refused('no-such-authority'));
  const { standings } = await call(made.house, readRules, other.first, {});
  assert.ok(standings.every(({ signOff }) => signOff === null));
});

test('holidays are kept by country from today on, each once, and can be taken out again', async () => {
  const { first } = await office();
  const days = [{ day: '2031-03-17', name: 'Libur rekaan' }, { day: '2031-03-31' }, { day: '2031-03-31' }];
  assert.deepEqual(await call(made.house, addHolidays, first, { country: 'id', days }), { added: 2 });
  assert.deepEqual(await call(made.house, addHolidays, first, { country: 'ID', days }), { added: 0 });
  await call(made.house, addHolidays, first, { country: 'AU', days: [{ day: '2001-01-01' }] });
  const listed = await call(made.house, readHolidays, first, {});
  assert.deepEqual(
    listed.map(({ country, day, name }) => [country, day, name]),
    [
      ['ID', '2031-03-17', 'Libur rekaan'],
      ['ID', '2031-03-31', ''],
    ],
  );
  await call(made.house, removeHoliday, first, { country: 'ID', day: '2031-03-17' });
  const gone = { country: 'ID', day: '2031-03-17' };
  await assert.rejects(call(made.house, removeHoliday, first, gone), refused('no-such-holiday'));
  await assert.rejects(
    call(made.house, addHolidays, first, { country: 'ID', days: [{ day: '2031-02-30' }] }),
    refused('bad-input'),
  );
});

test('a made-up rule that ended is offered to nobody', async () => {
  const { organisationId, first } = await office();
  await sign(first, 'id-order');
  const ended = madeUpRule({ id: 'id-order', authorityNeeded: [], inForceUntil: '2031-03-20' });
  const before = await standing(organisationId, 'id-order', [ended]);
  assert.equal(before.standing, 'usable');
  const later = new Date(made.house.now().getTime() + 10 * dayMs);
  assert.equal((await standing(organisationId, 'id-order', [ended], later)).standing, 'not-in-force');
});
