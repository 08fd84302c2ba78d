// `suaka verify`: proves that the record is whole and that every signed checkpoint stands on it; with a file, that a
// checkpoint kept elsewhere, a proof of reporting, or a log of notices is genuine.
import { readFile } from 'node:fs/promises';
import { defineCommand } from 'citty';
import { readDocument, type SignedDocument } from '../audit/documents.ts';
import { readPublicKey } from '../audit/signing.ts';
import { Refusal } from '../kit/errors.ts';
import { readConfiguration } from '../runtime/configuration.ts';
import type { House } from '../runtime/house.ts';
import { openLog } from '../runtime/log.ts';
import { openHouse } from '../runtime/open.ts';
import { type Finding, judgeProof, ownKey, proveRecord } from './prove.ts';
import { judgeLog } from './prove-log.ts';
import { report } from './terminal.ts';

export const verify = defineCommand({
  meta: {
    name: 'verify',
    description:
      'Prove that nothing in the record was changed, removed or slipped in, or that a signed file is genuine',
  },
  args: {
    file: { type: 'positional', required: false, description: 'A checkpoint, or a proof of reporting' },
    checkpoint: { type: 'string', description: 'A checkpoint kept elsewhere: the record has to run through it' },
    log: { type: 'string', description: 'A log of notices, as the public face gives it: it has to be one whole chain' },
    salts: { type: 'string', description: 'A disclosure of that log: each notice has to be in it, unaltered' },
    kept: { type: 'string', description: 'An earlier copy of that log: it has to go on where this one ended' },
    key: { type: 'string', description: 'The public key that must have signed: a PEM file, or 64 hexadecimal digits' },
    json: { type: 'boolean', description: 'One line of JSON', default: false },
  },
  async run({ args }) {
    const key = args.key === undefined ? null : await readKey(args.key);
    const finding = await find(args, key);
    report(args.json, finding.outcome, finding.words);
    if (!finding.well) process.exitCode = 2;
  },
});

interface Given {
  file?: string | undefined;
  checkpoint?: string | undefined;
  log?: string | undefined;
  salts?: string | undefined;
  kept?: string | undefined;
}

async function find({ file, checkpoint, log, salts, kept }: Given, key: string | null): Promise<Finding> {
  const path = checkpoint ?? file;
  if (log !== undefined || salts !== undefined || kept !== undefined) {
    if (log !== undefined && path === undefined) return judgeLog({ log, salts, kept }, key); // needs no desk
    throw new Refusal(
      'bad-input',
      'log-by-itself',
      'A log is checked by itself: give --log FILE, with --salts FILE or not',
    );
  }
  const document = path === undefined ? null : await readSigned(path, checkpoint !== undefined);
  return examine(document, key);
}

async function examine(document: SignedDocument | null, key: string | null): Promise<Finding> {
  if (document?.kind !== 'suaka-proof-of-report') return besideDesk((house) => proveRecord(house, document, key));
  if (key !== null) return judgeProof(document, key); // needs no desk: anyone may check it anywhere
  return besideDesk(async (house) => judgeProof(document, (await ownKey(house)).key));
}

async function besideDesk<T>(work: (house: House) => Promise<T>): Promise<T> {
  const house = await openHouse(readConfiguration(process.env), { log: openLog({ logLevel: 'warn' }), beside: true });
  try {
    return await work(house);
  } finally {
    await house.close();
  }
}

/** A public key as it was given: its digits, or a file that holds it. @throws Refusal `not-a-public-key`. */
export async function readKey(given: string): Promise<string> {
  const key = readPublicKey(given) ?? readPublicKey(await readText(given));
  if (key !== null) return key;
  throw new Refusal(
    'bad-input',
    'not-a-public-key',
    `"${given}" holds no Ed25519 public key; expected PEM, or 64 hexadecimal digits, as "suaka verify" prints them`,
  );
}

async function readSigned(path: string, asCheckpoint: boolean): Promise<SignedDocument> {
  const document = readDocument(await readText(path));
  if (asCheckpoint && document.kind !== 'suaka-checkpoint')
    throw new Refusal('bad-input', 'not-a-checkpoint', `"${path}" is a ${document.kind}; expected a suaka-checkpoint`);
  return document;
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const said = `"${path}" cannot be read: ${(cause as Error).message}`;
    throw new Refusal('bad-input', 'file-not-readable', said, { cause });
  }
}
