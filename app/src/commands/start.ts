// `suaka start`: the desk, until it is told to stop.
import { defineCommand } from 'citty';
import type { AddressInfo } from 'node:net';
import { openSuaka, serve, startWork } from '../main.ts';
import { readConfiguration } from '../runtime/configuration.ts';
import { openLog } from '../runtime/log.ts';
import { say } from './terminal.ts';

export const start = defineCommand({
  meta: { name: 'start', description: 'Start the desk on this machine' },
  async run() {
    const configuration = readConfiguration(process.env);
    const log = openLog(configuration);
    const house = await openSuaka(configuration, {
      log,
      announce: (code) => say(`Set-up code, needed once in the browser: ${code}`),
    });
    try {
      await startWork(house);
      const server = await serve(house);
      house.onClose(() => server.close());
      await server.listen({ port: configuration.port, host: configuration.host });
      const { port } = server.server.address() as AddressInfo;
      say(`Suaka is ready: ${configuration.port === 0 ? `http://localhost:${port}` : configuration.publicUrl}`);
    } catch (fault) {
      await house.close();
      throw fault;
    }
    await untilToldToStop();
    log.info('stopping: finishing what is under way');
    await house.close();
  },
});

/** Resolves at the first SIGTERM, SIGINT or SIGHUP; a second one ends the process at once. */
function untilToldToStop(): Promise<void> {
  return new Promise((resolve) => {
    let told = false;
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
      process.on(signal, () => {
        if (told) process.exit(1);
        told = true;
        resolve();
      });
  });
}
