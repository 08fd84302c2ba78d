// A page of the public face around its content: language, banner, way out, foot. What `showPage` is to the desk.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Html } from '../../kit/html.ts';
import { unreadBanner } from '../../kit/look/notice.ts';
import { type PublicPageOptions, publicPage } from '../../kit/look/public.ts';
import { factsOf, hasNotice, privacyPath } from './face.ts';
import { faceWords } from './words.ts';

export interface ShownPublicly {
  /** The browser's title, which stays in the history: a neutral word, or null for the name alone. */
  title: string | null;
  main: Html;
  /** HTTP status; 200 where not given. */
  status?: number;
  /** Names of browser modules, as `Assets.script` takes them. The page works without them. */
  scripts?: readonly string[];
  /** Where the page stands if not at the request's own address: the language link leads there. */
  here?: string;
  /** The page holds a form with a button for the language: a link would lose what was typed. */
  ownLanguageButton?: boolean;
  /** Whether search engines may list it, once the desk is signed off. */
  findable?: boolean;
}

/** Sends a page in the look of the public face. */
export async function showPublic(
  request: FastifyRequest,
  reply: FastifyReply,
  shown: ShownPublicly,
): Promise<FastifyReply> {
  const { language, server } = request;
  const facts = await factsOf(request);
  const { live, operator } = facts;
  const words = faceWords(language).foot;
  const options: PublicPageOptions = {
    language,
    title: shown.title,
    main: shown.main,
    styles: server.assets.publicStyles,
    scripts: ['leave', ...(shown.scripts ?? [])].map((name) => server.assets.script(name)),
    switchLanguage: shown.ownLanguageButton ? null : otherLanguage(request, shown.here ?? request.url),
    operator,
    links: [
      { href: '/about-leaving', label: words.leaving },
      ...(hasNotice(facts) ? [{ href: privacyPath, label: words.privacy }] : []),
      ...(server.face.links ?? []).map((link) => link(language)),
      { href: '/desk', label: words.staff },
    ],
    findable: live && (shown.findable ?? false),
    ...(live ? {} : { banner: unreadBanner(language) }),
  };
  return reply
    .status(shown.status ?? 200)
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(publicPage(options));
}

function otherLanguage({ language }: FastifyRequest, here: string): PublicPageOptions['switchLanguage'] {
  const to = encodeURIComponent(here);
  return language === 'id'
    ? { href: `/language/en?to=${to}`, label: 'English', lang: 'en' }
    : { href: `/language/id?to=${to}`, label: 'Bahasa Indonesia', lang: 'id' };
}
