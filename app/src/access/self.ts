// Whoever asks about themselves: such verbs need no permission, only a person who has signed in.
import { Refusal } from '../kit/errors.ts';
import type { Caller } from '../verbs/caller.ts';

/** The id of the person who asks. @throws Refusal `not-signed-in` for a program or for nobody. */
export function selfOf(caller: Caller): string {
  if (caller.kind === 'person' && caller.organisationId !== null) return caller.id;
  throw new Refusal('not-signed-in', 'not-signed-in', 'Sign in as a person first; an API key does not do here');
}
