// What one answer of a host says: still there, gone, or not to be told. Pure: a status, headers and a page in, an outcome
// with its reason out. Only a plain 404 or 410 is ever "gone"; everything that could be something else is.
import type { GuardReason } from '../../outside/index.ts';
import { type Clue, entryPath, errorPath, homePath, said } from './clues.ts';
import type { PageFacts } from './page.ts';
import { isSameSite } from './site.ts';

export const outcomes = ['present', 'gone', 'soft-gone', 'login', 'geo-blocked', 'moved', 'refused', 'error'] as const;
export type Outcome = (typeof outcomes)[number];

/** Why an answer was read as it was, by outcome. */
export const reasons = {
  present: ['page', 'media', 'file'],
  gone: ['status-404', 'status-410'],
  'soft-gone': [
    'home-page',
    'error-page',
    'says-gone',
    'empty',
    'app-page',
    'not-plainly-gone',
    'elsewhere',
    'plain-http',
  ],
  login: ['asks-to-sign-in', 'forbidden', 'challenge', 'consent', 'entry-page'],
  'geo-blocked': ['status-451', 'says-country'],
  moved: ['another-site'],
  refused: ['bad-address', 'closed-address', 'closed-port', 'asked-wrongly'],
  error: [
    'too-many-requests',
    'server-error',
    'unexpected-status',
    'cut-off',
    'too-many-redirects',
    'too-large',
    'took-too-long',
    'encoded',
    'unreachable',
  ],
} as const satisfies Record<Outcome, readonly string[]>;
export type Reason = (typeof reasons)[Outcome][number];
export const reasonCodes: readonly Reason[] = Object.values(reasons).flat();

export interface Reading {
  outcome: Outcome;
  reason: Reason;
  status: number | null;
}

export interface Answer {
  /** What was asked for. */
  asked: URL;
  /** What answered, after redirects within the site. */
  url: URL;
  redirectedFrom: readonly URL[];
  status: number;
  /** By name in lower case. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Null for what is no text: media and files, whatever they call themselves. */
  page: PageFacts | null;
  /** There was more of the page than is read. */
  cutOff: boolean;
}

/** What the guard's refusal says: nothing about the item. */
export function readFault(reason: GuardReason): Reading {
  const ours = reason === 'bad-address' || reason === 'closed-address' || reason === 'closed-port';
  return { outcome: ours ? 'refused' : 'error', reason, status: null };
}

export function readAnswer(answer: Answer): Reading {
  const { status } = answer;
  const [outcome, reason] = outcomeOf(answer);
  return { outcome, reason, status };
}

type Found = readonly [Outcome, Reason];

function outcomeOf(answer: Answer): Found {
  const { status } = answer;
  if (status === 429) return ['error', 'too-many-requests'];
  if (status >= 500) return ['error', 'server-error'];
  if (status === 451) return ['geo-blocked', 'status-451'];
  if (status >= 300 && status < 400) return ofRedirect(answer);
  if (status === 404 || status === 410) return ofMissing(answer, status);
  if (status >= 400) return ofRefusal(answer);
  if (status >= 200) return ofSuccess(answer);
  return ['error', 'unexpected-status'];
}

/** A redirect that was not followed: it leads to another site. */
function ofRedirect({ url, headers, asked }: Answer): Found {
  const to = typeof headers.location === 'string' ? URL.parse(headers.location, url) : null;
  if (to === null) return ['error', 'unexpected-status'];
  if (leadsToEntry(to)) return ['login', 'entry-page'];
  return isSameSite(to, asked) ? ['error', 'unexpected-status'] : ['moved', 'another-site'];
}

const leadsToEntry = (to: URL): boolean => entryPath.test(to.pathname) || entryPath.test(to.hostname);

/** 401 and 403 ask for something first, or refuse a country; other 4xx refuse how it was asked. */
function ofRefusal(answer: Answer): Found {
  const { status, page } = answer;
  if (page && says(page, 'country', 'anywhere')) return ['geo-blocked', 'says-country'];
  if (status === 401 || status === 407) return ['login', 'asks-to-sign-in'];
  return status === 403 ? ['login', 'forbidden'] : ['refused', 'asked-wrongly'];
}

/**
 * 404 and 410 count only where nothing suggests another meaning: such statuses are also answered to machines, to whoever
 * is not signed in, to a country, and with the very picture in the body, which browsers show all the same.
 */
