// `npm test`: node's test runner over every *.test.ts, on one PostgreSQL for the whole run.
// `npm test -- app/src/access` takes the tests below a folder, `-- --with-database` those that use a database;
// other options go to node, such as `-- --test-name-pattern=seal`. SUAKA_TEST_DATABASE names a server to use instead.
import './node-version.mjs';
import { runScript } from './project.ts';
import { chooseTests } from './test/choose.ts';
import { runTests } from './test/run.ts';
import { openRunServer } from './test/server.ts';

await runScript(async () => {
  const interruption = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => interruption.abort(signal));

  const choice = await chooseTests(process.argv.slice(2));
  const server = await openRunServer();
  try {
    console.log(`${choice.files.length} test files on ${server.description}\n`);
    process.exitCode = await runTests(choice, { ...server.environment }, interruption.signal);
  } finally {
    await server.close();
  }
});
