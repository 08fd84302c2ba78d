// What the receipt of a contest shows: whether it was decided, until when it will be, and what the desk wrote. The same
// words whatever was decided.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../../kit/errors.ts';
import { formatDate } from '../../../kit/formats.ts';
import { html } from '../../../kit/html.ts';
import { askWords, letters, textButton } from '../../../kit/look/asking.ts';
import { button } from '../../../kit/look/buttons.ts';
import { heading, stack } from '../../../kit/look/layout.ts';
import { moment } from '../../../kit/look/moment.ts';
import { notice } from '../../../kit/look/notice.ts';
import { comeBackToContest, writeAboutContest } from '../../contest/verbs.ts';
import { keepPace } from '../../flood/index.ts';
import { askPublicly, sendPublicly } from '../publicly.ts';
import { carryingForm, changesLanguage, showScreen } from '../screen.ts';
import { textIn } from '../sent.ts';
import { contestWords } from './words.ts';

const openPath = '/contest/open';

interface Told {
  done?: string;
  wrong?: string;
  status?: number;
}

export function registerContestView(scope: FastifyInstance): void {
  scope.post(openPath, async (request, reply) => {
    keepPace(request);
    const stays = changesLanguage(request);
    const ticket = textIn(request.body, 'ticket');
    return !stays && textIn(request.body, 'go') === 'write'
      ? write(request, reply, ticket)
      : showContest(request, reply, ticket);
  });
}

/** Shows where the contest stands. The form behind it carries the ticket on. */
export async function showContest(
  request: FastifyRequest,
  reply: FastifyReply,
  given: string,
  { done, wrong, status = wrong === undefined ? 200 : 422 }: Told = {},
): Promise<FastifyReply> {
  const { language } = request;
  const { title, view: say } = contestWords(language);
  const seen = await askPublicly(request, comeBackToContest, { ticket: given });
  const written = seen.messages.map(({ fromDesk, body, writtenAt }) => ({
    own: !fromDesk,
    from: fromDesk ? say.desk : say.you,
    when: moment({ language, at: writtenAt }),
    text: body,
  }));
  const state = seen.decided
    ? heading({ title: say.decided, lead: say.decidedText })
    : html`${heading({ title: say.waiting, lead: say.waitingText })}<p>${say.until(formatDate(language, seen.dueAt))}</p>`;
  const draft = done === undefined ? textIn(request.body, 'body') : '';
  const body = html`${done === undefined ? null : notice({ tone: 'success', title: done })}
<p class="note">${say.title} · ${say.reference(seen.reference)}</p>${state}<p class="note">${say.never}</p>
${stack(html`<h2>${say.messages}</h2>`, written.length === 0 ? html`<p>${say.none}</p>` : letters(written))}
${askWords({ name: 'body', title: say.write, hint: say.writeHint, rows: 4, value: draft, error: wrong, level: 2 })}`;
  const main = carryingForm({
    language,
    action: openPath,
    carried: { ticket: seen.ticket },
    body,
    submits: [button({ label: say.send, name: 'go', value: 'write' })],
    more: [textButton({ text: say.again, name: 'go', value: 'see' })],
  });
  return showScreen(request, reply, { title, main, status });
}

async function write(request: FastifyRequest, reply: FastifyReply, ticket: string): Promise<FastifyReply> {
  const { view: say } = contestWords(request.language);
  const given = { ticket, body: textIn(request.body, 'body') };
  if (!writeAboutContest.input.safeParse(given).success)
    return showContest(request, reply, ticket, { wrong: say.wrongBody });
  try {
    const written = await sendPublicly(request, writeAboutContest, given);
    return await showContest(request, reply, written.ticket, { done: say.sent });
  } catch (thrown) {
    const said: Record<string, string> = { 'enough-for-today': say.enough, 'record-erased': say.erased };
    const wrong = thrown instanceof Refusal ? said[thrown.code] : undefined;
    if (wrong === undefined) throw thrown;
    return showContest(request, reply, ticket, { wrong, status: (thrown as Refusal).status });
  }
}
