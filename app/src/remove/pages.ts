// The pages that main registers: the desk's own, those of platforms' people, and what of it is public. What the rooms to the
// left show within this desk gets its frame here.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { EventWords, RefusalWords } from '../access/http.ts';
import type { NavigationEntry } from '../access/shell.ts';
import type { Html } from '../kit/html.ts';
import type { Language } from '../kit/words.ts';
import * as checks from './checks/pages.ts';
import * as directory from './directory/pages.ts';
import * as handOff from './handoff/pages.ts';
import * as inbox from './inbox/pages.ts';
import { registerSettings } from './issuer/pages.ts';
import * as locate from './locate/pages.ts';
import * as notices from './notice/pages.ts';
import { deskPath, show, sight, type Way } from './pages/frame.ts';
import * as removals from './removal/pages.ts';
import * as transparency from './transparency/pages.ts';
import { frameWords } from './words/index.ts';

export { registerTransparency } from './transparency/pages.ts';
export { removeOnReports } from './removal/slots.ts';

/** The desk's way down the side, and that of a platform's people. */
export const removeNavigation: readonly NavigationEntry[] = [
  { href: deskPath, label: (language) => frameWords(language).desk, permission: 'remove.look' },
  ...inbox.inboxNavigation,
];

/** Where what was delivered has its page. */
export function linkToNotice(thing: string, { caller }: FastifyRequest): { href: string | null; label: string } | null {
  if (!thing.startsWith('ntc_')) return null;
  const href = caller.permissions.has('report.read') ? `${deskPath}/notices/${thing}` : null;
  return { href, label: thing.slice(-6).toUpperCase() };
}

/** Shows a page of a room to the left within this desk. */
export const showWithin =
  (way: Way) =>
  (
    request: FastifyRequest,
    reply: FastifyReply,
    page: { title: string; main: Html; status?: number; here?: string },
  ): Promise<FastifyReply> =>
    show(sight(request, reply, null), way, page);

export function registerRemovePages(scope: FastifyInstance): void {
  removals.registerRemovalPages(scope, {
    wide: [checks.evidencePanel],
    narrow: [locate.locationPanel, handOff.handOffPanel],
  });
  notices.registerNoticePages(scope);
  directory.registerDirectoryPages(scope);
  locate.registerLocatePages(scope);
  handOff.registerHandOffPages(scope);
  checks.registerCheckPages(scope);
  inbox.registerInboxPages(scope);
  transparency.registerTransparencySettings(scope);
  registerSettings(scope, [...checks.settingsWays, ...inbox.settingsWays, ...transparency.settingsWays]);
}

const parts = [removals, notices, directory, locate, handOff, checks, inbox, transparency];

/** What the desk's refusals say, and its events in the record. */
export const refusalWords: ((language: Language) => RefusalWords)[] = parts.map((part) => part.refusalWords);
export const eventWords: ((language: Language) => EventWords)[] = parts.map((part) => part.eventWords);
