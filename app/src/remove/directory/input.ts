// What an entry of the directory may say, as forms and programs give it. Empty text is nothing.
import { parse } from 'tldts';
import { z } from 'zod';
import { mailAddress, webhookSecret } from '../../outside/index.ts';
import { platforms } from '../../kit/identifiers/index.ts';
import { idPattern } from '../../kit/ids.ts';
import { platformKinds, ways } from './store.ts';

export const platformId = z.string().regex(idPattern('platform'), 'the id of an entry, such as plt_…');

const maybe = <Schema extends z.ZodType<string, string>>(schema: Schema) =>
  z
    .union([z.literal('').transform(() => null), z.null(), schema])
    .optional()
    .transform((value) => value ?? null);

const codes = new Set(platforms.map(({ code }) => code));
const https = (what: string) =>
  z.url({ protocol: /^https$/, error: `an address such as https://${what}` }).max(500, 'at most 500 characters');

/** Whether a domain is somebody's own: under co.id or blogspot.com stands the world. */
function isOwnDomain(domain: string): boolean {
  const { isIp, domain: registered } = parse(domain, { allowPrivateDomains: true });
  return !isIp && registered !== null && /^[a-z0-9.-]+$/.test(domain) && domain.length <= 253;
}

/** Domains with a space, a comma or a line between them. */
const domains = z
  .string()
  .default('')
  .transform((text) =>
    [
      ...new Set(
        text
          .toLowerCase()
          .split(/[\s,]+/)
          .filter(Boolean),
      ),
    ].toSorted(),
  )
  .refine((list) => list.length <= 50, 'at most 50 domains')
  .refine((list) => list.every(isOwnDomain), 'domains of its own, such as contoh.example');

export const entry = z
  .object({
    name: z.string().trim().min(1, 'its name').max(120, 'at most 120 characters'),
    kind: z.enum(platformKinds, `one of ${platformKinds.join(', ')}`),
    code: maybe(z.string().refine((code) => codes.has(code), 'a platform that reports can name, such as instagram')),
    country: maybe(z.string().regex(/^[A-Z]{2}$/, 'two capital letters, such as ID')),
    language: z.enum(['id', 'en'], 'id or en'),
    way: z.enum(ways, `one of ${ways.join(', ')}`),
    mail: maybe(mailAddress),
    webhook: maybe(https('contoh.example/laporan')),
    /** Agreed with them before; where none is given and none stands, one is made. */
    webhookSecret: maybe(webhookSecret),
    /** Makes a new one in place of what stands. */
    newSecret: z.boolean().default(false),
    form: maybe(https('contoh.example/lapor')),
    domains,
    /** The autonomous system that a host keeps: what lies in it leads to this entry. */
    network: z
      .union([
        z.literal('').transform(() => null),
        z.null(),
        z.coerce
          .number('a number such as 64500')
          .int('a number such as 64500')
          .min(1, 'a number such as 64500')
          .max(2 ** 31 - 1, 'a number such as 64500'),
      ])
      .optional()
      .transform((value) => value ?? null),
    opening: z.string().trim().max(2000, 'at most 2,000 characters').default(''),
    source: z.string().trim().max(500, 'at most 500 characters').default(''),
  })
  .superRefine(({ way, mail, webhook, form, kind, code, network }, context) => {
    const missing = { mail: mail === null, webhook: webhook === null, form: form === null, desk: false }[way];
    if (missing) context.addIssue({ code: 'custom', path: [way], message: `its notices go by ${way}: say where` });
    if (code !== null && kind !== 'platform')
      context.addIssue({
        code: 'custom',
        path: ['code'],
        message: 'only a platform is named by reports; leave it empty',
      });
    if (network !== null && kind !== 'host')
      context.addIssue({ code: 'custom', path: ['network'], message: 'only a host keeps a network; leave it empty' });
  });
export type Entry = z.output<typeof entry>;
