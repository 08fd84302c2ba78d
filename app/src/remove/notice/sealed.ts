// What exactly a notice says: the document that is sealed at sending, hashed, delivered and committed to. Its bytes never
// change afterwards; every form in which it goes out (mail, webhook, platform desk, DSA Article 16) is made from it alone.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { grounds } from '../states.ts';

const text = (max: number) => z.string().min(1).max(max);

export const sealedNotice = z.strictObject({
  kind: z.literal('suaka-notice'),
  version: z.literal(1),
  reference: text(9),
  issuedAt: z.iso.datetime(),
  language: z.enum(['id', 'en']),
  issuer: z.strictObject({ name: text(200), contact: text(300) }),
  recipient: z.strictObject({ name: text(120), country: z.string().length(2).nullable() }),
  basis: z.enum(['statutory', 'voluntary']),
  ground: z.enum(grounds),
  reach: z.enum(['items', 'site', 'registrar']),
  /** The rule it stands on; null where none does. Of voluntary ones it names no deadline. */
  rule: z
    .strictObject({
      id: text(80),
      version: z.int().min(1),
      citation: text(500),
      /** The time it gives; null where it names none. */
      within: z
        .strictObject({ unit: z.enum(['hours', 'calendar-days', 'business-days']), count: z.int().min(1) })
        .nullable(),
    })
    .nullable(),
  /** Of an order, the country in which it has effect; null for a request, which asks for no bounds. */
  territory: z.string().length(2).nullable(),
  /** By what authority the issuer invokes the rule. */
  authority: text(500).nullable(),
  ladder: z.strictObject({ id: text(80), rung: text(80), number: z.int().min(0) }),
  /** The notice that this one follows on its ladder. */
  after: text(9).nullable(),
  /** What this recipient asks every notice to say. */
  opening: text(2000).nullable(),
  reasons: text(10_000),
  proportionality: text(10_000).nullable(),
  items: z
    .array(
      z.strictObject({
        number: z.int().min(1),
        kind: z.enum(['url', 'account', 'phone', 'group']),
        /** Exactly what is to be removed: an address as it opens, an account or a number in its normal form. */
        address: text(4000),
      }),
    )
    .min(1)
    .max(500),
  /** What the recipient can do against it, and whom to ask. */
  redress: text(2000),
  goodFaith: text(1000),
  /** That the content itself is kept out of the answer, and what is to be preserved for police. */
  preserve: text(2000).nullable(),
});
export type SealedNotice = z.infer<typeof sealedNotice>;

/** The bytes that are sealed: the document's fields in the order above. */
export const sealedBytes = (notice: SealedNotice): Buffer =>
  Buffer.from(JSON.stringify(sealedNotice.parse(notice)), 'utf8');

/** @throws ZodError where the bytes are no notice. */
export const readSealedNotice = (bytes: Uint8Array): SealedNotice =>
  sealedNotice.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));

export const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();
