// What `suaka export --for-scan` does and says: it writes the file of an export that two people let go at the desk.
import { rm, writeFile } from 'node:fs/promises';
import { fieldsPart, openFields } from '../../fields/index.ts';
import { Refusal } from '../../kit/errors.ts';
import type { House } from '../../runtime/house.ts';
import type { Caller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { downloadScanExport } from '../scan-export/index.ts';
import { exitCodes, processTerminal, refusing, type Terminal, writeWhole } from './command-run.ts';

/** @returns the exit code: 0 written as a whole, 2 refused. */
export async function runScanExport(
  house: House,
  caller: Caller,
  { id, path }: { id: string; path?: string | null | undefined },
  terminal: Terminal = processTerminal,
): Promise<number> {
  return refusing(terminal, false, async () => {
    if (!path)
      throw new Refusal(
        'bad-input',
        'no-file-named',
        'An export for scanning is taken once: name its file with --out FILE',
      );
    await tryToWrite(path); // before it counts as taken
    if (!house.has(fieldsPart)) await openFields(house); // the desk's signing key
    await writeWhole(await call(house, downloadScanExport, caller, { id }), path);
    terminal.out.write(`${path} holds ${id}. Only its recipient opens it.\n`);
    return exitCodes.done;
  });
}

async function tryToWrite(path: string): Promise<void> {
  const trial = `${path}.partial`;
  await writeFile(trial, '');
  await rm(trial);
}
