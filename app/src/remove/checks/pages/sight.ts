// What the pages of checks share: their words and addresses, and how places and outcomes are shown.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Html, html } from '../../../kit/html.ts';
import type { Tone } from '../../../kit/look/icons.ts';
import { crumbs } from '../../../kit/look/navigation.ts';
import { badge } from '../../../kit/look/notice.ts';
import { deskPath, type Sight as AnySight, sight as anySight } from '../../pages/frame.ts';
import type { Place } from '../evidence.ts';
import type { Outcome } from '../reading.ts';
import { type Words, words } from '../words.ts';

export type Sight = AnySight<Words>;

export const sight = (request: FastifyRequest, reply: FastifyReply): Sight =>
  anySight(request, reply, words(request.language));

/** The sight of another part's page, in the words of this one. */
export const within = ({ request, reply }: AnySight<unknown>): Sight => sight(request, reply);

export const removalPath = (id: string): string => `${deskPath}/removals/${id}`;
export const settingsPath = `${deskPath}/settings`;
export const vantagesPath = `${settingsPath}/vantage-points`;
export const mandatePath = `${settingsPath}/media`;

/** The pages above one of the settings. */
export const settingsCrumbs = ({ request, words }: Sight): Html =>
  crumbs({ language: request.language, ways: [{ href: settingsPath, label: words.settings }] });

/** A country by its name in the page's language; by its letters where it has none. */
export const countryName = ({ request }: Sight, code: string): string =>
  new Intl.DisplayNames([request.language], { type: 'region', fallback: 'code' }).of(code) ?? code;

/** Numbers of networks are names: without separators. */
export const placeName = (seen: Sight, { country, network }: Place): string =>
  seen.words.place(countryName(seen, country), String(network));

const tones: Record<Outcome, Tone> = {
  present: 'warning',
  gone: 'success',
  'soft-gone': 'neutral',
  login: 'neutral',
  'geo-blocked': 'warning',
  moved: 'warning',
  refused: 'neutral',
  error: 'neutral',
};

export const outcomeBadge = ({ words }: Sight, outcome: Outcome): Html =>
  html`${badge({ label: words.outcomes[outcome], tone: tones[outcome] })}`;
