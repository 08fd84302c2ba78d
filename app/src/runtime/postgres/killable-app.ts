// An app as the tests run it: starts PostgreSQL with the options of its first argument, reports in lines of JSON, and
// shuts down on SIGTERM.
import { type StartOptions, startPostgres } from './start.ts';

function report(fact: object): void {
  process.stdout.write(`${JSON.stringify(fact)}\n`);
}

try {
  const options: StartOptions = JSON.parse(process.argv[2] ?? '');
  const log = (message: string, facts?: object) => report({ told: `${message} ${JSON.stringify(facts)}` });
  const postgres = await startPostgres({ ...options, log });
  process.once('SIGTERM', () => void postgres.stop().then(() => process.exit()));
  report({ connection: postgres.connection });
} catch (error) {
  report({ error: String(error) });
}
