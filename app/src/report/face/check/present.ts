// The phrase that stands behind a receipt, asked for where something is changed that only its owner may change.
import type { FastifyRequest } from 'fastify';
import type { Html } from '../../../kit/html.ts';
import { field } from '../../../kit/look/field.ts';
import { givePhrase } from '../../comeback/verbs.ts';
import { askPublicly } from '../publicly.ts';
import { textIn } from '../sent.ts';
import type { CheckWords } from './words.ts';

export function askPresent({ lock }: CheckWords, error: string | undefined): Html {
  return field({ type: 'text', name: 'present', label: lock.first, hint: lock.firstText, error, autocomplete: 'off' });
}

/** The ticket with the phrase given, where one was typed; null when it is another phrase. */
export async function withPresent(request: FastifyRequest, ticket: string): Promise<string | null> {
  const phrase = textIn(request.body, 'present');
  return phrase === '' ? ticket : (await askPublicly(request, givePhrase, { ticket, phrase })).ticket;
}
