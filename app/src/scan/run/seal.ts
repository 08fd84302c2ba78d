// The seal of a finished run: the SHA-256 of its journal and of every file of results, signed with the run's own key. The
// key is then removed, so that nobody can sign other results for this run.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { verifySignature } from '../../audit/signing.ts';
import { Refusal } from '../../kit/errors.ts';
import { syncFolder } from '../../runtime/durable.ts';
import { type RunFile, type RunFolder, runFiles } from './folder.ts';
import { type Manifest, type Origin, readManifest, readSigner } from './manifest.ts';
import { writeDurably } from './write.ts';

/** What is sealed, by the names of the files. */
const sealed = [
  'manifest',
  'journal',
  'results',
  'csv',
  'read',
  'vics1',
  'vics2',
  'page',
  'pageEn',
  'summary',
] as const satisfies RunFile[];

const form = z.strictObject({
  kind: z.literal('suaka-scan-seal'),
  version: z.literal(1),
  sealedAt: z.iso.datetime(),
  files: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)),
  publicKey: z.string(),
  signature: z.string(),
});
type Seal = z.infer<typeof form>;

export async function isSealed(folder: RunFolder): Promise<boolean> {
  return (await readSeal(folder)) !== null;
}

export async function sealRun(folder: RunFolder, sealedAt: string): Promise<void> {
  const signer = await readSigner(folder);
  if (signer === null)
    throw new Error(`"${folder.at('key')}" is gone; without the key of the run its results cannot be sealed`);
  const files: Record<string, string> = {};
  for (const file of sealed) files[runFiles[file]] = await digestOf(folder.at(file));
  const seal = { kind: 'suaka-scan-seal' as const, version: 1 as const, sealedAt, files, publicKey: signer.publicKey };
  const temporary = `${folder.at('seal')}.new`;
  await writeDurably(temporary, `${JSON.stringify({ ...seal, ...signer.sign(bytesOf(seal)) }, null, 2)}\n`);
  await rename(temporary, folder.at('seal'));
  await syncFolder(folder.path);
  await rm(folder.at('key'));
}

/** What of a finished run is not as it was sealed, in words; none where all is. */
export async function brokenSeals(folder: RunFolder): Promise<string[]> {
  const manifest = await readManifest(folder.at('manifest'));
  const seal = await readSeal(folder);
  if (seal === null) return ['it is not finished: nothing of it is sealed'];
  const broken = signatureFault(manifest, seal);
  if (broken !== null) return [broken];
  const faults: string[] = [];
  for (const file of sealed) {
    if (seal.files[runFiles[file]] === undefined) {
      faults.push(`${runFiles[file]} is not in its seal`);
      continue;
    }
    const digest = await digestOf(folder.at(file)).catch(() => null);
    if (digest !== seal.files[runFiles[file]])
      faults.push(digest === null ? `${runFiles[file]} cannot be read` : `${runFiles[file]} was changed`);
  }
  return faults;
}

/** @throws Refusal where a finished run is not as it was sealed: nobody may take its numbers for those of the scan. */
export async function refuseBroken(folder: RunFolder): Promise<void> {
  const broken = await brokenSeals(folder);
  if (broken.length === 0) return;
  const said = `"${folder.path}" is not as it was sealed: ${broken.join('; ')}; take the run from a copy that is whole`;
  throw new Refusal('bad-input', 'run-not-genuine', said);
}

/** What a finished run is called by others, wherever its folder lies. */
export async function originOf(folder: RunFolder): Promise<Origin> {
  const bytes = await readFile(folder.at('seal'));
  const { publicKey, sealedAt } = parse(bytes, folder);
  return { publicKey, sealedAt, sealSha256: createHash('sha256').update(bytes).digest('hex') };
}

function signatureFault(manifest: Manifest, seal: Seal): string | null {
  if (seal.publicKey !== manifest.publicKey) return 'its seal is signed by another key than its manifest';
  return verifySignature(bytesOf(seal), seal) ? null : 'the signature of its seal does not fit';
}

async function readSeal(folder: RunFolder): Promise<Seal | null> {
  try {
    return parse(await readFile(folder.at('seal')), folder);
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw fault;
  }
}

function parse(bytes: Buffer, folder: RunFolder): Seal {
  try {
    return form.parse(JSON.parse(bytes.toString('utf8')));
  } catch (cause) {
    const said = `"${folder.at('seal')}" is no seal as Suaka writes it: it was changed; take the run from a copy that is whole`;
    throw new Refusal('bad-input', 'run-not-genuine', said, { cause });
  }
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

function bytesOf({ kind, version, sealedAt, files, publicKey }: Omit<Seal, 'signature'>): Buffer {
  const ordered = Object.fromEntries(Object.entries(files).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return Buffer.from(JSON.stringify({ kind, version, sealedAt, files: ordered, publicKey }), 'utf8');
}
