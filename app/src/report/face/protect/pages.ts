// "Protect my picture": the fingerprints are computed on the person's own device, and only they are sent. Everything
// but that works without JavaScript; the address stays the same on every screen and says nothing.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { publicOrganisationId } from '../../../access/index.ts';
import { retryAfterSeconds } from '../../../access/http.ts';
import { Refusal } from '../../../kit/errors.ts';
import { pageSecurityWithWasm } from '../../../runtime/http.ts';
import { nobody } from '../../../verbs/caller.ts';
import { type Admission, admit, evenly } from '../../flood/index.ts';
import { newOnce } from '../../receipt/index.ts';
import { submitFingerprints, type Submitted } from '../../submission/verbs.ts';
import { showNewReceipt } from '../receipt-page.ts';
import { changesLanguage, showScreen } from '../screen.ts';
import { textIn } from '../sent.ts';
import { showPublic } from '../show.ts';
import { type Said, screenOf } from './screens.ts';
import { leadsTo, missingUpTo, printsIn, protectPath, type Sent, sentIn, type Step } from './steps.ts';
import { type ProtectWords, protectWords } from './words.ts';

export function registerProtect(scope: FastifyInstance): void {
  const options = { helmet: pageSecurityWithWasm(scope.house.configuration) };
  scope.get(protectPath, options, begin);
  scope.post(protectPath, options, takeStep);
}

const scripts = ['protect'];

/** The form's token is made with its first screen, so that the form is one however often it is sent. */
function begin(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const main = screenOf(
    request,
    { once: newOnce(), prints: '', answers: {}, consent: false, changing: false },
    'begin',
  );
  return showPublic(request, reply, { title: protectWords(request.language).title, main, scripts });
}

async function takeStep(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const stays = changesLanguage(request);
  const given = sentIn(request.body);
  const sent: Sent = stays ? { ...given, go: 'stay' } : given;
  const to = leadsTo(sent);
  const needed = sent.go === 'next' ? sent.at : sent.go === 'send' ? 'review' : null;
  const missing = needed && missingUpTo(needed, sent);
  const words = protectWords(request.language);
  if (missing) return show(request, reply, sent, missing, { error: rightFor(missing, words) }, 422);
  if (sent.go === 'send') return sendIt(request, reply, sent);
  const changing = to !== 'review' && (sent.changing || sent.go.startsWith('change-'));
  return show(request, reply, { ...sent, changing }, to, {}, 200);
}

const rightFor = (step: Step, words: ProtectWords): string => words[step].missing;

function show(
  request: FastifyRequest,
  reply: FastifyReply,
  sent: Sent,
  step: Step,
  said: Said,
  status: number,
): Promise<FastifyReply> {
  const main = screenOf(request, sent, step, said);
  const { title } = protectWords(request.language);
  return showScreen(request, reply, { title, main, status, ...(step === 'begin' ? { scripts } : {}) });
}

async function sendIt(request: FastifyRequest, reply: FastifyReply, sent: Sent): Promise<FastifyReply> {
  const words = protectWords(request.language);
  if (!sent.consent) return show(request, reply, sent, 'review', { error: words.review.missing }, 422);
  try {
    const admission = admitted(request);
    if (!admission.admitted) return await show(request, reply, sent, 'review', { puzzle: admission }, 422);
    const { receipt } = await submit(request, sent);
    return await showNewReceipt(request, reply, { of: 'submission', once: sent.once, reference: null, receipt });
  } catch (thrown) {
    if (!(thrown instanceof Refusal && thrown.code === 'flood-wait')) throw thrown;
    reply.header('retry-after', retryAfterSeconds(thrown) ?? 60);
    return show(request, reply, sent, 'review', { over: words.wait }, 429);
  }
}

const admitted = (request: FastifyRequest): Admission =>
  admit(request, 'filing', { ticket: textIn(request.body, 'puzzle'), answer: textIn(request.body, 'answer') });

async function submit(request: FastifyRequest, { once, prints, answers }: Sent): Promise<Submitted> {
  const { house } = request.server;
  const caller = { ...nobody, organisationId: await publicOrganisationId(house) };
  const given = {
    once,
    pictures: printsIn(prints)!,
    minor: answers.minor === 'minor',
    scope: answers.scope as 'this-desk',
    lifetimeMonths: Number(answers.lifetime),
    consent: true as const,
    language: request.language,
  };
  return evenly(request.server, () => submitFingerprints(house, caller, given));
}
