// A program that does nothing but decode videos with node-av: what hashing them is measured against. Arguments: the decoder's
// folder, how many at once (each in a program of its own by the caller). Paths come as JSON on standard input.
import { closeSync, openSync } from 'node:fs';
import { json } from 'node:stream/consumers';
import { framesOf } from '../video/frames.ts';
import { loadDecoder } from '../video/node-av.ts';

const av = await loadDecoder(process.argv[2] ?? '');
const paths = (await json(process.stdin)) as string[];

const start = performance.now();
const before = process.cpuUsage();
let frames = 0;
for (const path of paths) {
  const descriptor = openSync(path, 'r');
  for (const _ of framesOf(av, descriptor, 400_000_000)) frames += 1;
  closeSync(descriptor);
}
const { user, system } = process.cpuUsage(before);
process.stdout.write(JSON.stringify({ ms: performance.now() - start, cpuMs: (user + system) / 1000, frames }));
