// Verbs of vantage points. A vantage point is the operator's own proxy or the desk's own line; which network and country
// it stands in is a person's word, because "gone from two countries" rests on it.
import { z } from 'zod';
import { namesOf } from '../../../access/index.ts';
import { fieldsPart } from '../../../fields/index.ts';
import { Refusal } from '../../../kit/errors.ts';
import { idPattern, newId } from '../../../kit/ids.ts';
import { answerable } from '../../../verbs/caller.ts';
import { askVerb, doVerb } from '../../../verbs/verb.ts';
import { endVantage, insertVantage, listVantages, vantageTable } from './store.ts';

/** More would ask one host too often; two countries are enough, and a third helps where one fails. */
export const mostVantages = 8;

export const vantageId = z.string().regex(idPattern('vantage'), 'the id of a vantage point, such as vtg_…');

const proxy = z
  .string()
  .trim()
  .max(500, 'at most 500 characters')
  .refine(isProxy, 'the address of a proxy of your own, such as https://user:password@proxy.example:8443')
  .nullable();

function isProxy(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && (url.pathname === '/' || url.pathname === '') && !url.search;
}

/** Whether two addresses lead through the same proxy as the same user: some stand in several countries, each with a user. */
const isSameProxy = (one: string, other: string): boolean => new URL(one).href === new URL(other).href;

export const readVantages = askVerb({
  name: 'remove.read-vantages',
  permission: 'remove.supervise',
  input: z.object({ retired: z.boolean().default(false) }),
  async run({ house, client, input }) {
    const work = { client };
    const rows = await listVantages(work, input.retired);
    const people = rows.map(({ attestedBy }) => attestedBy);
    const names = await namesOf(work, house.part(fieldsPart), people);
    // The proxy's address may hold a password: once given it is used and never shown.
    return rows.map(({ proxy, ...row }) => ({
      ...row,
      ownLine: proxy === null,
      attestedByName: names.get(row.attestedBy) ?? '',
    }));
  },
});
export type Vantage = Awaited<ReturnType<typeof readVantages.perform>>[number];

/** Adds a vantage point; whoever does attests where it stands. @throws Refusal `too-many-vantages`, `own-line-taken`, `proxy-taken`. */
export const addVantage = doVerb({
  name: 'remove.add-vantage',
  permission: 'remove.supervise',
  input: z.object({
    name: z.string().trim().min(1, 'a name to tell it by').max(100, 'at most 100 characters'),
    proxy,
    network: z.coerce
      .number('the number of its network (AS), such as 64500')
      .int('the number of its network (AS), such as 64500')
      .min(1, 'the number of its network (AS), above zero')
      .max(2_147_483_647, 'the number of its network (AS), such as 64500'),
    country: z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^[A-Z]{2}$/, 'a country by its two letters, such as ID'),
  }),
  async run({ house, caller, client, input, now }) {
    const work = { client };
    const standing = await listVantages(work, false);
    if (standing.length >= mostVantages)
      throw new Refusal(
        'conflict',
        'too-many-vantages',
        `There are ${standing.length} vantage points; at most ${mostVantages}`,
        {
          facts: { most: mostVantages },
        },
      );
    if (input.proxy === null && standing.some((each) => each.proxy === null))
      throw new Refusal(
        'conflict',
        'own-line-taken',
        'The desk’s own line is a vantage point already; retire that one first',
      );
    // One line under two names would let what one place sees pass for what two countries see.
    const fields = house.part(fieldsPart);
    const known = await fields.unseal(work, vantageTable, standing, ['proxy']);
    if (input.proxy !== null && known.some(({ proxy: own }) => own !== null && isSameProxy(own, input.proxy!)))
      throw new Refusal('conflict', 'proxy-taken', 'This proxy is a vantage point already; retire that one first');
    const id = newId('vantage', now);
    const sealed = await fields.seal(work, { table: vantageTable, id }, { proxy: input.proxy });
    const { name, network, country } = input;
    await insertVantage(work, {
      id,
      name,
      network,
      country,
      proxy: sealed.proxy,
      attestedBy: answerable(caller),
      attestedAt: now,
    });
    return { result: { id }, event: { thing: id, facts: { network, country, ownLine: input.proxy === null } } };
  },
});

/** Takes a vantage point out of use; what was seen from it stays. @throws Refusal `no-such-vantage`. */
export const retireVantage = doVerb({
  name: 'remove.retire-vantage',
  permission: 'remove.supervise',
  input: z.object({ id: vantageId }),
  async run({ client, input, now }) {
    if (await endVantage({ client }, input.id, now)) return { result: null, event: { thing: input.id } };
    throw new Refusal('not-found', 'no-such-vantage', `There is no vantage point "${input.id}" in use here`);
  },
});
