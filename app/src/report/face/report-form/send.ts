// Sending the form: one more question first while there is a flood, then the verb that files it, once.
import type { FastifyRequest } from 'fastify';
import { retryAfterSeconds } from '../../../access/http.ts';
import { Refusal } from '../../../kit/errors.ts';
import { type FiledPublicly, fileReport } from '../../filing/verbs.ts';
import { admit } from '../../flood/index.ts';
import { sendPublicly } from '../publicly.ts';
import { textIn } from '../sent.ts';
import { toldBy } from './filing.ts';
import type { Filled } from './form.ts';
import type { Held } from './review.ts';
import { formWords } from './words.ts';

/** It is with the desk; or it was not sent yet, and this has to be said or asked first. */
export type Sending = { filed: FiledPublicly } | { held: Held; status: number; retryAfterSeconds?: number | null };

export async function send(request: FastifyRequest, filled: Filled): Promise<Sending> {
  try {
    const given = { ticket: textIn(request.body, 'puzzle'), answer: textIn(request.body, 'answer') };
    const admission = admit(request, 'filing', given);
    if (!admission.admitted) return { held: { puzzle: admission }, status: 422 };
    return { filed: await file(request, filled) };
  } catch (thrown) {
    const sending = thrown instanceof Refusal ? heldBy(request, thrown) : null;
    if (sending) return sending;
    throw thrown;
  }
}

const file = (request: FastifyRequest, { answers, once }: Filled): Promise<FiledPublicly> =>
  sendPublicly(request, fileReport, { ...toldBy(answers, request.language), once } as never);

/** What a person can do something about is said on the review, with all answers still there. */
function heldBy({ language }: FastifyRequest, refusal: Refusal): Sending | null {
  const { review, right } = formWords(language);
  const seconds = retryAfterSeconds(refusal);
  const { status } = refusal;
  if (refusal.code === 'flood-wait')
    return { held: { said: review.wait(Math.ceil((seconds ?? 60) / 60)) }, status, retryAfterSeconds: seconds };
  if (refusal.code === 'not-set-up') return { held: { said: review.nobody }, status };
  return refusal.code === 'sent-twice' ? { held: { said: right.again }, status } : null;
}
