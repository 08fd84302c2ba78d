// What every page of the desk has: its ways along the top, its words, and how a form that was refused comes back.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { attemptForm, csrfToken, type Problems, showPage } from '../../access/shell.ts';
import { formatNumber } from '../../kit/formats.ts';
import { type Html, html } from '../../kit/html.ts';
import { moment } from '../../kit/look/moment.ts';
import { tabs } from '../../kit/look/navigation.ts';
import { call, checkPermission, may, type Verb } from '../../verbs/verb.ts';
import { readBanks } from '../banks.ts';
import { match } from '../match.ts';
import { readMatches } from '../matches.ts';
import { type Words, words } from '../words.ts';

export const deskPath = '/desk/recognise';

/** What a page is made of: who asks, in which words, and how to ask verbs in their name. */
export interface Sight {
  request: FastifyRequest;
  reply: FastifyReply;
  words: Words;
  csrf: string;
  ask: <Given, Output>(verb: Verb<Given, Output>, input: Given) => Promise<Output>;
  may: (verb: Verb<never, unknown>) => boolean;
  number: (value: number) => string;
  moment: (at: Date) => Html;
}

export function sight(request: FastifyRequest, reply: FastifyReply): Sight {
  return {
    request,
    reply,
    words: words(request.language),
    csrf: csrfToken(request),
    ask: (verb, input) => call(request.server.house, verb, request.caller, input),
    may: (verb) => may(request.caller, verb),
    number: (value) => formatNumber(request.language, value),
    moment: (at) => moment({ language: request.language, at }),
  };
}

type Way = 'overview' | 'banks' | 'check' | 'matches';

/** Sends a page of the desk. `way` is the part of the desk it belongs to. */
export function show(
  seen: Sight,
  way: Way,
  page: { title: string; main: Html; scripts?: string[]; status?: number; here?: string },
): Promise<FastifyReply> {
  return showPage(seen.request, seen.reply, { ...page, main: html`${ways(seen, way)}${page.main}` });
}

function ways({ words, may }: Sight, current: Way): Html {
  const all = [
    { way: 'overview', href: deskPath, label: words.overview, shown: may(readBanks) },
    { way: 'banks', href: `${deskPath}/banks`, label: words.banks, shown: may(readBanks) },
    { way: 'check', href: `${deskPath}/check`, label: words.check, shown: may(match) },
    { way: 'matches', href: `${deskPath}/matches`, label: words.matches, shown: may(readMatches) },
  ];
  const shown = all
    .filter((each) => each.shown)
    .map(({ way, href, label }) => ({ href, label, current: way === current }));
  return tabs({ label: words.desk, ways: shown });
}

/** Carries out what a form asks for; a refusal brings the form back with what was wrong and what was typed. */
export async function submit(
  { request, words }: Sight,
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
