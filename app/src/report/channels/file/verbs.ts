// The verb that files many reports from the lines of a file, in one transaction with one event: all of them, or none
// while a line is bad, unless the good ones are wanted. What the same form filed before is not filed twice.
import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { fieldsPart } from '../../../fields/index.ts';
import type { Work } from '../../../runtime/database.ts';
import type { House } from '../../../runtime/house.ts';
import { doVerb } from '../../../verbs/verb.ts';
import { fileAll, type Told, told } from '../../filing/file.ts';
import { withoutMedia } from '../../no-media.ts';
import { once } from '../../receipt/index.ts';
import { filedBefore, lockFiles } from '../store.ts';
import { type Cells, type Column, columns } from './columns.ts';
import { mostLines } from './read.ts';
import { isCoded, toldOf } from './values.ts';

const unreadable = ['quotes', 'fields', 'not-utf8'] as const;

/** Why a line was not filed. `seen` is what stands there where that is one word out of a few, never what was told. */
export interface Fault {
  line: number;
  why: (typeof unreadable)[number] | 'not-right' | 'reference-twice' | 'filed-before';
  column: Column | null;
  seen: string | null;
}

const lineOfFile = z.union([
  z.object({ line: z.int().positive(), cells: z.partialRecord(z.enum(columns), z.string()) }),
  z.object({ line: z.int().positive(), unreadable: z.enum(unreadable) }),
]);

export const fileList = doVerb({
  name: 'report.file-list',
  permission: 'report.work',
  input: z.object({
    once,
    /** File the good lines even if others are bad. */
    keepGood: z.boolean().default(false),
    lines: z.array(lineOfFile).min(1, 'at least one line below the header').max(mostLines, 'at most 10,000 lines'),
  }),
  async run({ house, caller, organisationId, input, now, ...work }) {
    await lockFiles(work);
    const { ready, faults, again } = await sort(work, house, organisationId, input);
    const filing = faults.length > 0 && !input.keepGood ? [] : ready;
    const filed = await fileAll(
      work,
      house,
      filing.map(({ given, reference, onceBlind }) => ({
        told: given,
        channel: 'file',
        anonymity: given.contact ? 'confidential' : 'anonymous',
        filedBy: caller.id,
        partnerReference: reference,
        onceBlind,
        now,
      })),
    );
    const items = filed.reduce((sum, each) => sum + each.items, 0);
    const counts = { lines: input.lines.length, filed: filing.length, again, bad: faults.length };
    return {
      result: { ...counts, items, faults },
      event: { thing: organisationId, facts: { ...counts, keepGood: input.keepGood } },
    };
  },
});

interface Ready {
  line: number;
  given: Told;
  reference: string | null;
  /** Known again when the same is sent a second time from the same form, or with the same reference from any. */
  onceBlind: Buffer;
}

type Line = z.output<typeof lineOfFile>;
interface Sorted {
  ready: Ready[];
  faults: Fault[];
}

async function sort(
  work: Work,
  house: House,
  organisationId: string,
  { once, lines }: { once: string; lines: readonly Line[] },
): Promise<Sorted & { again: number }> {
  const fields = house.part(fieldsPart);
  const { ready, faults } = await readAll(lines, (known) =>
    fields.blind(
      'report.once-in-file',
      known.reference === null ? `said ${once} ${known.said}` : `reference ${organisationId} ${known.reference}`,
    ),
  );
  const standing = await filedBefore(
    work,
    ready.map(({ onceBlind }) => onceBlind),
  );
  const isBefore = ({ onceBlind }: Ready) => standing.has(onceBlind.toString('hex'));
  const before = ready.filter((each) => each.reference !== null && isBefore(each));
  return {
    ready: ready.filter((each) => !isBefore(each)),
    faults: [...faults, ...before.map(({ line }) => fault(line, 'filed-before', 'reference'))].toSorted(
      (one, other) => one.line - other.line,
    ),
    again: ready.filter((each) => each.reference === null && isBefore(each)).length,
  };
}

/** By what a line is known again: its reference; else what it says, and the how-manieth it is of those that say the same. */
interface Known {
  reference: string | null;
  said: string;
}

/** So many lines are read before others get their turn. */
const atATime = 250;

/** What each line tells; a reference that a line above has already is a fault. */
async function readAll(lines: readonly Line[], blindOf: (known: Known) => Buffer): Promise<Sorted> {
  const sorted: Sorted = { ready: [], faults: [] };
  const references = new Set<string>();
  const same = new Map<string, number>();
  for (const [position, each] of lines.entries()) {
    if (position % atATime === atATime - 1) await setImmediate();
    const { line } = each;
    const read = 'unreadable' in each ? fault(line, each.unreadable) : readTold(line, each.cells);
    if ('why' in read) sorted.faults.push(read);
    else if (read.reference !== null && references.has(read.reference))
      sorted.faults.push(fault(line, 'reference-twice', 'reference'));
    else {
      const said = JSON.stringify(read.given);
      same.set(said, (same.get(said) ?? 0) + 1);
      const { reference } = read;
      sorted.ready.push({ ...read, onceBlind: blindOf({ reference, said: `${same.get(said)} ${said}` }) });
      if (reference !== null) references.add(reference);
    }
  }
  return sorted;
}

const fault = (line: number, why: Fault['why'], column: Column | null = null, seen: string | null = null): Fault => ({
  line,
  why,
  column,
  seen,
});

const oneReference = withoutMedia(z.string().max(200));

/** What a line tells, or the first thing that is wrong with it. */
function readTold(line: number, cells: Cells): Omit<Ready, 'onceBlind'> | Fault {
  const given = told.safeParse(toldOf(cells));
  if (!given.success) return notRight(line, given.error.issues[0]!.path.at(-1) as Column, cells);
  const reference = cells.reference ?? null;
  if (!oneReference.safeParse(reference ?? '').success) return notRight(line, 'reference', cells);
  return { line, given: given.data, reference };
}

const notRight = (line: number, column: Column, cells: Cells): Fault =>
  fault(line, 'not-right', column, isCoded(column) ? (cells[column]?.slice(0, 40) ?? null) : null);
