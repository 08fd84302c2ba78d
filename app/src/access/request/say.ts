// Saying a refusal in the reader's language: each desk hands in words for its codes; without any, the English detail.
import type { FastifyRequest } from 'fastify';
import type { Refusal } from '../../kit/errors.ts';
import type { Language } from '../../kit/words.ts';

/** What to say to each code: a text, or one made from the refusal's facts. */
export type RefusalWords = Readonly<Record<string, string | ((facts: Refusal['facts']) => string)>>;

/** What was done, by the name of its verb: "added a person". */
export type EventWords = Readonly<Record<string, string>>;

export function sayRefusal(request: FastifyRequest, refusal: Refusal): string {
  for (const wordsOf of request.server.refusalWords) {
    const said = sayIn(wordsOf, request.language, refusal);
    if (said !== null) return said;
  }
  return refusal.message;
}

/** What an event says was done; the verb's own name where no desk has words for it. */
export function sayEvent(request: FastifyRequest, verb: string): string {
  return new Map(eventNames(request)).get(verb) ?? verb;
}

/** All that the desks have words for, by verb. */
export function eventNames({ server, language }: FastifyRequest): [string, string][] {
  return server.eventWords.flatMap((wordsOf) => Object.entries(wordsOf(language)));
}

function sayIn(wordsOf: (language: Language) => RefusalWords, language: Language, refusal: Refusal): string | null {
  const found = Object.entries(wordsOf(language)).find(([code]) => code === refusal.code)?.[1];
  if (found === undefined) return null;
  return typeof found === 'string' ? found : found(refusal.facts);
}
