// A scan as a process of its own, for tests that kill it: `program.ts EVIDENCE RUN [LIST…]`.
import { scan } from '../../index.ts';

const [evidence, out, ...lists] = process.argv.slice(2);
const stop = new AbortController();
process.on('SIGINT', () => stop.abort());
const outcome = await scan({
  roots: [evidence!],
  out: out!,
  lists,
  secret: null,
  issuerKey: null,
  keepGood: false,
  caseNumber: 'K-1',
  legalAuthority: 'Penetapan rekaan 7',
  operator: 'Ayu Rekaan',
  videoDecoder: null,
  secondsPerHash: 1,
  maxPixels: 400_000_000,
  timeoutMs: 60_000,
  workers: 2,
  signal: stop.signal,
  now: () => new Date(),
});
process.stdout.write(JSON.stringify(outcome.ended === 'finished' ? outcome.summary : { ended: 'stopped' }));
