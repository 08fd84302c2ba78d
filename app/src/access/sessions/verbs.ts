// What people do with their own sessions. Permission null: whoever is signed in may, about themselves only.
import { z } from 'zod';
import { Refusal } from '../../kit/errors.ts';
import { idPattern } from '../../kit/ids.ts';
import { askVerb, doVerb } from '../../verbs/verb.ts';
import { selfOf } from '../self.ts';
import { endSession as endOne, endSessionsOf, readSessionsOf } from './store.ts';

const sessionId = z.string().regex(idPattern('session'), 'the id of a session, such as ses_…');

export const listMySessions = askVerb({
  name: 'access.list-my-sessions',
  permission: null,
  input: z.object({}),
  run: ({ caller, now, ...work }) => readSessionsOf(work, selfOf(caller), now),
});

/** Ends one of one's own sessions; signing out ends the one in use. */
export const endSession = doVerb({
  name: 'access.end-session',
  permission: null,
  input: z.object({ id: sessionId }),
  async run({ caller, input, ...work }) {
    if (!(await endOne(work, selfOf(caller), input.id)))
      throw new Refusal('not-found', 'session-unknown', `You have no session with the id "${input.id}"`);
    return { result: null, event: { thing: input.id } };
  },
});

/** Ends all of one's own sessions but the one in use. */
export const endOtherSessions = doVerb({
  name: 'access.end-other-sessions',
  permission: null,
  input: z.object({ except: sessionId }),
  async run({ caller, input, ...work }) {
    const person = selfOf(caller);
    const ended = await endSessionsOf(work, person, input.except);
    return { result: { ended }, event: { thing: person, facts: { ended } } };
  },
});
