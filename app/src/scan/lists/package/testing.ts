// What the tests of packages share: a made-up desk's key, a recipient's, and packages sealed with them.
import { createHash, createPrivateKey, type KeyObject } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { type Signer, signerFromSeed } from '../../../audit/signing.ts';
import { newScanKey, scanPackage, sealPackage } from '../../../recognise/index.ts';
import { testTime } from '../testing.ts';

const { packEntry, packList, packWord } = scanPackage;

export const desk: Signer = signerFromSeed(createHash('sha256').update('made-up desk').digest());
export const stranger: Signer = signerFromSeed(createHash('sha256').update('made-up stranger').digest());
export const recipient = newScanKey();
export const secret: KeyObject = createPrivateKey(recipient.secretPem);

export const codeOf = (name: string | number): Buffer => createHash('sha256').update(`made up ${name}`).digest();

export const madeUpList = {
  code: 'MADE_UP',
  name: 'Made-up list',
  ground: 'grooming',
  legalBasis: 'None, made up',
  radiusBits: 20,
  qualityFloor: 60,
};

/** One PDQ hash, one of each digest with a classification. */
export function someRecords(): Buffer[] {
  return [
    packList(madeUpList),
    packEntry({ algorithm: 'pdq', code: codeOf('pdq'), number: 7, list: 0, word: null }),
    packWord('A1'),
    packEntry({ algorithm: 'md5', code: codeOf('md5').subarray(0, 16), number: 8, list: 0, word: 0 }),
    packEntry({ algorithm: 'sha1', code: codeOf('sha1').subarray(0, 20), number: 9, list: 0, word: 0 }),
    packEntry({ algorithm: 'sha256', code: codeOf('sha256'), number: 4_294_967_295, list: 0, word: 0 }),
  ];
}

export const facts = {
  id: 'exp_madeup',
  issuer: 'Made-up Agency',
  recipient: { name: 'Made-up Cyber Unit', publicKey: recipient.publicKey },
  issuedAt: testTime.toISOString(),
  expiresAt: '2031-04-13T00:00:00.000Z',
};

/** The file of a package. */
export async function sealed(records: Iterable<Buffer> = someRecords(), signer = desk, more = {}): Promise<Buffer> {
  async function* each(): AsyncGenerator<Buffer> {
    yield* records;
  }
  return buffer(sealPackage({ ...facts, ...more }, signer, each()));
}
