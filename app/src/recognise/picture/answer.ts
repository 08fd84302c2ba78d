// The server's side of an answer. A process that decoded a hostile file may be in that file's hands, so its line is read
// like any outside input: JSON of an exact shape, or nothing.
import { fromHex } from '@suaka/pdq';
import type { Variant } from '@suaka/pdq';
import { z } from 'zod';
import { PictureRefused, refusalCodes } from './facts.ts';
import type { PictureFacts } from './facts.ts';

/** What the process itself says of a picture; the server adds what it knew before. */
export type DecodedFacts = Omit<PictureFacts, 'format' | 'bytes'>;

const hex = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`));
const hash = hex(64).transform(fromHex);
const side = z.int().positive();

const variantsShape = z.strictObject({
  original: hash,
  rotate90: hash,
  rotate180: hash,
  rotate270: hash,
  flipX: hash,
  flipY: hash,
  flipPlus1: hash,
  flipMinus1: hash,
} satisfies Record<Variant, typeof hash>);

const factsShape = z.strictObject({
  hash,
  quality: z.int().min(0).max(100),
  width: side,
  height: side,
  md5: hex(32),
  sha1: hex(40),
  sha256: hex(64),
  variants: variantsShape.optional(),
});

const refusalShape = z.strictObject({ code: z.enum(refusalCodes), detail: z.string().max(1000) });

const answerShape = z.union([z.strictObject({ facts: factsShape }), z.strictObject({ refused: refusalShape })]);

/**
 * The facts in an answer line.
 * @throws PictureRefused if the answer is a refusal; another Error if it is no answer at all.
 */
export function parseAnswer(line: string): DecodedFacts {
  const answer = answerShape.parse(JSON.parse(line));
  if ('refused' in answer) throw new PictureRefused(answer.refused.code, answer.refused.detail);
  return answer.facts;
}
