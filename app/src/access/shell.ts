// The shell around every page: language, the ways down the side, who is signed in, what is made up, what just happened.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { fieldsPart } from '../fields/index.ts';
import type { Html } from '../kit/html.ts';
import { html } from '../kit/html.ts';
import { tabs } from '../kit/look/navigation.ts';
import { madeUpBanner } from '../kit/look/notice.ts';
import { type PageOptions, page } from '../kit/look/page.ts';
import type { Language } from '../kit/words.ts';
import { inOrganisation } from '../runtime/database.ts';
import type { Permission } from '../verbs/caller.ts';
import { type Organisation, readOrganisation } from './organisations.ts';
import { readPerson } from './people/store.ts';
import { takeNotice } from './request/flash.ts';
import { csrfToken } from './request/forgery.ts';
import type { Sight } from './sight.ts';
import { words } from './words.ts';

/** A way down the side of the desk: shown to whoever has the permission (null: to everybody signed in). */
export interface NavigationEntry {
  href: string;
  label: (language: Language) => string;
  permission: Permission | null;
}

export interface ShownPage {
  title: string;
  main: Html;
  /** Names of browser modules, as `Assets.script` takes them. The page works without them. */
  scripts?: readonly string[];
  /** The narrow look of the door, also for someone signed in. */
  face?: 'door';
  /** HTTP status; 200 where not given. */
  status?: number;
  /** Where the page stands if not at the request's own address: the language link leads there. */
  here?: string;
}

/** Sends a page in the look of the desk; in the narrow look of the door while nobody is signed in. */
export async function showPage(request: FastifyRequest, reply: FastifyReply, shown: ShownPage): Promise<FastifyReply> {
  const { assets } = request.server;
  const who = await whoIsHere(request);
  const options: PageOptions = {
    language: request.language,
    title: shown.title,
    face: who ? (shown.face ?? 'desk') : 'door',
    main: html`${takeNotice(request, reply)}${shown.main}`,
    styles: assets.styles,
    scripts: (shown.scripts ?? []).map((name) => assets.script(name)),
    switchLanguage: otherLanguage(request.language, shown.here ?? request.url),
    ...(who ? signedIn(request, who) : {}),
  };
  // Browsers without Fetch Metadata name the origin of a form only when they may name it as referrer.
  return reply
    .status(shown.status ?? 200)
    .header('referrer-policy', 'same-origin')
    .type('text/html; charset=utf-8')
    .send(page(options));
}

/** A part of a desk, with a way along the top of its pages: shown to whoever has the permission. */
export interface DeskWay<Way extends string> {
  way: Way;
  href: string;
  permission: Permission;
}

/** Sends a page of a desk of several parts under the ways to them; `way` is the part that the page belongs to. */
export function showInDesk<Way extends string>(
  { request, reply, frame }: Pick<Sight<unknown>, 'request' | 'reply'> & { frame: Record<Way | 'desk', string> },
  ways: readonly DeskWay<Way>[],
  way: Way,
  shown: ShownPage,
): Promise<FastifyReply> {
  const along = ways
    .filter(({ permission }) => request.caller.permissions.has(permission))
    .map((each) => ({ href: each.href, label: frame[each.way], current: each.way === way }));
  return showPage(request, reply, { ...shown, main: html`${tabs({ label: frame.desk, ways: along })}${shown.main}` });
}

interface Present {
  name: string;
  organisation: Organisation;
}

async function whoIsHere(request: FastifyRequest): Promise<Present | null> {
  const { session } = request;
  if (session === null) return null;
  const { house } = request.server;
  return inOrganisation(house.database, session.organisationId, async (work) => {
    const { name } = await readPerson(work, house.part(fieldsPart), session.personId);
    return { name, organisation: await readOrganisation(work) };
  });
}

function signedIn(request: FastifyRequest, { name, organisation }: Present): Partial<PageOptions> {
  const { language, caller } = request;
  const path = pathOf(request);
  const navigation = request.server.navigation
    .filter(({ permission }) => permission === null || caller.permissions.has(permission))
    .map(({ href, label }) => ({
      href,
      label: label(language),
      current: path === href || path.startsWith(`${href}/`),
    }));
  return {
    navigation,
    person: { name, organisation: organisation.name },
    signOut: { action: '/desk/sign-out', csrf: csrfToken(request) },
    ...(organisation.demonstration ? { banner: banner(language, organisation) } : {}),
  };
}

// Of a made-up platform the banner leads nowhere: it goes with the desk that let it in.
const banner = (language: Language, { kind }: Organisation): Html =>
  kind === 'platform'
    ? madeUpBanner(language)
    : html`${madeUpBanner(language)} <a href="/desk/made-up">${words(language).madeUp.remove}</a>`;

function otherLanguage(language: Language, here: string): PageOptions['switchLanguage'] {
  const to = encodeURIComponent(here);
  return language === 'id'
    ? { href: `/language/en?to=${to}`, label: 'English', lang: 'en' }
    : { href: `/language/id?to=${to}`, label: 'Bahasa Indonesia', lang: 'id' };
}

const pathOf = (request: FastifyRequest): string => request.url.split('?', 1)[0]!;

// What desks need for their forms.
export { redirectWithNotice } from './request/flash.ts';
export { checkFormToken, csrfToken } from './request/forgery.ts';
export { attemptForm, noProblems, type Problems, type Sent, sentBy } from './request/forms.ts';
export { onlyWhoMay, type Sight, sightOf, submit, typed } from './sight.ts';
