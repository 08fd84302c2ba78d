// What every page of the desk has: its ways along the top and its words.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Sight as AnySight, showPage, sightOf } from '../../access/shell.ts';
import { type Html, html } from '../../kit/html.ts';
import { tabs } from '../../kit/look/navigation.ts';
import { readBanks } from '../banks.ts';
import { match } from '../match.ts';
import { readMatches } from '../matches.ts';
import { readScanExports } from '../scan-export/index.ts';
import { type Words, words } from '../words.ts';

export { onlyWhoMay, submit, typed } from '../../access/shell.ts';

export const deskPath = '/desk/recognise';

export type Sight = AnySight<Words>;

export const sight = (request: FastifyRequest, reply: FastifyReply): Sight =>
  sightOf(request, reply, words(request.language));

type Way = 'overview' | 'banks' | 'check' | 'matches' | 'exports';

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
    { way: 'exports', href: `${deskPath}/exports`, label: words.scanExports, shown: may(readScanExports) },
  ];
  const shown = all
    .filter((each) => each.shown)
    .map(({ way, href, label }) => ({ href, label, current: way === current }));
  return tabs({ label: words.desk, ways: shown });
}
