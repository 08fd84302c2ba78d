// The scan's side of an answer. A process that decoded a hostile file may be in that file's hands, so each of its lines is
// read like any outside input: JSON of an exact shape, or nothing.
import { z } from 'zod';
import { unreadableReasons } from '../types.ts';

const hex = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`));
const side = z.int().min(1).max(65_535);
const quality = z.int().min(0).max(100);

const digests = z.strictObject({
  sizeBytes: z.int().min(0),
  type: z
    .string()
    .regex(/^[a-z]+\/[\w.+; =-]{1,100}$/i)
    .nullable(),
  md5: hex(32),
  sha1: hex(40),
  sha256: hex(64),
  modifiedAtMs: z.number().nullable(),
  changed: z.boolean(),
  more: z.boolean(),
});

const picture = z.strictObject({ width: side, height: side, pdq: hex(64), quality });

const answer = z.union([
  z.strictObject({ digests }),
  z.strictObject({ picture }),
  /** The picture was not understood. */
  z.strictObject({ refused: z.enum(unreadableReasons) }),
  /** The file could not be read: the system's own code, such as `EIO`. */
  z.strictObject({ failed: z.string().regex(/^[A-Z][A-Z0-9_]{1,40}$/) }),
  /** A large file is being read and there is nothing to say yet. */
  z.strictObject({ alive: z.literal(true) }),
]);
export type Answer = z.infer<typeof answer>;

const frame = z.strictObject({ atMs: z.int().min(0), pdq: hex(64), quality });
const videoAnswer = z.union([
  z.strictObject({ size: z.strictObject({ width: side, height: side }) }),
  z.strictObject({ frame }),
  z.strictObject({ alive: z.literal(true) }),
  z.strictObject({ picture }),
  z.strictObject({ refused: z.enum(unreadableReasons) }),
  z.strictObject({ done: z.literal(true) }),
]);
export type VideoAnswer = z.infer<typeof videoAnswer>;

/** @throws Error if the line is no answer. */
export const parseAnswer = (line: string): Answer => answer.parse(JSON.parse(line));

/** @throws Error if the line is no answer. */
export const parseVideoAnswer = (line: string): VideoAnswer => videoAnswer.parse(JSON.parse(line));
