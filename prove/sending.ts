// Sending under kill -9: a desk that hands over mails and webhooks to real servers is killed at random moments, a hundred
// times. Nothing that was queued is lost, and nothing arrives a second time without saying so.
import { randomBytes, randomInt } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openFields } from '../app/src/fields/index.ts';
import { newId } from '../app/src/kit/ids.ts';
import { minuteMs } from '../app/src/kit/time.ts';
import { newWebhookSecret, openOutside, queueDelivery } from '../app/src/outside/index.ts';
import { readConfiguration } from '../app/src/runtime/configuration.ts';
import { asOwner, inOrganisation } from '../app/src/runtime/database.ts';
import type { House } from '../app/src/runtime/house.ts';
import { openLog } from '../app/src/runtime/log.ts';
import { openHouse } from '../app/src/runtime/open.ts';
import { startEmbeddedPostgres } from '../app/src/runtime/postgres/index.ts';
import { figure } from '../bench/figures.ts';
import type { Proof } from './proof.ts';
import { openReceivers, type Receivers } from './receivers.ts';
import { WaitingDesks } from './waiting-desks.ts';

/** Of each kind, before each start: more than the desk hands over until it is killed, so that it always has some in hand. */
const queuedEachTime = 10;
/** It is killed within this time of its first connection to one of the servers. */
const windowMs = 250;
/** Longer than a lease, and than the pause after a first failure. */
const aheadEachTimeMs = 6 * minuteMs;

interface Ground {
  house: House;
  organisationId: string;
  receivers: Receivers;
}

export async function proveSending(kills: number, seed = randomInt(2 ** 31)): Promise<Proof> {
  console.log(`sending: ${kills} kills, seed ${seed}`);
  const random = drawFrom(seed);
  const receivers = await openReceivers(random);
  const dataFolder = await mkdtemp(join(tmpdir(), 'suaka-prove-'));
  await chmod(dataFolder, 0o711); // PostgreSQL runs as another user where this runs as root
  const postgres = await startEmbeddedPostgres({ dataFolder, log: () => {} });
  const { host, port, user, database } = postgres.connection;
  const environment = {
    DATABASE_URL: `postgres://${user}@localhost/${database}?host=${encodeURIComponent(host)}&port=${port}`,
    SUAKA_DATA: dataFolder,
    SUAKA_MASTER_KEY: randomBytes(32).toString('hex'),
    SUAKA_MAIL_URL: receivers.mailUrl,
    SUAKA_MAIL_FROM: 'meja@rekaan.example',
    NODE_COMPILE_CACHE: join(dataFolder, 'compiled'),
  };
  const house = await openHouse(readConfiguration(environment), { log: openLog({ logLevel: 'error' }) });
  try {
    await openFields(house);
    await openOutside(house);
    const organisationId = await found(house);
    const ground = { house, organisationId, receivers };
    const desks = new WaitingDesks(environment, { ca: receivers.ca, exempt: [receivers.webhookHost] });
    try {
      const from = performance.now();
      const queued = await killAgainAndAgain(ground, desks, kills, random);
      await finish(ground, desks, kills);
      return await judge(ground, queued, { kills, seed, lastedSeconds: (performance.now() - from) / 1000 });
    } finally {
      await desks.close();
    }
  } finally {
    await house.close();
    await postgres.stop();
    await receivers.close();
    await rm(dataFolder, { recursive: true, force: true });
  }
}

/** mulberry32, by Tommy Ettinger, in the public domain: enough to draw moments again from a printed seed. */
function drawFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

async function found(house: House): Promise<string> {
  const id = newId('organisation');
  await asOwner(house.database, ({ client }) =>
    client.query(`INSERT INTO access.organisation (id, name, created_at) VALUES ($1, 'Lembaga Rekaan', now())`, [id]),
  );
  return id;
}

async function killAgainAndAgain(
  ground: Ground,
  desks: WaitingDesks,
  kills: number,
  random: () => number,
): Promise<string[]> {
  const queued: string[] = [];
  for (let n = 0; n < kills; n += 1) {
    queued.push(...(await queueSome(ground)));
    const reached = ground.receivers.nextConnection();
    const desk = await desks.begin(n * aheadEachTimeMs);
    await Promise.race([reached, pause(20_000)]);
    await pause(random() * windowMs);
    await desks.kill(desk);
  }
  return queued;
}

