// Work that happens after a transaction: queued inside it, so that it exists exactly when the change does, and run at
// least once by some node. A handler must therefore be idempotent by the id it is given.
import { PgBoss } from 'pg-boss';
import type { PoolClient } from 'pg';
import type { Database } from './database.ts';
import type { Log } from './log.ts';

/** What a job carries: ids and numbers only. The queue's tables are outside row-level security. */
export type JobData = Record<string, string | number | boolean | null>;
export type JobHandler = (data: JobData) => Promise<void>;

export interface Jobs {
  /** Queues a job inside the client's transaction. `once` collapses jobs of the same key that have not begun. */
  enqueue(client: PoolClient, name: string, data: JobData, options?: { once?: string }): Promise<void>;
  /** Declares who runs a job. All are declared before `start`. */
  handle(name: string, handler: JobHandler): Promise<void>;
  /** Begins to work. Without it jobs stay queued (tests use `runAll`). */
  start(): Promise<void>;
  /** Runs everything that is queued now, and what that queues in turn; how many ran. For tests and the command line. */
  runAll(): Promise<number>;
  stop(): Promise<void>;
}

const schema = 'jobs';

export async function openJobs(database: Database, log: Log): Promise<Jobs> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => database.pool.query(text, values as unknown[]) },
    schema,
    schedule: false,
  });
  boss.on('error', (fault) => log.warn({ err: fault }, 'the job queue met an error'));
  await boss.start();
  await grantQueue(database);
  const handlers = new Map<string, JobHandler>();
  return {
    async enqueue(client, name, data, options = {}) {
      if (!handlers.has(name))
        throw new Error(`No one handles the job "${name}"; declared are ${[...handlers.keys()].join(', ') || 'none'}`);
      await boss.send(name, data, {
        retryLimit: 8,
        retryBackoff: true,
        ...(options.once ? { singletonKey: options.once } : {}),
        db: { executeSql: (text, values) => client.query(text, values as unknown[]) },
      });
    },
    async handle(name, handler) {
      await boss.createQueue(name);
      handlers.set(name, handler);
    },
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

// Jobs are queued under the application's role, in the transaction that causes them.
async function grantQueue(database: Database): Promise<void> {
  await database.pool.query(`GRANT USAGE ON SCHEMA ${schema} TO suaka_app;
    GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA ${schema} TO suaka_app;
    ALTER DEFAULT PRIVILEGES IN SCHEMA ${schema} GRANT SELECT, INSERT, UPDATE ON TABLES TO suaka_app`);
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
