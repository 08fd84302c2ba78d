// Verbs about which rules an organisation may invoke: signing a version off and withdrawing that, and what the organisation
// is, recorded by one person and confirmed by another. A program cannot do any of this: no key holds the permission.
import { z } from 'zod';
import { namesOf } from '../../access/index.ts';
import { fieldsPart } from '../../fields/index.ts';
import { Refusal } from '../../kit/errors.ts';
import { idPattern, newId } from '../../kit/ids.ts';
import type { Work } from '../../runtime/database.ts';
import { answerable } from '../../verbs/caller.ts';
import { askVerb, doVerb } from '../../verbs/verb.ts';
import { authorityKinds } from '../rule.ts';
import { currentRules, findRule } from '../rules.ts';
import { standingsOf } from './standings.ts';
import {
  type Authority,
  findAuthority,
  insertAuthority,
  insertSignOff,
  listAuthorities,
  markAuthority,
  withdrawStanding,
} from './store.ts';

const permission = 'clocks.sign';
const ruleVersion = {
  ruleId: z.string().max(80, 'the id of a rule'),
  version: z.coerce.number('the version of the rule').int('a whole number').min(1, 'the version of the rule'),
};
const authorityId = z.string().regex(idPattern('authority'), 'the id of an authority, such as aut_…');
const day = z.iso.date('a day such as 2027-03-01');
const namedDocument = z.string().trim().min(3, 'where it is written').max(500, 'at most 500 characters');

/** All rules with how they stand here, and the names of who signed. */
export const readRules = askVerb({
  name: 'clocks.read-rules',
  permission: 'clocks.look',
  input: z.object({}),
  async run({ house, now, ...work }) {
    const standings = await standingsOf(work, {}, now);
    const signers = standings.map(({ signOff }) => signOff?.signedBy ?? null);
    return { standings, names: await namesOf(work, house.part(fieldsPart), signers) };
  },
});

/** Signs off that a named person checked this version of a rule against the law, and where that is written. */
export const signRule = doVerb({
  name: 'clocks.sign-rule',
  permission,
  input: z.object({
    ...ruleVersion,
    checkedBy: z.string().trim().min(3, 'who checked it, and in what capacity').max(200, 'at most 200 characters'),
    document: namedDocument,
  }),
  async run({ caller, input, now, ...work }) {
    const { ruleId, version, checkedBy, document } = input;
    const rule = findRule(ruleId, version);
    if (!rule) throw noSuchRule(ruleId, version);
    if (!currentRules(now).includes(rule))
      throw new Refusal('conflict', 'rule-replaced', `Version ${version} of "${ruleId}" is not the one that counts`);
    const signed = { ruleId, ruleVersion: version, checkedBy, document, signedBy: answerable(caller), signedAt: now };
    if (!(await insertSignOff(work, signed)))
      throw new Refusal('conflict', 'rule-signed', `Version ${version} of "${ruleId}" is signed off already`);
    return { result: null, event: { thing: ruleId, facts: { version } } };
  },
});

export const withdrawRuleSignOff = doVerb({
  name: 'clocks.withdraw-rule-sign-off',
  permission,
  input: z.object(ruleVersion),
  async run({ caller, input, now, ...work }) {
    const { ruleId, version } = input;
    if (!(await withdrawStanding(work, { ruleId, ruleVersion: version, by: answerable(caller), now })))
      throw new Refusal('conflict', 'rule-not-signed', `Version ${version} of "${ruleId}" is not signed off`);
    return { result: null, event: { thing: ruleId, facts: { version } } };
  },
});

export const readAuthorities = askVerb({
  name: 'clocks.read-authorities',
  permission: 'clocks.look',
  input: z.object({}),
  async run({ house, ...work }) {
    const authorities = await listAuthorities(work);
    const who = authorities.flatMap(({ recordedBy, confirmedBy, endedBy }) => [recordedBy, confirmedBy, endedBy]);
    return { authorities, names: await namesOf(work, house.part(fieldsPart), who) };
  },
});

/** Records what the organisation is. It counts once another person confirmed it. */
export const recordAuthority = doVerb({
  name: 'clocks.record-authority',
  permission,
  input: z
    .object({
      kind: z.enum(authorityKinds, `one of ${authorityKinds.join(', ')}`),
      document: namedDocument,
      validFrom: day,
      validUntil: day.nullable().default(null),
    })
    .refine(({ validFrom, validUntil }) => validUntil === null || validUntil >= validFrom, {
      message: 'a day that is not before the first one',
      path: ['validUntil'],
    }),
  async run({ caller, input, now, ...work }) {
    const id = newId('authority', now);
    await insertAuthority(work, { ...input, id, recordedBy: answerable(caller), recordedAt: now });
    return { result: { id }, event: { thing: id, facts: { kind: input.kind } } };
  },
});

/** @throws Refusal `confirmer-is-recorder` for whoever recorded it. */
export const confirmAuthority = doVerb({
  name: 'clocks.confirm-authority',
  permission,
  input: z.object({ id: authorityId }),
  async run({ caller, input, now, ...work }) {
    const authority = await openAuthority(work, input.id);
    if (authority.confirmedAt !== null)
      throw new Refusal('conflict', 'authority-confirmed', 'Somebody confirmed this already');
    const by = answerable(caller);
    if (by === authority.recordedBy)
      throw new Refusal('conflict', 'confirmer-is-recorder', 'You recorded this; another person has to confirm it');
    await markAuthority(work, authority.id, 'confirmed', { by, now });
    return { result: null, event: { thing: authority.id, facts: { kind: authority.kind } } };
  },
});

/** Ends an authority from now on. Notices that were sent under it stay what they were. */
export const endAuthority = doVerb({
  name: 'clocks.end-authority',
  permission,
  input: z.object({ id: authorityId }),
  async run({ caller, input, now, ...work }) {
    const authority = await openAuthority(work, input.id);
    await markAuthority(work, authority.id, 'ended', { by: answerable(caller), now });
    return { result: null, event: { thing: authority.id, facts: { kind: authority.kind } } };
  },
});

async function openAuthority(work: Work, id: string): Promise<Authority> {
  const authority = await findAuthority(work, id, 'FOR UPDATE');
  if (!authority) throw new Refusal('not-found', 'no-such-authority', `There is no authority "${id}" here`);
  if (authority.endedAt === null) return authority;
  throw new Refusal('conflict', 'authority-ended', 'This has ended; record it anew where it holds again');
}

const noSuchRule = (id: string, version: number): Refusal =>
  new Refusal('not-found', 'no-such-dated-rule', `There is no version ${version} of a rule "${id}"`);
