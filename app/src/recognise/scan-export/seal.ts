// Writing an export for scanning: records in, the file's bytes out, one chunk in memory at a time.
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import type { Signer } from '../../audit/signing.ts';
import {
  chunkBytes,
  headerLine,
  type PackageHeader,
  packageKey,
  packageMagic,
  sealChunk,
  signedText,
} from './format.ts';
import { publicDigits } from './keys.ts';

export type PackageFacts = Pick<PackageHeader, 'id' | 'recipient' | 'issuedAt' | 'expiresAt'> & { issuer: string };

/** The file of an export. The secret half of its own key is gone with this call: only the recipient opens it again. */
export async function* sealPackage(
  facts: PackageFacts,
  signer: Signer,
  records: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  const { privateKey } = generateKeyPairSync('x25519');
  const { id, recipient, issuedAt, expiresAt } = facts;
  const salt = randomBytes(32).toString('hex');
  const header = headerLine({
    kind: 'suaka-scan-export',
    version: 1,
    id,
    issuer: { name: facts.issuer, publicKey: signer.publicKey },
    recipient,
    ephemeralKey: publicDigits(privateKey),
    salt,
    issuedAt,
    expiresAt,
  });
  const secret = packageKey(privateKey, recipient.publicKey, salt, header);
  const hash = createHash('sha256');
  const seen = (bytes: Buffer): Buffer => {
    hash.update(bytes);
    return bytes;
  };
  yield seen(Buffer.concat([Buffer.from(packageMagic, 'utf8'), header]));
  let index = 0;
  let held: Buffer | null = null; // a chunk leaves when it is known whether another follows
  for await (const chunk of gathered(records)) {
    if (held) yield seen(sealChunk(secret, index++, false, held));
    held = chunk;
  }
  yield seen(sealChunk(secret, index, true, held ?? Buffer.alloc(0)));
  yield Buffer.from(signer.sign(signedText(hash.digest())).signature, 'hex');
}

/** Whole records in pieces of about a chunk. */
async function* gathered(records: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let bytes = 0;
  for await (const record of records) {
    parts.push(record);
    bytes += record.length;
    if (bytes < chunkBytes) continue;
    yield Buffer.concat(parts);
    [parts, bytes] = [[], 0];
  }
  if (parts.length > 0) yield Buffer.concat(parts);
}
