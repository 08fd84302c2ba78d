// The public log of commitments, as bytes: what a commitment is, how a batch is chained and what is signed. Whoever holds a
// log and the salts computes the same without this desk; the format is version 1 and never changes.
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type Signer, verifySignature } from '../../../audit/signing.ts';

export const saltBytes = 32;
/** A batch is padded to a multiple of this, and holds that many on a day with no notice too. */
export const paddedTo = 32;

const sha256 = (...parts: (string | Uint8Array)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** Of a notice: it hides the notice as long as the salt is secret, and fits no other one. */
export function noticeCommitment(salt: Uint8Array, sealedSha256: Uint8Array): Buffer {
  checkLength('salt', salt);
  checkLength('hash of a sealed notice', sealedSha256);
  return sha256('suaka-notice-commitment-1\n', salt, sealedSha256);
}

/** Of padding. Its own first line keeps a notice from being opened as padding, and padding as a notice. */
export function paddingCommitment(salt: Uint8Array): Buffer {
  checkLength('salt', salt);
  return sha256('suaka-padding-commitment-1\n', salt);
}

function checkLength(what: string, bytes: Uint8Array): void {
  if (bytes.length !== saltBytes) throw new RangeError(`a ${what} of ${bytes.length} bytes; expected ${saltBytes}`);
}

export const newSalt = (): Buffer => randomBytes(saltBytes);

/** How the log of an organisation calls itself: 64 hexadecimal digits that follow from its id and do not tell it. */
export const logOf = (organisationId: string): string => sha256('suaka-notice-log-1\n', organisationId).toString('hex');

/** What the first batch is chained to: the log itself, so that no batch fits into another organisation's log. */
export const firstRoot = (log: string): Buffer => Buffer.from(log, 'hex');

export function batchRoot(
  previous: Uint8Array,
  batch: { number: number; day: string; commitments: readonly Uint8Array[] },
): Buffer {
  const { number, day, commitments } = batch;
  const head = Buffer.from(`suaka-notice-batch-1\n${number}\n${day}\n${commitments.length}\n`, 'utf8');
  return sha256(previous, head, ...commitments);
}

const hexDigits = (count: number) =>
  z.string().regex(new RegExp(`^[0-9a-f]{${count}}$`), `${count} hexadecimal digits in lower case`);

/** One line of the log. The order of the fields is the order in which they are signed; commitments stand under the root. */
export const publishedBatch = z.strictObject({
  kind: z.literal('suaka-notice-batch'),
  version: z.literal(1),
  log: hexDigits(64),
  number: z.int().min(1, 'a number from 1 on'),
  day: z.iso.date('a day such as 2031-03-14'),
  size: z.int().min(1, 'how many commitments there are'),
  root: hexDigits(64),
  madeAt: z.iso.datetime('a time in UTC such as 2031-03-15T17:00:12.000Z'),
  commitments: z.array(hexDigits(64)),
  publicKey: hexDigits(64),
  signature: hexDigits(128),
});
export type PublishedBatch = z.infer<typeof publishedBatch>;
export type BatchHead = Omit<PublishedBatch, 'commitments' | 'signature'>;

/** What a batch's signature is over: its fields but commitments and signature, as JSON without white space. */
export function signedBytes(batch: BatchHead): Buffer {
  const { kind, version, log, number, day, size, root, madeAt, publicKey } = batch;
  return Buffer.from(JSON.stringify({ kind, version, log, number, day, size, root, madeAt, publicKey }), 'utf8');
}

export function signBatch(
  signer: Signer,
  given: Pick<BatchHead, 'log' | 'number' | 'day' | 'size' | 'root' | 'madeAt'>,
): { signature: string; publicKey: string } {
  const { publicKey } = signer;
  return signer.sign(signedBytes({ kind: 'suaka-notice-batch', version: 1, ...given, publicKey }));
}

export const isSigned = (batch: PublishedBatch): boolean => verifySignature(signedBytes(batch), batch);
