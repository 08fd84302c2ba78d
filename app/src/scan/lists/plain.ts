// Plain lists: one hash a line, a table with a header, or one JSON object a line; what the importer of a desk reads, read
// here by the same reader.
import { Refusal } from '../../kit/errors.ts';
import { readHashFile } from '../../recognise/index.ts';
import type { Listed } from './listed.ts';
import { usualQualityFloor, widestRadiusBits } from './matcher.ts';

export interface PlainFile {
  name: string;
  file: string;
  sha256: string;
}

export interface PlainOptions {
  /** Of hashes beside which none is named; otherwise 64 digits are taken as SHA-256 and, where they can be, as PDQ too. */
  algorithm: 'md5' | 'sha1' | 'sha256' | 'pdq' | null;
  /** Takes the good lines even if others are bad. */
  keepGood: boolean;
  now: Date;
}

const faultsSaid = 5;
const bareTable = /^\s*(?:pdq|md5|sha-?1|sha-?256)\s*,\s*[0-9a-f]{32,64}\s*,/i;

/** @throws Refusal `list-has-bad-lines`, or what makes the whole file unreadable. */
export async function readPlain(
  listed: Listed,
  given: PlainFile,
  stream: AsyncIterable<Buffer>,
  { algorithm, keepGood, now }: PlainOptions,
): Promise<void> {
  const list = listed.addList({
    ...given,
    kind: 'plain',
    radiusBits: widestRadiusBits,
    qualityFloor: usualQualityFloor,
    leftOut: 0,
    bad: 0,
  });
  const facts = listed.lists[list]!;
  const headed = withHeader(stream);
  const faults: string[] = [];
  for await (const batch of readHashFile(headed.stream, { algorithm: algorithm ?? 'either', format: null, now })) {
    for (const { line, algorithm, hash, reference, classification, state } of batch.hashes) {
      if (state !== 'active') facts.leftOut += 1;
      else
        listed.add(
          list,
          algorithm,
          Buffer.from(hash, 'hex'),
          reference ?? `line ${line - headed.added()}`,
          classification,
        );
    }
    facts.bad += batch.linesBad;
    for (const fault of batch.faults)
      if (faults.length < faultsSaid) faults.push(`line ${fault.line - headed.added()}: ${fault.reason}`);
  }
  if (facts.bad === 0 || keepGood) return;
  const more = facts.bad > faults.length ? `; and ${facts.bad - faults.length} more` : '';
  throw new Refusal(
    'bad-input',
    'list-has-bad-lines',
    `"${given.file}" has ${facts.bad} bad lines, and what they should list would be missed: ${faults.join('; ')}${more}. Correct them, or keep the good ones with --keep-good`,
    { facts: { file: given.file, bad: facts.bad } },
  );
}

/** A table of algorithm, hash and classification that has no header is given one. */
function withHeader(stream: AsyncIterable<Buffer>): { stream: AsyncIterable<Buffer>; added: () => number } {
  let added = 0;
  return { stream: headed(), added: () => added };

  async function* headed(): AsyncGenerator<Buffer> {
    let first = true;
    for await (const bytes of stream) {
      if (first) {
        const line = bytes.toString('latin1', 0, 4096).split('\n', 1)[0]!;
        if (bareTable.test(line)) {
          added = 1;
          const fields = ['algorithm', 'hash', 'classification', 'reference'].slice(0, line.split(',').length);
          yield Buffer.from(`${fields.join(',')}\n`);
        }
      }
      first = false;
      yield bytes;
    }
  }
}
