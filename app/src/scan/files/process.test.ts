// A reading process that misbehaves: what a process in a hostile file's hands may do ends as one rejected line.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { describe, it } from 'node:test';
import { ProcessEnded, ReadingProcess } from './process.ts';

/** A program of the test's own behind the scan's side. */
const runBy = (program: string) => new ReadingProcess(spawn(process.execPath, ['-e', program]));

const onRequest = (then: string) => `console.log('ready'); process.stdin.once('data', () => { ${then} });`;

async function asked(reading: ReadingProcess): Promise<string> {
  await reading.start();
  await reading.send('end');
  return reading.nextLine(20_000);
}

describe('a reading process', { timeout: 60_000 }, () => {
  it('that answers is alive until it is killed', async () => {
    const reading = runBy(onRequest(`console.log('answer')`));
    assert.equal(await asked(reading), 'answer');
    assert.ok(reading.isAlive);
    await reading.kill(new Error('end of test'));
    assert.ok(!reading.isAlive);
    await assert.rejects(reading.nextLine(1000), /end of test/);
  });

  for (const [what, program] of [
    ['ends before it can read', 'process.exit(3)'],
    ['is no program', 'this is none'],
  ] as const)
    it(`that ${what} is an error of the scan, not of a file`, async () => {
      await assert.rejects(runBy(program).start(), (error: Error) => {
        assert.ok(!(error instanceof ProcessEnded));
        return /could not start/.test(error.message);
      });
    });

  const misdeeds: Array<[what: string, program: string, why: string]> = [
    ['crashes', onRequest(`process.kill(process.pid, 'SIGSEGV')`), 'decoder-crashed'],
    ['ends', onRequest(`process.exit(0)`), 'decoder-crashed'],
    [
      'is refused memory',
      onRequest(`console.error('FATAL ERROR: heap out of memory'); process.abort()`),
      'out-of-memory',
    ],
    ['speaks without end', onRequest(`process.stdout.write('x'.repeat(100000))`), 'decoder-crashed'],
  ];
  for (const [what, program, why] of misdeeds)
    it(`that ${what} is told as ${why}`, async () => {
      const reading = runBy(program);
      await assert.rejects(asked(reading), { why });
      await reading.gone;
      assert.ok(!reading.isAlive);
    });

  it('that spoke out of turn is given nothing more', async () => {
    const reading = runBy(onRequest(`console.log('answer\\nanother')`));
    await asked(reading);
    assert.throws(() => reading.expectSilence(), { why: 'decoder-crashed' });
    await reading.gone;
  });
});
