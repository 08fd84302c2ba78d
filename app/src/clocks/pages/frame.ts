// What every page of this room has. The desk in which it stands brings its own frame: main hands in how a page is shown,
// and under which path.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Sight as AnySight, type ShownPage, sightOf } from '../../access/shell.ts';
import { formatDate, formatNumber } from '../../kit/formats.ts';
import { type Html, html } from '../../kit/html.ts';
import { heading } from '../../kit/look/layout.ts';
import { tabs } from '../../kit/look/navigation.ts';
import type { Duration, Said } from '../rule.ts';
import { type Words, words } from '../words.ts';

/** What main hands in. */
export interface ClockPages {
  /** Shows a page within the desk's frame. */
  show: (request: FastifyRequest, reply: FastifyReply, page: ShownPage) => Promise<FastifyReply>;
  /** Where the pages stand. */
  path: string;
}

export interface Sight extends AnySight<Words> {
  path: string;
  show: (page: ShownPage) => Promise<FastifyReply>;
  /** A text of the data, in the page's language. */
  said: (text: Said) => string;
  /** A day (YYYY-MM-DD) as people write it. */
  day: (date: string) => string;
}

export function seenBy(pages: ClockPages, request: FastifyRequest, reply: FastifyReply): Sight {
  const { language } = request;
  return {
    ...sightOf(request, reply, words(language)),
    path: pages.path,
    show: (page) => pages.show(request, reply, page),
    said: (text) => text[language],
    day: (date) => formatDate(language, new Date(`${date}T00:00:00Z`), 'UTC'),
  };
}

export type Part = 'rules' | 'ladders' | 'authorities' | 'holidays';
const parts: readonly Part[] = ['rules', 'ladders', 'authorities', 'holidays'];

export const pathOf = (path: string, part: Part): string => (part === 'rules' ? path : `${path}/${part}`);

/** The top of the page of one part: its heading, and the ways to the other parts. */
export function top({ words: said, path }: Sight, part: Part, lead: string): Html {
  const ways = parts.map((each) => ({ href: pathOf(path, each), label: said.ways[each], current: each === part }));
  const title = part === 'rules' ? said.title : said.ways[part];
  return html`${heading({ title, lead })}${tabs({ label: said.title, ways })}`;
}

/** A length of time in words. */
export function lasting({ words: said, request: { language } }: Sight, { unit, count }: Duration): string {
  const number = formatNumber(language, count);
  if (unit === 'hours') return said.hours(number);
  return unit === 'calendar-days' ? said.calendarDays(number) : said.businessDays(number);
}
