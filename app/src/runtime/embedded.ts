// Keeping the embedded PostgreSQL at work: when it ends by itself, or is killed, it is started again on the same socket,
// and the pool's next query finds it there. Meanwhile /status says that the database does not answer.
import type { ConnectionOptions } from './database.ts';
import type { Log } from './log.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './postgres/index.ts';

export interface KeptPostgres {
  connection: ConnectionOptions;
  stop(): Promise<void>;
}

/** @throws Error as `startEmbeddedPostgres` does, at the first start only. */
export async function keepEmbeddedPostgres(options: {
  dataFolder: string;
  log: Log;
  beside: boolean;
}): Promise<KeptPostgres> {
  const { dataFolder, log, beside } = options;
  const start = () =>
    startEmbeddedPostgres({ dataFolder, beside, log: (message, facts) => log.info(facts ?? {}, message) });
  let running = await start();
  let told = false;
  let restarting: Promise<void> = Promise.resolve();
  const restart = async (ended: EmbeddedPostgres, code: number | null) => {
    log.error({ code }, 'PostgreSQL ended by itself; it is started again');
    await ended.stop(); // gives back the lock of the data folder
    if (told) return;
    running = await start();
    watch(running);
  };
  const watch = (one: EmbeddedPostgres) => {
    void one.stopped.then((code) => {
      if (told) return;
      restarting = restart(one, code).catch((fault) =>
        log.fatal({ err: fault }, 'PostgreSQL could not be started again; start the desk anew'),
      );
    });
  };
  watch(running);
  return {
    connection: running.connection,
    async stop() {
      told = true;
      await restarting;
      await running.stop();
    },
  };
}
