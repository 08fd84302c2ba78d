// What every desk's page is made of: who asks, in which words, how to ask verbs in their name, and how a form that was
// refused comes back. Desks add their own words and their ways along the top.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { formatNumber } from '../kit/formats.ts';
import type { Html } from '../kit/html.ts';
import { moment } from '../kit/look/moment.ts';
import { call, checkPermission, may, type Verb } from '../verbs/verb.ts';
import { csrfToken } from './request/forgery.ts';
import { attemptForm, type Problems } from './request/forms.ts';

export interface Sight<W> {
  request: FastifyRequest;
  reply: FastifyReply;
  words: W;
  csrf: string;
  ask: <Given, Output>(verb: Verb<Given, Output>, input: Given) => Promise<Output>;
  may: (verb: Verb<never, unknown>) => boolean;
  number: (value: number) => string;
  moment: (at: Date) => Html;
}

export function sightOf<W>(request: FastifyRequest, reply: FastifyReply, words: W): Sight<W> {
  return {
    request,
    reply,
    words,
    csrf: csrfToken(request),
    ask: (verb, input) => call(request.server.house, verb, request.caller, input),
    may: (verb) => may(request.caller, verb),
    number: (value) => formatNumber(request.language, value),
    moment: (at) => moment({ language: request.language, at }),
  };
}

/** Carries out what a form asks for; a refusal brings the form back with what was wrong and what was typed. */
export async function submit(
  { request, words }: Sight<{ right: Readonly<Record<string, string>> }>,
  work: () => Promise<FastifyReply>,
  again: (problems: Problems) => Promise<FastifyReply>,
): Promise<FastifyReply> {
  const { done, problems } = await attemptForm(request, words.right, work);
  return problems ? again(problems) : done;
}

/** For a page that only leads to a verb: whoever may not use it is refused before the form. */
export function onlyWhoMay(verb: Verb<never, unknown>) {
  return { onRequest: async (request: FastifyRequest) => checkPermission(verb, request.caller) };
}

/** What was typed into a form, as text by name. */
export function typed(request: FastifyRequest): Record<string, string> {
  const body = (request.body ?? {}) as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value.trim()]] : [])),
  );
}
