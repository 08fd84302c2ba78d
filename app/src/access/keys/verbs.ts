// Verbs about API keys: what programs carry instead of a person's session.
import { z } from 'zod';
import { idPattern, newId } from '../../kit/ids.ts';
import { askVerb, doVerb } from '../../verbs/verb.ts';
import { scopeNames } from '../roles.ts';
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
    const id = newId('apiKey', now);
    const secret = newToken();
    const scopes = [...new Set(input.scopes)];
    await insertKey(work, { ...input, id, scopes, madeBy: caller.id, madeAt: now, secretHash: tokenHash(secret) });
    return { result: { id, key: keyText(id, secret) }, event: { thing: id, facts: { scopes } } };
  },
});

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
