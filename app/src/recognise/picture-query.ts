// A picture offered for matching becomes hashes here, and nothing else of it goes on: the bytes are dropped.
import { Refusal, type RefusalKind } from '../kit/errors.ts';
import { type House, partKey } from '../runtime/house.ts';
import { type PictureFacts, type PictureReader, PictureRefused, type RefusalCode } from './picture/index.ts';

export const pictureReaderKey = partKey<PictureReader>('recognise.picture-reader');

/** How each reason not to read a picture is answered. */
const kinds: Record<RefusalCode, RefusalKind> = {
  empty: 'bad-input',
  'too-large': 'too-large',
  'not-a-picture': 'unsupported',
  unsupported: 'unsupported',
  damaged: 'unprocessable',
  animated: 'unprocessable',
  'too-many-pixels': 'too-large',
  'took-too-long': 'unprocessable',
  'ran-out-of-memory': 'unprocessable',
  'reader-crashed': 'unprocessable',
  busy: 'unavailable',
};

export interface HashQuery {
  algorithm: 'pdq' | 'md5' | 'sha1' | 'sha256';
  hash: string;
  quality: number | null;
  /** Which turned or mirrored form of the picture it is. */
  form?: string;
}

/** The hashes that a picture is asked about by: its PDQ hash, the three cryptographic ones, and on request the other forms. */
export async function hashesOfPicture(
  house: House,
  bytes: Buffer,
  variants: boolean,
): Promise<{ facts: PictureFacts; queries: HashQuery[] }> {
  const facts = await readPicture(house, bytes, variants);
  const hex = (hash: Uint8Array) => Buffer.from(hash).toString('hex');
  const forms = Object.entries(facts.variants ?? {}).filter(([form]) => form !== 'original');
  return {
    facts,
    queries: [
      { algorithm: 'pdq', hash: hex(facts.hash), quality: facts.quality },
      { algorithm: 'md5', hash: facts.md5, quality: null },
      { algorithm: 'sha1', hash: facts.sha1, quality: null },
      { algorithm: 'sha256', hash: facts.sha256, quality: null },
      ...forms.map(([form, hash]) => ({ algorithm: 'pdq' as const, hash: hex(hash), quality: facts.quality, form })),
    ],
  };
}

/** @throws Refusal `picture-…` for every reason a picture cannot be read. */
export async function readPicture(house: House, bytes: Buffer, variants = false): Promise<PictureFacts> {
  try {
    return await house.part(pictureReaderKey).read(bytes, { variants });
  } catch (fault) {
    if (fault instanceof PictureRefused)
      throw new Refusal(kinds[fault.code], `picture-${fault.code}`, fault.message, { cause: fault });
    throw fault;
  }
}
