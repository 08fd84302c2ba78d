// The log of commitments: every statutory notice is in it once, also one that reaches the database late; days without a
// notice look like others; and nothing in it can be changed.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openAccess } from '../../../access/index.ts';
import { signerFromSeed, signerPart } from '../../../audit/signing.ts';
import { fieldsPart } from '../../../fields/index.ts';
import { Refusal } from '../../../kit/errors.ts';
import { dayMs, hourMs } from '../../../kit/time.ts';
import { inOrganisation } from '../../../runtime/database.ts';
import { openTestHouse, type TestHouse } from '../../../testing/house.ts';
import { nobody, nodeCaller } from '../../../verbs/caller.ts';
import { call } from '../../../verbs/verb.ts';
import { insertSent, sent } from '../testing.ts';
import { batchRoot, firstRoot, noticeCommitment, type PublishedBatch, signBatch } from './format.ts';
import { proveKept, proveLog } from './prove.ts';
import { logLines, readLog } from './read.ts';
import { sealDay, sealDue } from './seal.ts';
import { sha256 } from '../../notice/sealed.ts';

let made: TestHouse;
let second: TestHouse;
before(async () => {
  made = await openTestHouse();
  await openAccess(made.house);
  second = await openTestHouse({
    database: made.database,
    configuration: { masterKey: made.house.configuration.masterKey! },
  });
  await openAccess(second.house);
});
after(async () => {
  await second?.close();
  await made?.close();
});

const follow = (organisationId: string) => nodeCaller(organisationId, ['remove.follow']);
const logOfDesk = (organisationId: string): Promise<PublishedBatch[]> =>
  call(made.house, readLog, { ...nobody, organisationId }, { after: 0 });
const linesOf = (batches: readonly PublishedBatch[]) => batches.map((batch) => JSON.stringify(batch));
const faultsIn = async (batches: readonly PublishedBatch[]) =>
  (await proveLog(linesOf(batches), null)).faults.map(({ fault }) => fault);
const at = (day: string, hour = 12) => new Date(`${day}T${String(hour).padStart(2, '0')}:00:00.000+07:00`);

/** Moves both nodes to an instant. */
function moveTo(instant: Date): void {
  for (const each of [made, second]) each.forward(instant.getTime() - each.house.now().getTime());
}

const commitmentsIn = (batches: readonly PublishedBatch[]) => batches.flatMap(({ commitments }) => commitments);
const commitmentOf = ({ salt, text }: { salt: Buffer; text: string }) =>
  noticeCommitment(salt, sha256(Buffer.from(text, 'utf8'))).toString('hex');

test('every day has its batch, in order and padded to 32, with each statutory notice once and no voluntary one', async () => {
  moveTo(at('2031-03-20', 1));
  const organisationId = await made.organisation();
  const notices = [
    await sent(made.house, organisationId, { sentAt: at('2031-03-16', 0) }),
    await sent(made.house, organisationId, { sentAt: at('2031-03-16', 23) }),
    await sent(made.house, organisationId, { sentAt: at('2031-03-18') }),
  ];
  const voluntary = await sent(made.house, organisationId, { sentAt: at('2031-03-18'), basis: 'voluntary' });
  const today = await sent(made.house, organisationId, { sentAt: at('2031-03-20', 0) });
  await sealDue(made.house);
  await sealDue(made.house);
  const batches = await logOfDesk(organisationId);
  assert.deepEqual(
    batches.map(({ number, day, size, commitments }) => [number, day, size, commitments.length]),
    [
      [1, '2031-03-16', 32, 32],
      [2, '2031-03-17', 32, 32],
      [3, '2031-03-18', 32, 32],
      [4, '2031-03-19', 32, 32],
    ],
  );
  const all = commitmentsIn(batches);
  for (const [index, notice] of notices.entries()) {
    assert.equal(all.filter((each) => each === commitmentOf(notice)).length, 1, `notice ${index}`);
    assert.ok(batches[index < 2 ? 0 : 2]!.commitments.includes(commitmentOf(notice)), `notice ${index} on its day`);
  }
  for (const notice of [voluntary, today]) assert.ok(!all.includes(commitmentOf(notice)));
  assert.deepEqual(await faultsIn(batches), []);
});

test('a desk without any notice has a log too, from the day before it ran', async () => {
  const organisationId = await made.organisation();
  moveTo(at('2031-03-22', 1));
  await sealDue(made.house);
  const batches = await logOfDesk(organisationId);
  assert.deepEqual(
    batches.map(({ day, size }) => [day, size]),
    [['2031-03-21', 32]],
  );
});

