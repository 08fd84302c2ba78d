// Work that happens after a transaction: queued inside it, so that it exists exactly when the change does, and run at
// least once by some node. A handler must therefore be idempotent by the id it is given.
import { randomUUID } from 'node:crypto';
import { PgBoss } from 'pg-boss';
import type { PoolClient } from 'pg';
import { queueSchema } from './backup-role.ts';
import { asOwner, type Database } from './database.ts';
import type { Log } from './log.ts';
import { oneAtATime } from './migrations.ts';

/** What a job carries: ids and numbers only. The queue's tables are outside row-level security. */
export type JobData = Record<string, string | number | boolean | null>;
export type JobHandler = (data: JobData) => Promise<void>;

export interface Jobs {
  /** Queues a job inside the client's transaction. `once` collapses jobs of the same key that have not begun. */
  enqueue(client: PoolClient, name: string, data: JobData, options?: { once?: string }): Promise<void>;
  /** Declares who runs a job. All are declared before `start`. */
  handle(name: string, handler: JobHandler): Promise<void>;
  /** How many wait or are to be tried again, by name. */
  waiting(): Promise<Record<string, number>>;
  /** Begins to work. Without it jobs stay queued (tests use `runAll`). */
  start(): Promise<void>;
  /** Runs everything that is queued now, and what that queues in turn; how many ran. For tests and the command line. */
  runAll(): Promise<number>;
  stop(): Promise<void>;
}

/** The id of no job. */
const noJob = '00000000-0000-0000-0000-000000000000';

/** How a job is tried: eight times, with growing pauses. */
const tries = { retryLimit: 8, retryBackoff: true };

export async function openJobs(database: Database, log: Log): Promise<Jobs> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => database.pool.query(text, values as unknown[]) },
    schema: queueSchema,
    schedule: false,
  });
  boss.on('error', (fault) => log.warn({ err: fault }, 'the job queue met an error'));
  await oneAtATime(database, async () => {
    await boss.start();
    await grantQueue(database);
  });
  const handlers = new Map<string, JobHandler>();
  return {
    async enqueue(client, name, data, options = {}) {
      if (!handlers.has(name))
        throw new Error(`No one handles the job "${name}"; declared are ${[...handlers.keys()].join(', ') || 'none'}`);
      await boss.send(name, data, {
        ...tries,
        singletonKey: options.once ?? randomUUID(),
        db: within(client),
      });
    },
    async handle(name, handler) {
      await boss.createQueue(name, { policy: 'short' }); // of one singletonKey at most one waits
      // The first use of a queue looks it up over a connection of its own. That is done now: transactions that queue jobs
      // hold one already, and as many of them as there are connections would wait for each other for ever.
      await boss.complete(name, noJob);
      handlers.set(name, handler);
      await takeUpWaiting(database, boss, name);
    },
    waiting: () => countWaiting(database),
    async start() {
      for (const [name, handler] of handlers) {
        await boss.work<JobData>(name, { pollingIntervalSeconds: 0.5 }, async (jobs) => {
          for (const job of jobs) await handler(job.data);
        });
      }
    },
    runAll: () => drain(boss, handlers),
    stop: () => boss.stop({ graceful: true, timeout: 10_000 }),
  };
}

async function countWaiting({ pool }: Database): Promise<Record<string, number>> {
  const { rows } = await pool.query<{ name: string; n: number }>(
    `SELECT name, count(*) AS n FROM ${queueSchema}.job WHERE state < 'active' AND name NOT LIKE '\\_\\_%' GROUP BY name`,
  );
  return Object.fromEntries(rows.map(({ name, n }) => [name, n]));
}

// Jobs are queued under the application's role, in the transaction that causes them.
async function grantQueue(database: Database): Promise<void> {
  await database.pool.query(`GRANT USAGE ON SCHEMA ${queueSchema} TO suaka_app, suaka_backup;
    GRANT SELECT ON ${queueSchema}.job TO suaka_backup;
    GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA ${queueSchema} TO suaka_app;
    ALTER DEFAULT PRIVILEGES IN SCHEMA ${queueSchema} GRANT SELECT, INSERT, UPDATE ON TABLES TO suaka_app`);
}

function within(client: PoolClient) {
  return { executeSql: (text: string, values?: unknown[]) => client.query(text, values) };
}

interface WaitingJob {
  id: string;
  data: JobData;
  singletonKey: string;
  startAfter: Date;
}

// What a restored backup brought along enters the queue where it is handled, each job once whichever node is quicker.
async function takeUpWaiting(database: Database, boss: PgBoss, name: string): Promise<void> {
  await asOwner(database, async ({ client }) => {
    const { rows } = await client.query<WaitingJob>(
      `DELETE FROM runtime.waiting_job WHERE name = $1
        RETURNING id, data, singleton_key AS "singletonKey", start_after AS "startAfter"`,
      [name],
    );
    const jobs = rows.map((row) => ({ ...row, ...tries }));
    if (jobs.length > 0) await boss.insert(name, jobs, { db: within(client) });
  });
}

async function drain(boss: PgBoss, handlers: Map<string, JobHandler>): Promise<number> {
  let ran = 0;
  for (;;) {
    const before = ran;
    for (const [name, handler] of handlers)
      for (const job of await boss.fetch<JobData>(name, { batchSize: 100 })) {
        await handler(job.data);
        await boss.complete(name, job.id);
        ran += 1;
      }
    if (ran === before) return ran;
  }
}
