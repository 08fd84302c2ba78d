// The second lock: a recovery phrase behind the receipt, chosen or changed. Whoever changes one has to know it.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { html } from '../../../kit/html.ts';
import { button } from '../../../kit/look/buttons.ts';
import { field } from '../../../kit/look/field.ts';
import { heading } from '../../../kit/look/layout.ts';
import { comeBack, setRecovery } from '../../comeback/verbs.ts';
import { newPhrase } from '../../receipt/index.ts';
import { askPublicly } from '../publicly.ts';
import { textIn } from '../sent.ts';
import { showBehind } from './frame.ts';
import { askPresent, withPresent } from './present.ts';
import { sayAboutPhrase } from './said.ts';
import { showReport } from './view.ts';
import { checkWords } from './words.ts';

interface Wrong {
  phrase?: string | undefined;
  present?: string | undefined;
}

export async function showLock(
  request: FastifyRequest,
  reply: FastifyReply,
  given: string,
  wrong: Wrong = {},
): Promise<FastifyReply> {
  const words = checkWords(request.language);
  const { lock } = words;
  const { ticket, hasRecovery, hidesMessages } = await askPublicly(request, comeBack, { ticket: given });
  const hides = textIn(request.body, 'hide') === 'yes' || (hasRecovery && hidesMessages);
  // Shown as it is typed: whoever cannot see what they choose mistypes it, and nobody can open the lock for them.
  const chosen = field({
    type: 'text',
    name: 'phrase',
    label: lock.phrase,
    hint: lock.phraseHint,
    error: wrong.phrase,
    autocomplete: 'off',
  });
  const hide = field({ type: 'checkbox', name: 'hide', label: lock.hide, hint: lock.hideHint, checked: hides });
  const body = html`${heading({ title: lock.title, lead: hasRecovery ? lock.change : lock.lead })}
${hasRecovery ? askPresent(words, wrong.present) : null}${chosen}${hide}<p>${lock.warning}</p>`;
  const submits = [button({ label: lock.set, name: 'go', value: 'set-lock' })];
  const status = wrong.phrase === undefined && wrong.present === undefined ? 200 : 422;
  return showBehind(request, reply, { ticket, screen: 'lock', body, submits, status });
}

export async function setLock(request: FastifyRequest, reply: FastifyReply, given: string): Promise<FastifyReply> {
  const words = checkWords(request.language);
  const phrase = textIn(request.body, 'phrase');
  if (!newPhrase.safeParse(phrase).success) return showLock(request, reply, given, { phrase: words.wrong.newPhrase });
  let present: string | undefined;
  try {
    const ticket = await withPresent(request, given);
    if (ticket !== null) {
      const hideMessages = textIn(request.body, 'hide') === 'yes';
      const set = await askPublicly(request, setRecovery, { ticket, phrase, hideMessages });
      return await showReport(request, reply, set.ticket, { done: words.lock.done });
    }
    present = words.wrong.phrase;
  } catch (thrown) {
    present = sayAboutPhrase(thrown, words);
  }
  return showLock(request, reply, given, { present });
}
