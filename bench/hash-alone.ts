// A program that does nothing but read files and take their SHA-256: what a scan is measured against. Paths come as JSON on
// standard input, the milliseconds go to standard output.
import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { json } from 'node:stream/consumers';

const paths = (await json(process.stdin)) as string[];
const start = performance.now();
for (const path of paths) hash('sha256', readFileSync(path));
process.stdout.write(JSON.stringify({ ms: performance.now() - start }));
