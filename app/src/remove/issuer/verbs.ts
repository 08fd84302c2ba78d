// Verbs of the issuer: in whose name notices go out, by which country's procedure, and what a recipient can do against one.
import { z } from 'zod';
import { zones } from '../../clocks/index.ts';
import { Refusal } from '../../kit/errors.ts';
import type { Work } from '../../runtime/database.ts';
import { askVerb, doVerb } from '../../verbs/verb.ts';
import { findIssuer, type Issuer, storeIssuer } from './store.ts';

const line = (max: number, missing: string) => z.string().trim().min(1, missing).max(max, `at most ${max} characters`);
const redress = z
  .string()
  .trim()
  .min(10, 'what a recipient can do against a notice, in a sentence at least')
  .max(2000, 'at most 2,000 characters');

export const readIssuer = askVerb({
  name: 'remove.read-issuer',
  permission: 'remove.look',
  input: z.object({}),
  run: ({ client }) => findIssuer({ client }),
});

export const setIssuer = doVerb({
  name: 'remove.set-issuer',
  permission: 'remove.supervise',
  input: z.object({
    unit: line(200, 'the office or unit in whose name notices go out'),
    contact: z.email('the address of an office, such as penghapusan@contoh.example').max(254, 'at most 254 characters'),
    country: z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^[A-Z]{2}$/, 'a country in two letters, such as ID'),
    zone: z.enum(zones, `one of ${zones.join(', ')}`),
    redressId: redress,
    redressEn: redress,
    policeFirst: z.boolean(),
  }),
  async run({ caller, input, now, client, organisationId }) {
    await storeIssuer({ client }, { ...input, by: caller.id, now });
    const { country, zone, policeFirst } = input;
    return { result: null, event: { thing: organisationId, facts: { country, zone, policeFirst } } };
  },
});

/** @throws Refusal `no-issuer` until somebody has set in whose name notices go out. */
export async function needIssuer(work: Work): Promise<Issuer> {
  const issuer = await findIssuer(work);
  if (issuer) return issuer;
  throw new Refusal(
    'conflict',
    'no-issuer',
    'Set first in whose name notices go out: the settings of this desk ask for it',
  );
}
