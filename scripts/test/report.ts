// node's own report of a test run (spec), with the counts once more at the very end when tests failed: there the report
// closes with every failure in full, and the counts stand far above it.
import { Readable } from 'node:stream';
import type { TestEvent } from 'node:test/reporters';
import { spec } from 'node:test/reporters';

export default async function* report(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  let closing = '';
  async function* noted() {
    for await (const event of events) {
      if (event.type === 'test:summary' && !event.data.file && !event.data.success)
        closing = countsOf({ ...event.data.counts });
      yield event;
    }
  }
  yield* Readable.from(noted()).compose(new spec());
  yield closing;
}

function countsOf(counts: Record<string, number>): string {
  const { tests, passed, failed, cancelled, skipped, todo } = counts;
  const lines = Object.entries({ tests, pass: passed, fail: failed, cancelled, skipped, todo });
  return `\n${lines.map(([name, count]) => `ℹ ${name} ${count}`).join('\n')}\n`;
}
