// What all pages of the settings share: their paths, their words, the way back up.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Html } from '../../kit/html.ts';
import { crumbs } from '../../kit/look/navigation.ts';
import { deskPath, type Sight as AnySight, sight } from '../pages/frame.ts';
import { type Words, words } from './words.ts';

export const settingsPath = `${deskPath}/settings`;
export const pointPath = (point: string): string => `${settingsPath}/points/${point}`;
export const linesPath = `${settingsPath}/lines`;
export const rulesPath = `${settingsPath}/rules`;

export type Sight = AnySight<Words>;

export const seenBy = (request: FastifyRequest, reply: FastifyReply): Sight =>
  sight(request, reply, words(request.language));

/** The way up to the settings, and to a list within them. */
export function upward({ request, words }: Sight, ...more: { href: string; label: string }[]): Html {
  return crumbs({ language: request.language, ways: [{ href: settingsPath, label: words.title }, ...more] });
}
