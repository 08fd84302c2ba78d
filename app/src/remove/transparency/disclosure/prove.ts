// What a log and the salts prove together: every commitment of the days that were disclosed is opened, as a notice or as
// padding, and every notice is the one that was committed to on its day.
import { createHash } from 'node:crypto';
import { noticeCommitment, paddingCommitment } from '../log/format.ts';
import { type Fault, jsonIn, type Lines, type OpeningFault, type ReadLog } from '../log/prove.ts';
import { deskDayOf } from './sent-on.ts';
import {
  type DisclosedNotice,
  type DisclosureHead,
  type DisclosureLine,
  disclosureLine,
  type Opening,
} from './form.ts';

export interface ProvenDisclosure {
  from: string | null;
  to: string | null;
  notices: number;
  padding: number;
  /** How many notices came with their text, and the text is what was sealed. */
  texts: number;
  faults: Fault[];
}

const found = (fault: OpeningFault, where: string, why: string): Fault => ({ fault, where, why });
const placeOf = ({ batch, place }: { batch: number; place: number }): string => `place ${place} of batch ${batch}`;
const nameOf = (line: Opening): string =>
  line.kind === 'notice' ? `the notice ${line.reference} (${placeOf(line)})` : `the padding at ${placeOf(line)}`;

/** @throws never: whatever the file is, what is wrong with it is said. */
export async function proveDisclosure(read: ReadLog, lines: Lines): Promise<ProvenDisclosure> {
  const { head, openings, end, faults } = await readLines(lines);
  const log = inLog(read);
  const opened = new Set<string>();
  for (const line of openings) {
    const at = `${line.batch}/${line.place}`;
    if (opened.has(at)) faults.push(found('opened-twice', nameOf(line), 'another line opens the same place'));
    opened.add(at);
    faults.push(...faultsOf(line, log));
  }
  if (head) faults.push(...faultsOfSpan(head, read, opened));
  const notices = openings.filter((line) => line.kind === 'notice');
  const padding = openings.length - notices.length;
  if (end && (end.notices !== notices.length || end.padding !== padding)) {
    const why = `it holds ${notices.length} notices and ${padding} of padding; its last line says ${end.notices} and ${end.padding}`;
    faults.push(found('notices-miscounted', 'the disclosure', why));
  }
  const texts = notices.filter(
    ({ text, sealedSha256 }) => typeof text === 'string' && sha256(text) === sealedSha256,
  ).length;
  return { from: head?.from ?? null, to: head?.to ?? null, notices: notices.length, padding, texts, faults };
}

/** What stands where in the log. */
interface InLog {
  /** By batch and place, such as `12/3`. */
  places: ReadonlyMap<string, string>;
  /** Of each batch. */
  days: ReadonlyMap<number, string>;
}

function inLog({ batches }: ReadLog): InLog {
  const places = batches.flatMap(({ number, commitments }) =>
    commitments.map((commitment, index) => [`${number}/${index + 1}`, commitment] as const),
  );
  return { places: new Map(places), days: new Map(batches.map(({ number, day }) => [number, day])) };
}

interface Read {
  head: DisclosureHead | null;
  openings: Opening[];
  end: Extract<DisclosureLine, { kind: 'end' }> | null;
  faults: Fault[];
}

async function readLines(lines: Lines): Promise<Read> {
  const read: Read = { head: null, openings: [], end: null, faults: [] };
  let number = 0;
  for await (const text of lines) {
    number += 1;
    if (text.trim() === '') continue;
    const parsed = disclosureLine.safeParse(jsonIn(text));
    const where = `line ${number} of the disclosure`;
    if (!parsed.success) {
      const why = parsed.error.issues
        .map(({ path, message }) => `${path.join('.') || 'a line'}: ${message}`)
        .join('; ');
      read.faults.push({ fault: 'line-unreadable', where, why });
    } else take(read, parsed.data);
  }
  if (read.head === null)
    read.faults.push(
      found('file-cut-short', 'the disclosure', 'its first line, which says what it covers, is missing'),
    );
  if (read.end === null) read.faults.push(found('file-cut-short', 'the disclosure', 'its last line is missing'));
  return read;
}

