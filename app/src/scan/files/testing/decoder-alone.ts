// A program that does nothing but decode pictures with sharp, as anyone would: what reading is measured against. Paths come
// as JSON on standard input, the milliseconds go to standard output.
import { json } from 'node:stream/consumers';
import sharp from 'sharp';

sharp.concurrency(1);
sharp.cache(false);
const atOnce = Number(process.argv[2]);
const paths = (await json(process.stdin)) as string[];

let next = 0;
let failed = 0;
async function decodeOneAfterTheOther(): Promise<void> {
  for (let path = paths[next++]; path !== undefined; path = paths[next++]) {
    await sharp(path, { limitInputPixels: false })
      .raw()
      .toBuffer()
      .catch(() => (failed += 1));
  }
}

await sharp({ create: { width: 8, height: 8, channels: 3, background: 'grey' } })
  .raw()
  .toBuffer(); // sharp is loaded
const start = performance.now();
const before = process.cpuUsage();
await Promise.all(Array.from({ length: atOnce }, decodeOneAfterTheOther));
const { user, system } = process.cpuUsage(before);
process.stdout.write(JSON.stringify({ ms: performance.now() - start, cpuMs: (user + system) / 1000, failed }));
