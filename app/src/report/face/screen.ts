// Screens of the public face that a form leads through: what was told stands in the form, so the language is changed by
// a button of that form, and the browser's title says nothing.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Html, html, type Piece } from '../../kit/html.ts';
import { textButton, textButtons } from '../../kit/look/asking.ts';
import { actions } from '../../kit/look/buttons.ts';
import { openForm } from '../../kit/look/public.ts';
import { isLanguage, type Language } from '../../kit/words.ts';
import { showPublic } from './show.ts';

/** Names and values that a form carries on; what is missing is left out. */
export type Carried = Readonly<Record<string, string | undefined>>;

/** A form of the face. `submits` are its buttons, the first of them being what the Enter key does. */
export function carryingForm(options: {
  language: Language;
  action: string;
  carried: Carried;
  body?: Piece;
  submits: readonly Piece[];
  /** Buttons that are rarely wanted. */
  more?: readonly Html[];
  /** Whether the page has a link for the other language, because nothing can be lost by following it. */
  linksLanguage?: boolean;
}): Html {
  const { language, action, carried, body, submits, more = [], linksLanguage = false } = options;
  const hidden = Object.fromEntries(
    Object.entries(carried).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value]])),
  );
  const last = linksLanguage ? more : [...more, languageButton(language)];
  return openForm({
    language,
    action,
    hidden,
    body: html`${body}${actions(...submits)}${last.length === 0 ? null : textButtons(...last)}`,
  });
}

function languageButton(language: Language): Html {
  return language === 'id'
    ? textButton({ text: 'English', name: 'speak', value: 'en', lang: 'en' })
    : textButton({ text: 'Bahasa Indonesia', name: 'speak', value: 'id', lang: 'id' });
}

/** Whether the button for the other language was pressed; the request speaks that language from then on. */
export function changesLanguage(request: FastifyRequest): boolean {
  const wanted: unknown = (request.body as Record<string, unknown> | undefined)?.speak;
  if (typeof wanted !== 'string' || !isLanguage(wanted)) return false;
  request.language = wanted;
  return true;
}

/** Sends a screen that is the answer to a form. */
export function showScreen(
  request: FastifyRequest,
  reply: FastifyReply,
  screen: { title: string; main: Html; status?: number; scripts?: readonly string[] },
): Promise<FastifyReply> {
  return showPublic(request, reply, { ...screen, ownLanguageButton: true });
}