function take(read: Read, line: DisclosureLine): void {
  if (line.kind === 'suaka-notice-disclosure') read.head ??= line;
  else if (line.kind === 'end') read.end = line;
  else read.openings.push(line);
}

function faultsOf(line: Opening, { places, days }: InLog): Fault[] {
  const expected = places.get(`${line.batch}/${line.place}`);
  const faults = line.kind === 'notice' ? faultsOfNotice(line, days.get(line.batch)) : [];
  if (expected === undefined)
    return [
      ...faults,
      found('place-unknown', nameOf(line), 'the log holds no such place: it was cut short, or is another one'),
    ];
  if (line.salt === null)
    return [
      ...faults,
      found('salt-destroyed', nameOf(line), 'its key was destroyed: it is counted and cannot be opened'),
    ];
  const salt = Buffer.from(line.salt, 'hex');
  const commitment =
    line.kind === 'notice'
      ? noticeCommitment(salt, Buffer.from(line.sealedSha256, 'hex')).toString('hex')
      : paddingCommitment(salt).toString('hex');
  if (commitment === expected) return faults;
  if (line.kind === 'notice' && paddingCommitment(salt).toString('hex') === expected)
    return [
      ...faults,
      found('padding-as-notice', nameOf(line), 'what stands there is padding: no notice was committed to'),
    ];
  const elsewhere = [...places].find(([, each]) => each === commitment)?.[0];
  if (elsewhere !== undefined)
    return [...faults, found('place-wrong', nameOf(line), `its commitment stands at ${elsewhere} (batch/place)`)];
  const why = `what stands in the log is not what it opens to: its ${line.kind === 'notice' ? 'hash or its ' : ''}salt is another one`;
  return [...faults, found('does-not-open', nameOf(line), why)];
}

function faultsOfNotice(line: DisclosedNotice, day: string | undefined): Fault[] {
  const faults: Fault[] = [];
  if (typeof line.text === 'string') {
    if (sha256(line.text) !== line.sealedSha256)
      faults.push(
        found('text-altered', nameOf(line), `its text hashes to ${sha256(line.text)}; sealed was ${line.sealedSha256}`),
      );
    const said = jsonIn(line.text) as { reference?: unknown; issuedAt?: unknown } | undefined;
    if (said?.reference !== line.reference)
      faults.push(
        found('text-altered', nameOf(line), `its text bears the reference ${JSON.stringify(said?.reference)}`),
      );
    if (deskDayOf(said?.issuedAt) !== line.sentOn)
      faults.push(
        found('text-altered', nameOf(line), `its text was issued at ${String(said?.issuedAt)}, not on ${line.sentOn}`),
      );
  }
  if (day !== undefined && day < line.sentOn)
    faults.push(found('before-it-was-sent', nameOf(line), `it was sent on ${line.sentOn} and stands under ${day}`));
  return faults;
}

/** Every commitment of the days in question is opened, and the log reaches to their end. */
function faultsOfSpan({ from, to, log }: DisclosureHead, read: ReadLog, opened: ReadonlySet<string>): Fault[] {
  const faults: Fault[] = [];
  if (read.log !== null && log !== read.log)
    faults.push(found('log-cut-short', 'the disclosure', `it is of the log ${log}; the log given is ${read.log}`));
  const last = read.batches.at(-1);
  if (last && last.day < to)
    faults.push(found('log-cut-short', 'the log', `it ends with ${last.day}; the disclosure reaches to ${to}`));
  for (const { number, day, commitments } of read.batches) {
    if (day < from || day > to) continue;
    for (const index of commitments.keys())
      if (!opened.has(`${number}/${index + 1}`)) {
        const why = 'nothing opens it: a notice, or padding, is missing from the disclosure';
        faults.push(found('commitment-unexplained', placeOf({ batch: number, place: index + 1 }), why));
      }
  }
  return faults;
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