/** Queues mails and webhooks, each in the transaction of a change of its own, as desks do. */
async function queueSome({ house, organisationId, receivers }: Ground): Promise<string[]> {
  const mail = {
    to: 'aduan@platform-rekaan.example',
    subject: 'Pemberitahuan rekaan',
    text: 'Isi rekaan.',
    link: { subject: 'Ada pemberitahuan', text: 'Masuklah ke meja platform.' },
  };
  const webhook = { url: `http://${receivers.webhookHost}/`, secret: newWebhookSecret(), body: '{"isi":"rekaan"}' };
  const both = [
    { carrier: 'mail', message: mail },
    { carrier: 'webhook', message: webhook },
  ] as const;
  const queued: string[] = [];
  for (const one of Array.from({ length: queuedEachTime }, () => both).flat())
    queued.push(
      await inOrganisation(house.database, organisationId, ({ client }) => {
        const enqueue = house.jobs.enqueue.bind(null, client);
        return queueDelivery({ client, house, enqueue }, { thing: newId('notice'), ...one, now: house.now() });
      }),
    );
  return queued;
}

/** Lets it run without a kill until nothing is under way, moving its clock past leases and pauses. */
async function finish(ground: Ground, desks: WaitingDesks, kills: number): Promise<void> {
  for (let n = kills; n < kills + 20; n += 1) {
    const desk = await desks.begin(n * aheadEachTimeMs);
    for (let tries = 0; tries < 100 && (await countDue(ground, n)) > 0; tries += 1) await pause(100);
    await desks.kill(desk);
    if ((await countUnderWay(ground)) === 0) return;
  }
}

const countUnderWay = ({ house }: Ground) =>
  count(house, `SELECT count(*) AS n FROM outside.delivery WHERE state IN ('queued', 'trying')`);

const countDue = ({ house }: Ground, n: number) =>
  count(
    house,
    `SELECT count(*) AS n FROM outside.delivery WHERE state IN ('queued', 'trying') AND (state = 'trying' OR next_attempt_at <= $1)`,
    [new Date(Date.now() + n * aheadEachTimeMs)],
  );

const count = (house: House, sql: string, values: unknown[] = []): Promise<number> =>
  asOwner(house.database, async ({ client }) => Number((await client.query(sql, values)).rows[0].n));

async function judge(
  { house, receivers }: Ground,
  queued: string[],
  { kills, seed, lastedSeconds }: { kills: number; seed: number; lastedSeconds: number },
): Promise<Proof> {
  const arrived = Map.groupBy(receivers.arrivals, ({ id }) => id);
  const repeated = [...arrived].filter(([, each]) => each.length > 1);
  const unmarked = repeated.reduce((sum, [, each]) => sum + each.slice(1).filter(({ marked }) => !marked).length, 0);
  const lost = queued.filter((id) => !arrived.has(id)).length;
  const unknown = [...arrived.keys()].filter((id) => !queued.includes(id)).length;
  const unmarkedRows = await count(
    house,
    'SELECT count(*) AS n FROM outside.delivery WHERE id = ANY ($1) AND NOT possibly_repeated',
    [repeated.map(([id]) => id)],
  );
  const handedOver = await count(house, `SELECT count(*) AS n FROM outside.delivery WHERE state = 'handed-over'`);
  const attempts = await count(house, 'SELECT count(*) AS n FROM outside.attempt');
  const cutShort = await count(house, `SELECT count(*) AS n FROM outside.attempt WHERE result = 'cut-short'`);
  const marked = await count(house, 'SELECT count(*) AS n FROM outside.delivery WHERE possibly_repeated');
  const noted = await count(house, `SELECT count(*) AS n FROM audit.event WHERE verb = 'outside.note-hand-over'`);
  const notedThings = await count(
    house,
    `SELECT count(DISTINCT thing) AS n FROM audit.event WHERE verb = 'outside.note-hand-over'`,
  );
  const allNoted = noted === queued.length && notedThings === queued.length;
  return {
    title: 'Sending',
    how: `Mails to a real SMTP server (TLS, login) and webhooks to a real web server, each queued in a transaction of its own, on a PostgreSQL of its own (fsync on). The desk that sends them is killed (SIGKILL) at a random moment within ${windowMs} ms of its first connection to one of them, and started again with its clock moved past the leases; each time ${2 * queuedEachTime} more are queued. The servers take up to 30 ms, and of a hundred messages two break off after the whole content and two are asked to come again. Seed ${seed}.`,
    figures: [
      ['killed while sending, times', String(kills)],
      ['lasted, seconds', figure(lastedSeconds)],
      ['queued, half of them mails and half webhooks', String(queued.length)],
      ['attempts', String(attempts)],
      ['of which a kill cut short', String(cutShort)],
      ['lost', String(lost)],
      ['arrived that nobody had queued', String(unknown)],
      ['handed over, by the table', String(handedOver)],
      ['hand-overs in the record, each once', allNoted ? String(noted) : `${noted} events of ${notedThings} things`],
      ['arrived more than once', String(repeated.length)],
      ['of these a repeat without its mark in the message', String(unmarked)],
      ['of these without the mark in the table', String(unmarkedRows)],
      ['marked as possibly repeated, whether or not they were', String(marked)],
    ],
    holds: lost + unknown + unmarked + unmarkedRows === 0 && handedOver === queued.length && allNoted && cutShort > 0,
  };
}
