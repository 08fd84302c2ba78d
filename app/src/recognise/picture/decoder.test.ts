// One decoding process: its limits, its end, and that nothing of one picture reaches another.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { describe, it } from 'node:test';
import { Decoder } from './decoder.ts';

/** A decoder behind which a program of the test's own answers: what a process in a hostile picture's hands may do. */
const answeredBy = (program: string) => new Decoder(spawn(process.execPath, ['-e', program]), 20_000);

const facts = {
  hash: '0f'.repeat(32),
  quality: 1,
  width: 1,
  height: 1,
  md5: '0'.repeat(32),
  sha1: '0'.repeat(40),
  sha256: '0'.repeat(64),
};
const goodAnswer = JSON.stringify(JSON.stringify({ facts }) + '\n');
const onRequest = (then: string) => `console.log('ready'); process.stdin.once('data', () => { ${then} });`;

describe('a decoding process that misbehaves', { timeout: 60_000 }, () => {
  it('is not one that answers properly', async () => {
    const decoder = answeredBy(onRequest(`process.stdout.write(${goodAnswer})`));
    assert.equal((await decoder.read(Buffer.from('x'), 'png', false)).quality, 1);
    assert.ok(decoder.isAlive);
    await decoder.kill(new Error('end of test'));
    assert.ok(!decoder.isAlive);
  });

  const misdeeds: Array<[what: string, program: string, detail: RegExp]> = [
    ['ends before it is ready', `process.exit(3)`, /could not start \(exit code 3\)/],
    ['says something else first', `console.log('hello'); setInterval(() => {}, 1000)`, /no proper answer/],
    ['answers nonsense', onRequest(`console.log('{}')`), /no proper answer/],
    ['answers without end', onRequest(`process.stdout.write('x'.repeat(100000))`), /no proper answer/],
    ['answers twice', onRequest(`process.stdout.write(${goodAnswer} + ${goodAnswer})`), /no proper answer/],
    ['ends while reading', onRequest(`process.kill(process.pid, 'SIGSEGV')`), /while it read this picture \(SIGSEGV\)/],
  ];
  for (const [what, program, detail] of misdeeds) {
    it(`is refused and ended when it ${what}`, async () => {
      const decoder = answeredBy(program);
      await assert.rejects(decoder.read(Buffer.from('x'), 'png', false), { code: 'reader-crashed', detail });
      assert.ok(!decoder.isAlive);
      await decoder.gone;
    });
  }

  it('is told apart when memory was refused to it', async () => {
    const decoder = answeredBy(
      onRequest(`console.error('FATAL ERROR: JavaScript heap out of memory'); process.abort()`),
    );
    await assert.rejects(decoder.read(Buffer.from('x'), 'png', false), { code: 'ran-out-of-memory' });
  });

  it('costs nothing but the picture when its program is missing', async () => {
    const decoder = new Decoder(spawn('/no/such/program'), 1000);
    await assert.rejects(decoder.read(Buffer.from('x'), 'png', false), { code: 'reader-crashed' });
  });
});