function ofMissing(answer: Answer, status: 404 | 410): Found {
  const { headers, page } = answer;
  if (isChallenge(answer)) return ['login', 'challenge'];
  if (page && says(page, 'country', 'anywhere')) return ['geo-blocked', 'says-country'];
  if (headers['www-authenticate'] !== undefined) return ['login', 'asks-to-sign-in'];
  if (wentThroughEntry(answer)) return ['login', 'entry-page'];
  if (page && (page.asksForPassword || says(page, 'login', 'prominently'))) return ['login', 'asks-to-sign-in'];
  if (page && (page.tellsRobots || says(page, 'challenge', 'anywhere'))) return ['login', 'challenge'];
  if (page && says(page, 'consent', 'anywhere')) return ['login', 'consent'];
  if (answer.cutOff) return ['error', 'cut-off'];
  if (wentElsewhere(answer)) return ['soft-gone', 'elsewhere'];
  if (page === null || page.showsVideo || page.refreshes || isAppPage(page)) return ['soft-gone', 'not-plainly-gone'];
  // Some answer so with the whole page, which browsers show all the same; a picture may also be the site's own mark.
  if (page.showsPicture && !says(page, 'gone', 'anywhere')) return ['soft-gone', 'not-plainly-gone'];
  return ['gone', `status-${status}`];
}

function ofSuccess(answer: Answer): Found {
  const { headers, page } = answer;
  if (isChallenge(answer)) return ['login', 'challenge'];
  if (wentThroughEntry(answer)) return ['login', 'entry-page'];
  if (isMedia(headers)) return ['present', 'media'];
  if (wentElsewhere(answer)) {
    if (homePath.test(answer.url.pathname)) return ['soft-gone', 'home-page'];
    if (errorPath.test(answer.url.pathname)) return ['soft-gone', 'error-page'];
  }
  if (answer.status === 204 || answer.status === 205) return ['soft-gone', 'empty'];
  if (page === null) return ['present', 'file'];
  return ofPage(page);
}

function ofPage(page: PageFacts): Found {
  if (says(page, 'country', 'prominently')) return ['geo-blocked', 'says-country'];
  if (says(page, 'challenge', 'prominently')) return ['login', 'challenge'];
  if (says(page, 'consent', 'prominently')) return ['login', 'consent'];
  if (page.asksForPassword && (saysLittle(page) || says(page, 'login', 'prominently')))
    return ['login', 'asks-to-sign-in'];
  if (says(page, 'gone', 'prominently')) return ['soft-gone', 'says-gone'];
  return isAppPage(page) && !page.showsPicture && !page.showsVideo ? ['soft-gone', 'app-page'] : ['present', 'page'];
}

/** A page of fewer characters than this says little besides what it says first. */
const littleText = 600;
/** What is left of a page that a program fills in the browser. */
const hardlyAnyText = 80;

const saysLittle = ({ textLength }: PageFacts): boolean => textLength < littleText;
const isAppPage = ({ hasScripts, textLength }: PageFacts): boolean => hasScripts && textLength < hardlyAnyText;

/** Whether the page gives the clue: anywhere, or in its title, its first heading, or where it says little else. */
function says(page: PageFacts, clue: Clue, where: 'anywhere' | 'prominently'): boolean {
  const whole = where === 'anywhere' || saysLittle(page) ? page.text : '';
  const read = `${page.title} ${page.heading}`.toLowerCase().concat(' ', whole);
  return said[clue].some((words) => read.includes(words));
}

/** Hosts that stand behind a filter say so in a header. */
const isChallenge = ({ headers }: Answer): boolean => headers['cf-mitigated'] === 'challenge';

const samePath = (one: URL, other: URL): boolean =>
  one.pathname.replace(/\/+$/, '') === other.pathname.replace(/\/+$/, '');

const wentElsewhere = ({ asked, url }: Answer): boolean => !samePath(asked, url);

const wentThroughEntry = ({ asked, url, redirectedFrom }: Answer): boolean =>
  [...redirectedFrom, url].some((hop) => !samePath(hop, asked) && leadsToEntry(hop));

type Headers = Answer['headers'];
const typeOf = (headers: Headers): string => String(headers['content-type'] ?? '').trim();

export const isMedia = (headers: Headers): boolean => /^(?:image|video|audio)\//i.test(typeOf(headers));

/** Types in which a host says that something is not there. */
export const isPlainText = (headers: Headers): boolean =>
  /^(?:$|text\/|application\/(?:json|problem\+json|xml|xhtml\+xml)(?:;|$|\s))/i.test(typeOf(headers));
