// Reports under load: two hundred a second for a minute, with the process killed in the middle. None that was
// acknowledged is lost, and none that was sent again is filed twice.
import { setTimeout as pause } from 'node:timers/promises';
import { publicOrganisationId } from '../app/src/access/index.ts';
import { verifyRecord } from '../app/src/audit/verify.ts';
import { openRooms } from '../app/src/main.ts';
import { openReceipt } from '../app/src/report/index.ts';
import { readConfiguration } from '../app/src/runtime/configuration.ts';
import { asOwner } from '../app/src/runtime/database.ts';
import { openLog } from '../app/src/runtime/log.ts';
import { openHouse } from '../app/src/runtime/open.ts';
import { nobody } from '../app/src/verbs/caller.ts';
import { call } from '../app/src/verbs/verb.ts';
import { figure, quantile } from '../bench/figures.ts';
import { DeskProcess } from './desk-process.ts';
import type { Proof } from './proof.ts';
import { type Acknowledged, newSending, type Sending, sendReport } from './reporter.ts';

const perSecond = 200;
const port = 43_117;

interface Load {
  acknowledged: Acknowledged[];
  unanswered: Sending[];
  answerMs: number[];
  faults: string[];
}

export async function proveReports(seconds: number): Promise<Proof> {
  const desk = await DeskProcess.start(port);
  try {
    await desk.setUp();
    const load: Load = { acknowledged: [], unanswered: [], answerMs: [], faults: [] };
    const from = performance.now();
    await Promise.all([sendAll(load, seconds * perSecond), killInTheMiddle(desk, seconds)]);
    const lastedSeconds = (performance.now() - from) / 1000;
    const again = load.unanswered.length;
    await sendAgain(load);
    return await judge(desk, load, { lastedSeconds, again });
  } finally {
    await desk.stop();
  }
}

/** Sends at a steady rate, whether answers come or not, as people do. */
async function sendAll(load: Load, total: number): Promise<void> {
  const from = performance.now();
  const under: Promise<void>[] = [];
  for (let n = 0; n < total; n += 1) {
    const dueMs = from + (n * 1000) / perSecond;
    const waitMs = dueMs - performance.now();
    if (waitMs > 1) await pause(waitMs);
    under.push(sendOne(load, newSending(n)));
  }
  await Promise.all(under);
}

async function sendOne(load: Load, sending: Sending): Promise<void> {
  const from = performance.now();
  try {
    const done = await sendReport(port, sending);
    if (done) {
      load.acknowledged.push(done);
      load.answerMs.push(performance.now() - from);
    } else load.unanswered.push(sending);
  } catch (fault) {
    load.faults.push((fault as Error).message);
    load.unanswered.push(sending);
  }
}

async function killInTheMiddle(desk: DeskProcess, seconds: number): Promise<void> {
  await pause((seconds / 2) * 1000);
  await desk.kill();
  await desk.run();
}

/** What was not answered is sent again, as whoever sees an error does: the same form, from the same phone. */
async function sendAgain(load: Load): Promise<void> {
  for (let round = 0; round < 5 && load.unanswered.length > 0; round += 1) {
    const waiting = load.unanswered.splice(0);
    for (let at = 0; at < waiting.length; at += perSecond)
      await Promise.all(waiting.slice(at, at + perSecond).map((sending) => sendOne(load, sending)));
  }
}

async function judge(
  desk: DeskProcess,
  load: Load,
  { lastedSeconds, again }: { lastedSeconds: number; again: number },
): Promise<Proof> {
  const configuration = readConfiguration(desk.environment);
  const house = await openHouse(configuration, { log: openLog({ logLevel: 'error' }), beside: true });
  try {
    await openRooms(house);
    const organisationId = (await publicOrganisationId(house))!;
    const found = new Set<string>();
    let lost = 0;
    for (const { receipt } of load.acknowledged) {
      const opened = await call(house, openReceipt, { ...nobody, organisationId }, { receipt }).catch(() => null);
      if (opened) found.add(opened.thing);
      else lost += 1;
    }
    const stored = await asOwner(house.database, async ({ client }) =>
      Number((await client.query('SELECT count(*) AS n FROM report.report')).rows[0].n),
    );
    const record = await verifyRecord(house.database);
    const { answerMs } = load;
    return {
      title: 'Reports',
      how: `The public form, sent ${perSecond} times a second from 4,000 households on loopback, over plain HTTP, one new connection each, with the small question answered while it is asked; the desk is one process with its embedded PostgreSQL (fsync on) on the same machine, and is killed (SIGKILL) halfway and started again. What got no answer is sent again, the same form. Every receipt is then opened.`,
      figures: [
        ['sent', String(load.acknowledged.length + load.unanswered.length)],
        ['lasted, seconds', figure(lastedSeconds)],
        ['got no answer at first and were sent again', String(again)],
        ['acknowledged with a receipt', String(load.acknowledged.length)],
        ['acknowledged and lost', String(lost)],
        ['reports in the desk', String(stored)],
        ['filed twice', String(stored - found.size)],
        ['answered within, median', `${figure(quantile(answerMs, 0.5))} ms`],
        ['answered within, 95 in 100', `${figure(quantile(answerMs, 0.95))} ms`],
        [
          'events in the record, sealed and whole',
          record.broken ? `broken: ${record.broken.why}` : String(record.sealed),
        ],
      ],
      holds: lost === 0 && stored === found.size && load.unanswered.length === 0 && record.broken === null,
      faults: [...new Set(load.faults)].slice(0, 5),
    };
  } finally {
    await house.close();
  }
}
