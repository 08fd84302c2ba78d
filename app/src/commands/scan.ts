// `suaka scan`: which of seized files are known, which are copies, and what is new; on any machine, without desk and network.
import { defineCommand } from 'citty';
import { Refusal } from '../kit/errors.ts';
import { scan } from '../scan/index.ts';
import { again } from './scan/again.ts';
import { args, listsOf, parse, readingOf, runOf, type Values } from './scan/arguments.ts';
import { compare } from './scan/compare.ts';
import { known } from './scan/known.ts';
import { watch } from './scan/watch.ts';

/** What is asked of runs that are there. A folder of such a name is scanned as `./known`. */
const verbs = new Map([
  ['known', known],
  ['again', again],
  ['compare', compare],
]);

export const scanCommand = defineCommand({
  meta: { name: 'scan', description: 'Scan seized files: what is known, what is a copy, what is new' },
  args,
  async run({ rawArgs }) {
    const { values, positionals } = parse(rawArgs);
    const verb = verbs.get(positionals[0] ?? '');
    await (verb ? verb(positionals.slice(1), values) : scanFolders(positionals, values));
  },
});

async function scanFolders(roots: string[], values: Values): Promise<void> {
  if (roots.length === 0)
    throw new Refusal('bad-input', 'nothing-to-scan', 'Name the folders to scan: suaka scan FOLDER --list FILE');
  const named = { ...runOf(values), ...(await listsOf(values)), ...readingOf(values), roots };
  await watch(named.out, values.json === true, (watched) => scan({ ...named, ...watched }));
}
