// "I want to contest": one short form, without script and without an account; nothing on it tells what is known here.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { retryAfterSeconds } from '../../../access/http.ts';
import { Refusal } from '../../../kit/errors.ts';
import { type Html, html } from '../../../kit/html.ts';
import { button } from '../../../kit/look/buttons.ts';
import { field } from '../../../kit/look/field.ts';
import { heading, panel } from '../../../kit/look/layout.ts';
import { notice } from '../../../kit/look/notice.ts';
import { contestKinds } from '../../contest/store.ts';
import { fileContest } from '../../contest/verbs.ts';
import { admit } from '../../flood/index.ts';
import { newOnce, once as onceSchema } from '../../receipt/index.ts';
import { sendPublicly } from '../publicly.ts';
import { puzzleOf, type Unanswered } from '../puzzle.ts';
import { showNewReceipt } from '../receipt-page.ts';
import { carryingForm, changesLanguage, showScreen } from '../screen.ts';
import { textIn } from '../sent.ts';
import { showPublic } from '../show.ts';
import { contestWords } from './words.ts';

export const contestPath = '/contest';

export function registerContest(scope: FastifyInstance): void {
  scope.get(contestPath, (request, reply) => {
    const main = formOf(request, { once: newOnce(), kind: '', subject: '', statement: '' });
    return showPublic(request, reply, { title: contestWords(request.language).title, main });
  });
  scope.post(contestPath, send);
}

interface Filled {
  once: string;
  kind: string;
  subject: string;
  statement: string;
}

interface Said {
  wrong?: Partial<Record<'kind' | 'subject' | 'statement', string>>;
  over?: string;
  puzzle?: Unanswered;
}

function formOf(request: FastifyRequest, filled: Filled, { wrong = {}, over, puzzle }: Said = {}): Html {
  const { language, method } = request;
  const words = contestWords(language);
  const { once, kind, subject, statement } = filled;
  const kinds = contestKinds.map((value) => ({ value, label: words.kinds[value] }));
  const body = html`${field({ type: 'radios', name: 'kind', label: words.kind, options: kinds, value: kind, error: wrong.kind })}
${field({ type: 'textarea', name: 'subject', label: words.subject, hint: words.subjectHint, value: subject, rows: 2, error: wrong.subject })}
${field({ type: 'textarea', name: 'statement', label: words.statement, hint: words.statementHint, value: statement, rows: 5, error: wrong.statement })}
${puzzleOf(language, puzzle)}`;
  return html`${over === undefined ? null : notice({ tone: 'info', title: over })}
${heading({ title: words.heading, lead: words.lead })}
${carryingForm({
  language,
  action: contestPath,
  carried: { once },
  body,
  submits: [button({ label: words.send })],
  linksLanguage: method === 'GET',
})}
${panel({ title: words.tell, body: html`<ul>${Object.values(words.tells).map((each) => html`<li>${each}</li>`)}</ul>` })}`;
}

async function send(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const stays = changesLanguage(request);
  const { body } = request;
  const once = textIn(body, 'once');
  const filled: Filled = {
    once: onceSchema.safeParse(once).success ? once : newOnce(),
    kind: textIn(body, 'kind'),
    subject: textIn(body, 'subject'),
    statement: textIn(body, 'statement'),
  };
  if (stays) return show(request, reply, filled, {}, 200);
  const input = { ...filled, language: request.language } as never;
  const wrong = wrongIn(request, input);
  if (wrong) return show(request, reply, filled, { wrong }, 422);
  try {
    const given = { ticket: textIn(body, 'puzzle'), answer: textIn(body, 'answer') };
    const admission = admit(request, 'filing', given);
    if (!admission.admitted) return await show(request, reply, filled, { puzzle: admission }, 422);
    const { reference, receipt } = await sendPublicly(request, fileContest, input);
    return await showNewReceipt(request, reply, { of: 'contest', once: filled.once, reference, receipt });
  } catch (thrown) {
    if (!(thrown instanceof Refusal && thrown.code === 'flood-wait')) throw thrown;
    reply.header('retry-after', retryAfterSeconds(thrown) ?? 60);
    return show(request, reply, filled, { over: contestWords(request.language).wait }, 429);
  }
}

/** What is wrong, by field: the verb's own schema says so, this page only puts it into words. */
function wrongIn({ language }: FastifyRequest, input: never): Said['wrong'] | null {
  const parsed = fileContest.input.safeParse(input);
  if (parsed.success) return null;
  const { right } = contestWords(language);
  const faulty = new Set(parsed.error.issues.map(({ path: [name] }) => String(name)));
  return Object.fromEntries(Object.entries(right).filter(([name]) => faulty.has(name)));
}

function show(
  request: FastifyRequest,
  reply: FastifyReply,
  filled: Filled,
  said: Said,
  status: number,
): Promise<FastifyReply> {
  const main = formOf(request, filled, said);
  return showScreen(request, reply, { title: contestWords(request.language).title, main, status });
}
