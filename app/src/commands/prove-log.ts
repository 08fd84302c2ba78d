// What `suaka verify --log` finds, on any machine: whether a log of notices is one whole chain, and, with the salts that an
// oversight body was given, whether every notice is in it and none was altered.
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Refusal } from '../kit/errors.ts';
import { proveDisclosure, proveKept, proveLog } from '../remove/index.ts';
import type { Finding } from './prove.ts';

type Log = Awaited<ReturnType<typeof proveLog>>;
type Disclosed = Awaited<ReturnType<typeof proveDisclosure>>;

/** How many faults are told to a person; a script gets all. */
const toldFaults = 20;

/**
 * @param key the only key that may have signed; null leaves open whose key it is.
 * @throws Refusal `file-not-readable`.
 */
export async function judgeLog(
  { log: logPath, salts, kept: keptPath }: { log: string; salts: string | undefined; kept: string | undefined },
  key: string | null,
): Promise<Finding> {
  const log = await proveLog(linesOf(logPath), key);
  const disclosed = salts === undefined ? null : await proveDisclosure(log, linesOf(salts));
  const kept = keptPath === undefined ? null : await proveLog(linesOf(keptPath), key);
  const faults = [...log.faults, ...(kept ? proveKept(log, kept) : []), ...(disclosed?.faults ?? [])];
  const well = faults.length === 0;
  const told = faults.slice(0, toldFaults).map(({ fault, where, why }) => `${fault}: ${where}: ${why}`);
  const lines = [
    logLine(log),
    ...(disclosed
      ? [disclosureLine(disclosed)]
      : ['Which of its commitments stand for notices was not checked: give the salts with --salts']),
    ...(kept && well ? [`It goes on where the copy that was kept ended, with batch ${kept.batches.length}`] : []),
    ...(well ? [] : [`What does NOT hold, ${faults.length} in all:`, ...told]),
    ...(faults.length > toldFaults ? [`and ${faults.length - toldFaults} more; --json names all`] : []),
    `Public key: ${log.publicKey ?? 'none'}`,
    ...(key === null ? ['Whose key it is was not checked: give the desk’s public key with --key'] : []),
  ];
  const { faults: _faults, ...rest } = disclosed ?? { faults: [] };
  return {
    well,
    outcome: {
      log: log.log,
      batches: log.batches.length,
      lastDay: log.batches.at(-1)?.day ?? null,
      publicKey: log.publicKey,
      keyChecked: key !== null,
      ...(disclosed ? { disclosure: rest } : {}),
      faults,
    },
    words: lines.join('\n'),
  };
}

function logLine({ batches, faults }: Log): string {
  const last = batches.at(-1);
  const head = last ? `${batches.length} batches, the last of ${last.day}, root ${last.root}` : 'no batch';
  return faults.length === 0 ? `The log is whole: ${head}` : `The log is NOT whole: ${head}`;
}

function disclosureLine({ from, to, notices, padding, texts, faults }: Disclosed): string {
  const said = `${notices} notices and ${padding} of padding`;
  if (faults.length > 0) return `The disclosure does NOT fit the log: it opens ${said}`;
  const read = texts > 0 ? `; the text of ${texts} is what was sealed` : '';
  return `From ${from} to ${to} every commitment is explained, ${said}${read}: none is missing, and none was altered`;
}

async function* linesOf(path: string): AsyncGenerator<string> {
  try {
    yield* createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity });
  } catch (cause) {
    const said = `"${path}" cannot be read: ${(cause as Error).message}`;
    throw new Refusal('bad-input', 'file-not-readable', said, { cause });
  }
}
