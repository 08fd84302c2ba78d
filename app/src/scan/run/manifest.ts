// The manifest of a run: on whose authority what is scanned, with which lists and which versions. It is signed with a key
// of the run's own, whose private half lies in the run's folder until the results are sealed, and is then removed.
import { randomBytes } from 'node:crypto';
import { readFile, rename } from 'node:fs/promises';
import { z } from 'zod';
import { type Signer, signerFromSeed, verifySignature } from '../../audit/signing.ts';
import { Refusal } from '../../kit/errors.ts';
import { syncFolder } from '../../runtime/durable.ts';
import type { RunFolder } from './folder.ts';
import { writeDurably } from './write.ts';

const hexDigits = (count: number) => z.string().regex(new RegExp(`^[0-9a-f]{${count}}$`));
const named = z.string().min(1).max(1000).nullable();

const list = z.strictObject({
  name: z.string(),
  kind: z.string(),
  sha256: hexDigits(64),
  entries: z.int().min(0),
  algorithms: z.array(z.string()),
  /** How far a picture's hash may be from a listed one, and the quality below which none is compared. */
  radiusBits: z.int(),
  qualityFloor: z.int(),
  leftOut: z.int(),
  bad: z.int(),
  package: z.record(z.string(), z.string()).nullable(),
});
/** A list as a manifest names it. */
export type ManifestList = z.infer<typeof list>;

/** The run that read, wherever its folder lies: its key and its seal. */
const origin = z.strictObject({ publicKey: hexDigits(64), sealedAt: z.iso.datetime(), sealSha256: hexDigits(64) });
export type Origin = z.infer<typeof origin>;

/** The order of the fields is the order in which they are signed: it is part of version 1 and never changes. */
const form = z.strictObject({
  kind: z.literal('suaka-scan-run'),
  version: z.literal(1),
  caseNumber: named,
  legalAuthority: named,
  operator: named,
  startedAt: z.iso.datetime(),
  roots: z.array(z.string()).min(1),
  lists: z.array(list),
  settings: z.record(z.string(), z.union([z.number(), z.string(), z.boolean(), z.null()])),
  versions: z.record(z.string(), z.string()),
  /** Only where another run read, and this one asked other lists about that. */
  from: origin.optional(),
  publicKey: hexDigits(64),
  signature: hexDigits(128),
});

export type Manifest = z.infer<typeof form>;
export type ManifestFacts = Omit<Manifest, 'kind' | 'version' | 'publicKey' | 'signature'>;

/** Nobody is named on whose authority it is done: it is marked so wherever its results are shown. */
export function isTrial({ caseNumber, legalAuthority, operator }: ManifestFacts): boolean {
  return caseNumber === null || legalAuthority === null || operator === null;
}

/** Writes the manifest of a new run, and its key before it. */
export async function beginManifest(folder: RunFolder, facts: ManifestFacts): Promise<Manifest> {
  const seed = randomBytes(32);
  await writeDurably(folder.at('key'), seed.toString('hex'));
  const signer = signerFromSeed(seed);
  const unsigned = form.parse({
    kind: 'suaka-scan-run',
    version: 1,
    ...facts,
    publicKey: signer.publicKey,
    signature: '0'.repeat(128),
  });
  const manifest = { ...unsigned, ...signer.sign(signedBytes(unsigned)) };
  const temporary = `${folder.at('manifest')}.new`;
  await writeDurably(temporary, `${JSON.stringify(manifest, null, 2)}\n`);
  await rename(temporary, folder.at('manifest'));
  await syncFolder(folder.path);
  return manifest;
}

/** @throws Refusal `run-not-genuine` where it was changed. */
export async function readManifest(path: string): Promise<Manifest> {
  const manifest = form.safeParse(parse(await readText(path)));
  if (!manifest.success) throw notGenuine(path, z.prettifyError(manifest.error).replaceAll('\n', '; '));
  if (!verifySignature(signedBytes(manifest.data), manifest.data))
    throw notGenuine(path, 'its signature does not fit: it was changed');
  return manifest.data;
}

/** Who signs for the run; null when its results were sealed and the key is gone. */
export async function readSigner(folder: RunFolder): Promise<Signer | null> {
  try {
    return signerFromSeed(Buffer.from((await readFile(folder.at('key'), 'utf8')).trim(), 'hex'));
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw fault;
  }
}

/** A run goes on only as what it was begun: under another list or for another case it would be another one. */
export function refuseOther(begun: Manifest, now: ManifestFacts, folder: string): void {
  for (const field of ['caseNumber', 'legalAuthority', 'operator'] as const)
    if (now[field] !== null) refuseDifference(field, begun[field], now[field], folder);
  for (const field of ['roots', 'lists', 'settings', 'versions', 'from'] as const)
    refuseDifference(field, begun[field], now[field], folder);
}

function refuseDifference(field: string, was: unknown, is: unknown, folder: string): void {
  const [before, after] = [JSON.stringify(was ?? null), JSON.stringify(is ?? null)];
  if (before === after) return;
  throw new Refusal(
    'conflict',
    'another-run',
    `"${folder}" holds a run that was begun otherwise: ${field} was ${before} and is ${after} now; give the same again, or another folder with --out`,
  );
}

function signedBytes(manifest: Manifest): Buffer {
  const { signature: _signature, ...rest } = manifest;
  return Buffer.from(JSON.stringify(form.omit({ signature: true }).parse(rest)), 'utf8');
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const said = `"${path}" cannot be read: ${(cause as Error).message}; expected the manifest of a run`;
    throw new Refusal('bad-input', 'not-a-run', said, { cause });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const notGenuine = (path: string, why: string): Refusal =>
  new Refusal('bad-input', 'run-not-genuine', `"${path}" is no manifest as Suaka signed it: ${why}`);