test('33 notices of a day make a batch of 64, and each is in it', async () => {
  moveTo(at('2031-03-24', 1));
  const organisationId = await made.organisation();
  const notices = await inOrganisation(made.house.database, organisationId, async (work) => {
    const all = [];
    for (let each = 0; each < 33; each += 1) all.push(await insertSent(work, made.house, { sentAt: at('2031-03-23') }));
    return all;
  });
  await sealDue(made.house);
  const [batch] = await logOfDesk(organisationId);
  assert.equal(batch!.size, 64);
  assert.ok(notices.every((notice) => batch!.commitments.includes(commitmentOf(notice))));
});

test('a notice whose transaction commits after its day was sealed is in the next batch', async () => {
  moveTo(at('2031-03-25', 23));
  const organisationId = await made.organisation();
  const client = await made.house.database.pool.connect();
  let late;
  try {
    await client.query(`BEGIN; SET LOCAL ROLE suaka_app; SET LOCAL suaka.organisation = '${organisationId}'`);
    late = await insertSent({ client }, made.house, { sentAt: made.house.now() });
    moveTo(at('2031-03-26', 1));
    await sealDue(made.house);
    assert.ok(!commitmentsIn(await logOfDesk(organisationId)).includes(commitmentOf(late)), 'it is not committed yet');
    await client.query('COMMIT');
  } finally {
    client.release(true);
  }
  moveTo(at('2031-03-26', 23));
  await sealDue(made.house);
  assert.equal((await logOfDesk(organisationId)).length, 1, 'the day is not over');
  moveTo(at('2031-03-27', 1));
  await sealDue(made.house);
  const batches = await logOfDesk(organisationId);
  assert.deepEqual(
    batches.map(({ day }) => day),
    ['2031-03-25', '2031-03-26'],
  );
  assert.ok(batches[1]!.commitments.includes(commitmentOf(late)));
});

test('two nodes that seal the same days at once make one log', async () => {
  moveTo(at('2031-03-29', 1));
  const organisationId = await made.organisation();
  const notices = [];
  for (const day of ['2031-03-26', '2031-03-27', '2031-03-28'])
    notices.push(await sent(made.house, organisationId, { sentAt: at(day) }));
  await Promise.all([sealDue(made.house), sealDue(second.house), sealDue(made.house), sealDue(second.house)]);
  const batches = await logOfDesk(organisationId);
  assert.deepEqual(
    batches.map(({ day }) => day),
    ['2031-03-26', '2031-03-27', '2031-03-28'],
  );
  assert.deepEqual(await faultsIn(batches), []);
  const all = commitmentsIn(batches);
  assert.deepEqual(
    notices.map((notice) => all.filter((each) => each === commitmentOf(notice)).length),
    [1, 1, 1],
  );
});

test('a notice whose key was destroyed before its day was sealed keeps its place in the log', async () => {
  moveTo(at('2031-03-31', 1));
  const organisationId = await made.organisation();
  const notice = await sent(made.house, organisationId, { sentAt: at('2031-03-30') });
  await inOrganisation(made.house.database, organisationId, (work) =>
    made.house.part(fieldsPart).eraseRecord(work, notice.id, made.house.now()),
  );
  await call(made.house, sealDay, follow(organisationId), {});
  const places = await inOrganisation(made.house.database, organisationId, async ({ client }) => {
    const { rows } = await client.query('SELECT count(*) AS n FROM remove.commitment WHERE notice_id = $1', [
      notice.id,
    ]);
    return rows[0].n;
  });
  assert.equal(places, 1);
});

test('nothing in the log is changed or taken away, not even by the owner of the tables', async () => {
  const organisationId = await made.organisation();
  moveTo(at('2031-04-02', 1));
  await sealDue(made.house);
  for (const [table, column] of [
    ['batch', 'size'],
    ['commitment', 'place'],
  ] as const) {
    const { pool } = made.house.database;
    await assert.rejects(pool.query(`UPDATE remove.${table} SET ${column} = ${column}`), /only added to/);
    await assert.rejects(pool.query(`DELETE FROM remove.${table}`), /only added to/);
    await assert.rejects(pool.query(`TRUNCATE remove.${table} CASCADE`), /only added to|TRUNCATE/);
    await assert.rejects(
      inOrganisation(made.house.database, organisationId, ({ client }) =>
        client.query(`UPDATE remove.${table} SET ${column} = ${column}`),
      ),
      /permission denied/,
    );
  }
  assert.equal((await logOfDesk(organisationId)).length, 1);
});

test('a day that is not over is not sealed', async () => {
  const organisationId = await made.organisation();
  await call(made.house, sealDay, follow(organisationId), {});
  await assert.rejects(call(made.house, sealDay, follow(organisationId), {}), (thrown: Refusal) => {
    assert.equal(thrown.code, 'day-not-over');
    return true;
  });
});

