// A disclosure as a file: lines of JSON that open every commitment of some days of the log, each as a notice or as padding.
import { z } from 'zod';

const hexDigits = (count: number) =>
  z.string().regex(new RegExp(`^[0-9a-f]{${count}}$`), `${count} hexadecimal digits in lower case`);
const day = z.iso.date('a day such as 2031-03-14');
const at = { batch: z.int().min(1, 'a number from 1 on'), place: z.int().min(1, 'a number from 1 on') };
const count = z.int().min(0, 'a number');

export const disclosureLine = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('suaka-notice-disclosure'),
    version: z.literal(1),
    log: hexDigits(64),
    /** Every commitment in the batches of these days is opened; notices sent on them that stand in later batches too. */
    from: day,
    to: day,
    texts: z.boolean(),
    madeAt: z.iso.datetime('a time in UTC such as 2031-03-15T17:00:12.000Z'),
  }),
  z.strictObject({
    kind: z.literal('notice'),
    ...at,
    reference: z.string().min(1).max(20),
    sentOn: day,
    rule: z.string().min(1).max(200),
    ruleVersion: z.int().min(1),
    sealedSha256: hexDigits(64),
    /** Null where the notice's key was destroyed: it can be counted, and not opened any more. */
    salt: hexDigits(64).nullable(),
    /** What exactly was said; null where the text's key was destroyed, left out where texts were not asked for. */
    text: z.string().nullable().optional(),
  }),
  z.strictObject({ kind: z.literal('padding'), ...at, salt: hexDigits(64) }),
  z.strictObject({ kind: z.literal('end'), notices: count, padding: count }),
]);
export type DisclosureLine = z.infer<typeof disclosureLine>;
export type DisclosureHead = Extract<DisclosureLine, { kind: 'suaka-notice-disclosure' }>;
export type DisclosedNotice = Extract<DisclosureLine, { kind: 'notice' }>;
export type DisclosedPadding = Extract<DisclosureLine, { kind: 'padding' }>;
export type Opening = DisclosedNotice | DisclosedPadding;
