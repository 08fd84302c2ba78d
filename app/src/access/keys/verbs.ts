// Verbs about API keys: what programs carry instead of a person's session.
import { z } from 'zod';
import { Refusal } from '../../kit/errors.ts';
import { idPattern, newId } from '../../kit/ids.ts';
import type { Work } from '../../runtime/database.ts';
import { askVerb, doVerb } from '../../verbs/verb.ts';
import { readOrganisation } from '../organisations.ts';
import { type Scope, scopeNames, scopesIn } from '../roles.ts';
import { keyText, newToken, tokenHash } from '../tokens.ts';
import { insertKey, readKeys, revokeKey as revoke } from './store.ts';

const permission = 'access.manage-keys';

export const listKeys = askVerb({
  name: 'access.list-keys',
  permission,
  input: z.object({}),
  run: (work) => readKeys(work),
});

/** Makes a key; `key` is the text a program sends, and is shown this once only. */
export const makeKey = doVerb({
  name: 'access.make-key',
  permission,
  input: z.object({
    name: z.string().trim().min(1, 'what uses the key').max(100, 'at most 100 characters'),
    scopes: z.array(z.enum(scopeNames)).min(1, 'at least one scope'),
    requestsAMinute: z.int().min(1, 'from 1 to 1,000,000').max(1_000_000, 'from 1 to 1,000,000').default(600),
    expiresAt: z.date().nullable().default(null),
  }),
  async run({ caller, input, now, ...work }) {
    await refuseForeignScopes(work, input.scopes);
    const id = newId('apiKey', now);
    const secret = newToken();
    const scopes = [...new Set(input.scopes)];
    await insertKey(work, { ...input, id, scopes, madeBy: caller.id, madeAt: now, secretHash: tokenHash(secret) });
    return { result: { id, key: keyText(id, secret) }, event: { thing: id, facts: { scopes } } };
  },
});

/** A platform's programs answer notices and do nothing else. @throws Refusal `scope-not-here`. */
async function refuseForeignScopes(work: Work, scopes: readonly Scope[]): Promise<void> {
  const possible = scopesIn((await readOrganisation(work)).kind);
  const foreign = scopes.find((scope) => !possible.includes(scope));
  if (foreign === undefined) return;
  throw new Refusal(
    'unprocessable',
    'scope-not-here',
    `"${foreign}" is no scope of this organisation; possible are ${possible.join(', ')}`,
    { facts: { scope: foreign }, fields: [{ path: 'scopes', message: `among ${possible.join(', ')}` }] },
  );
}

/** Ends a key at once and for good. */
export const revokeKey = doVerb({
  name: 'access.revoke-key',
  permission,
  input: z.object({ id: z.string().regex(idPattern('apiKey'), 'the id of a key, such as key_…') }),
  async run({ input, now, ...work }) {
    await revoke(work, input.id, now);
    return { result: null, event: { thing: input.id } };
  },
});
