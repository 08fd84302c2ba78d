// Running checks: a line for each, the problems at the end, and whether all passed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { list, runChecks, tool } from './run.ts';

async function run(...checks: Parameters<typeof runChecks>[0]) {
  const lines: string[] = [];
  return { passed: await runChecks(checks, (line) => void lines.push(line)), said: lines.join('\n') };
}

test('checks that find nothing pass, each with its time', async () => {
  const { passed, said } = await run(
    list('one', async () => []),
    tool('two', process.execPath, '--version'),
  );
  assert.equal(passed, true);
  assert.match(said, /^ok {4}one +\d+\.\d s$/m);
  assert.match(said, /All 2 checks passed/);
});

test('what a check finds is shown, and fails the run', async () => {
  const { passed, said } = await run(
    list('one', async () => ['a is wrong', 'b is wrong']),
    list('two', async () => []),
  );
  assert.equal(passed, false);
  assert.match(said, /^FAIL {2}one/m);
  assert.match(said, /=== one\na is wrong\nb is wrong/);
  assert.match(said, /1 of 2 checks failed: one\./);
});

test('a program fails with what it wrote on either stream, and when it is not there', async () => {
  const script = 'console.log("out"); console.error("err"); process.exit(3)';
  const { passed, said } = await run(
    tool('speaks', process.execPath, '-e', script),
    tool('missing', 'no-such-program'),
  );
  assert.equal(passed, false);
  assert.match(said, /=== speaks\nout\nerr/);
  assert.match(said, /=== missing\n.*no-such-program/);
});

test('a program that fails without a word is said to, and so is a check that throws', async () => {
  const throwing = async () => Promise.reject(new Error('it broke'));
  const { said } = await run(tool('silent', process.execPath, '-e', 'process.exit(3)'), list('throws', throwing));
  assert.match(said, /=== silent\n.+/);
  assert.match(said, /=== throws\nit broke/);
});
