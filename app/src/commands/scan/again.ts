// `suaka scan again RUN --list FILE`: other lists asked about what a finished run read, without the evidence.
import { Refusal } from '../../kit/errors.ts';
import { scanAgain } from '../../scan/index.ts';
import { listsOf, runOf, takeOnly, type Values } from './arguments.ts';
import { watch } from './watch.ts';

const taken = ['out', 'list', 'case', 'authority', 'operator', 'key', 'signed-by', 'keep-good', 'json'] as const;

export async function again(runs: string[], values: Values): Promise<void> {
  takeOnly(values, 'again', taken);
  if (runs.length !== 1) throw wrong('one-run', `${runs.length} runs were named; expected one`);
  if (!values.list) throw wrong('no-list', 'No list is named to ask');
  const named = { ...runOf(values), ...(await listsOf(values)), run: runs[0]! };
  await watch(named.out, values.json === true, (watched) => scanAgain({ ...named, ...watched }));
}

const wrong = (code: string, why: string): Refusal =>
  new Refusal('bad-input', code, `${why}: suaka scan again RUN --out NEW --list FILE`);
