// The safe contact, given or taken back. What stands recorded is never shown again: the receipt may be in other hands.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { html } from '../../../kit/html.ts';
import { textButton } from '../../../kit/look/asking.ts';
import { button } from '../../../kit/look/buttons.ts';
import { errorSummary } from '../../../kit/look/form.ts';
import { heading } from '../../../kit/look/layout.ts';
import { comeBack, setContact } from '../../comeback/verbs.ts';
import { askPublicly } from '../publicly.ts';
import { type Answers, answersIn } from '../report-form/answers.ts';
import { contactFields, contactIn, wrongContact } from '../report-form/contact.ts';
import { formWords } from '../report-form/words.ts';
import { showBehind } from './frame.ts';
import { askPresent, withPresent } from './present.ts';
import { sayAboutPhrase } from './said.ts';
import { showReport } from './view.ts';
import { checkWords } from './words.ts';

type Wrong = Readonly<Record<string, string | undefined>>;

export async function showContact(
  request: FastifyRequest,
  reply: FastifyReply,
  given: string,
  wrong: Wrong = {},
): Promise<FastifyReply> {
  const { language } = request;
  const [words, form] = [checkWords(language), formWords(language)];
  const { contact } = words;
  const { ticket, hasRecovery } = await askPublicly(request, comeBack, { ticket: given });
  const problems = Object.entries(wrong).flatMap(([path, message]) =>
    message === undefined ? [] : [{ path, message }],
  );
  const body = html`${heading({ title: contact.title, lead: contact.lead })}
${errorSummary({ language, problems })}<p>${form.steps.contact.hint} ${contact.replace}</p>
${hasRecovery ? askPresent(words, wrong.present) : null}${contactFields(form, typedIn(request), wrong)}`;
  return showBehind(request, reply, {
    ticket,
    screen: 'contact',
    body,
    submits: [button({ label: contact.give, name: 'go', value: 'save-contact' })],
    more: [textButton({ text: contact.drop, name: 'go', value: 'drop-contact' })],
    status: problems.length === 0 ? 200 : 422,
  });
}

/** Whoever is on this page wants to be reached. */
const typedIn = ({ body }: FastifyRequest): Answers => ({ ...answersIn(body), reach: 'yes' });

export async function saveContact(request: FastifyRequest, reply: FastifyReply, given: string): Promise<FastifyReply> {
  const { language } = request;
  const [words, form] = [checkWords(language), formWords(language)];
  const contact = contactIn(typedIn(request));
  const wrong = contact === null ? { way: form.right.way } : wrongContact(typedIn(request), language, form);
  if (Object.keys(wrong).length > 0) return showContact(request, reply, given, wrong);
  let present: string;
  try {
    const ticket = await withPresent(request, given);
    if (ticket !== null) {
      const set = await askPublicly(request, setContact, { ticket, contact: contact as never });
      return await showReport(request, reply, set.ticket, { done: words.contact.saved });
    }
    present = words.wrong.phrase;
  } catch (thrown) {
    present = sayAboutPhrase(thrown, words);
  }
  return showContact(request, reply, given, { present });
}

/** Taking it back asks for nothing more: it can only make someone safer. */
export async function dropContact(request: FastifyRequest, reply: FastifyReply, given: string): Promise<FastifyReply> {
  const { ticket } = await askPublicly(request, setContact, { ticket: given, contact: null });
  return showReport(request, reply, ticket, { done: checkWords(request.language).contact.dropped });
}
