// A run over so many made-up files as a process of its own, and the memory that it took: `many.ts COUNT FOLDER`.
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import { join } from '../../groups/index.ts';
import type { Parts } from '../parts.ts';
import { runScan } from '../scan.ts';
import { factsOf, foundFile } from '../testing.ts';

const [count, folder] = [Number(process.argv[2]), process.argv[3]!];
mkdirSync(joinPath(folder, 'evidence'), { recursive: true });
const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

const parts: Parts = {
  async *walk() {
    for (let n = 0; n < count; n += 1) yield foundFile({ name: `folder-${n % 997}/IMG_${n}.jpg`, content: 'x' });
  },
  count: async () => ({ files: count, bytes: count }),
  readers: {
    parallel: 4,
    // Every tenth is a copy, every hundredth is damaged.
    async read({ name }) {
      const n = Number(/_(\d+)/.exec(name.text)![1]);
      const content = digest(String(n % 10 === 0 ? 0 : n));
      return {
        ...factsOf({ name: name.text, content, pdq: content, ...(n % 100 === 99 ? { unreadable: 'damaged' } : {}) }),
      };
    },
    close: async () => undefined,
  },
  lists: { lists: [], algorithms: [], match: () => [] },
  join,
};
let afterReadingBytes = 0;
const outcome = await runScan(
  {
    roots: [joinPath(folder, 'evidence')],
    out: joinPath(folder, 'run'),
    caseNumber: 'K-1',
    legalAuthority: 'Penetapan rekaan 7',
    operator: 'Ayu Rekaan',
    settings: {},
    versions: { suaka: '0.1.0' },
    videoDecoder: false,
    signal: new AbortController().signal,
    now: () => new Date(),
    onProgress({ phase }) {
      if (phase === 'results' && afterReadingBytes === 0) afterReadingBytes = process.resourceUsage().maxRSS * 1024;
    },
  },
  async () => parts,
);
if (outcome.ended !== 'finished') throw new Error('it was stopped');
const { files, copies, unreadable } = outcome.summary;
const mostBytes = process.resourceUsage().maxRSS * 1024;
process.stdout.write(JSON.stringify({ files, copies, unreadable, afterReadingBytes, mostBytes }));