test('the log as a stream is the log, however long', async () => {
  const organisationId = await made.organisation();
  await sent(made.house, organisationId, { sentAt: new Date(made.house.now().getTime() - 70 * dayMs) });
  await sealDue(made.house);
  const lines: string[] = [];
  for await (const chunk of logLines(made.house, { ...nobody, organisationId }))
    lines.push(...chunk.trim().split('\n'));
  assert.equal(lines.length, 70);
  const { faults, batches } = await proveLog(lines, made.house.part(signerPart).publicKey);
  assert.deepEqual(faults, []);
  assert.equal(batches.at(-1)!.number, 70);
});

test('a log written anew with the desk’s own key differs from the copy that somebody kept', async () => {
  const organisationId = await made.organisation();
  await call(made.house, sealDay, follow(organisationId), {});
  const [batch] = await logOfDesk(organisationId);
  const commitments = batch!.commitments.toSpliced(0, 1, '0'.repeat(64));
  const bytes = commitments.map((each) => Buffer.from(each, 'hex'));
  const root = batchRoot(firstRoot(batch!.log), { ...batch!, commitments: bytes }).toString('hex');
  const forged = { ...batch!, commitments, root };
  const written = { ...forged, ...signBatch(made.house.part(signerPart), forged) };
  const [anew, kept] = [await proveLog(linesOf([written]), null), await proveLog(linesOf([batch!]), null)];
  assert.deepEqual(anew.faults, [], 'by itself it looks whole');
  assert.deepEqual(
    proveKept(anew, kept).map(({ fault }) => fault),
    ['log-rewritten'],
  );
  assert.deepEqual(proveKept(kept, kept), []);
});

test('made-up data goes as a whole, its log too', async () => {
  const organisationId = await made.organisation();
  await call(made.house, sealDay, follow(organisationId), {});
  const { pool } = made.house.database;
  const clear = () =>
    inOrganisation(made.house.database, organisationId, async ({ client }) => {
      for (const table of ['commitment', 'batch', 'publication', 'disclosure'])
        await client.query(`DELETE FROM remove.${table} WHERE organisation_id = runtime.organisation()`);
    });
  await assert.rejects(clear(), /only added to/);
  await pool.query(`ALTER TABLE access.organisation NO FORCE ROW LEVEL SECURITY;
    UPDATE access.organisation SET demonstration = true WHERE id = '${organisationId}';
    ALTER TABLE access.organisation FORCE ROW LEVEL SECURITY`);
  await clear();
  assert.deepEqual(await logOfDesk(organisationId), []);
});

test('what was done to a log is found by its name', async () => {
  const organisationId = await made.organisation();
  await sent(made.house, organisationId, { sentAt: new Date(made.house.now().getTime() - 4 * dayMs - hourMs) });
  await sealDue(made.house);
  const batches = await logOfDesk(organisationId);
  const [one, two, three, four] = batches as [PublishedBatch, PublishedBatch, PublishedBatch, PublishedBatch];
  const moved = { ...two, commitments: [two.commitments[1]!, two.commitments[0]!, ...two.commitments.slice(2)] };
  assert.deepEqual(await faultsIn([one, moved, three]), ['order-wrong', 'root-wrong']);
  assert.deepEqual(await faultsIn([one, { ...two, commitments: two.commitments.slice(1) }]), [
    'size-wrong',
    'root-wrong',
  ]);
  assert.deepEqual(await faultsIn([one, three]), ['batch-missing', 'day-missing', 'root-wrong']);
  assert.deepEqual(await faultsIn([two, three]), ['batch-missing', 'root-wrong']);
  assert.deepEqual(await faultsIn([one, { ...two, day: three.day }]), ['day-missing', 'root-wrong', 'signature-wrong']);
  assert.deepEqual(await faultsIn([one, { ...two, madeAt: four.madeAt.replace('2031', '2032') }]), ['signature-wrong']);
  assert.deepEqual(await faultsIn([]), ['log-empty']);
  const cut = await proveLog([linesOf([one])[0]!, linesOf([two])[0]!.slice(0, -40)], null);
  assert.deepEqual(
    cut.faults.map(({ fault, where }) => [fault, where]),
    [['line-unreadable', 'line 2 of the log']],
  );
  const stranger = signerFromSeed(Buffer.alloc(32, 9));
  assert.deepEqual(await faultsIn([one, { ...two, ...signBatch(stranger, two) }]), ['other-key']);
  const demanded = await proveLog(linesOf([one]), stranger.publicKey);
  assert.deepEqual(
    demanded.faults.map(({ fault }) => fault),
    ['other-key'],
  );
  const elsewhere = await made.organisation();
  await call(made.house, sealDay, follow(elsewhere), {});
  const [theirs] = await logOfDesk(elsewhere);
  assert.deepEqual((await faultsIn([one, { ...theirs!, number: 2, day: two.day }])).slice(0, 2), [
    'other-log',
    'root-wrong',
  ]);
});
