// What the public face is made of: which doors stand open, and what the desk behind it says of itself.
import type { FastifyRequest } from 'fastify';
import type { RefusalWords } from '../../access/http.ts';
import type { DoorName } from '../../kit/look/icons.ts';
import type { Language } from '../../kit/words.ts';
import { defaultLinesIn } from './default-lines.ts';
import { noteFault } from './fault.ts';
import type { HelpLine } from './lines.ts';

/** A door and the page behind it. Only doors that lead somewhere are given. */
export interface OpenDoor {
  door: Exclude<DoorName, 'help'>;
  href: string;
}

/** What the desk says of itself in public, in the order in which it is read. */
export const publicTexts = ['controller', 'cover-hours', 'privacy-notice', 'retention'] as const;

export type PublicText = (typeof publicTexts)[number];

export interface DeskFacts {
  /** Whether there is a desk: set up, or looked around in. */
  founded: boolean;
  /** Whose desk it is, where that can be said. */
  operator: string | null;
  /** Whether somebody reads what is sent: signed off for the public, and nothing missing since. */
  live: boolean;
  /** Each text once somebody has written it. */
  texts: Partial<Record<PublicText, string>>;
  lines: readonly HelpLine[];
}

export interface PublicFace {
  doors: readonly OpenDoor[];
  /** The desk's facts in the language of the request. */
  read(request: FastifyRequest): Promise<DeskFacts>;
  /** What to say to refusals of the verbs behind the doors, by code and in the words of this face. */
  refusalWords?: readonly ((language: Language) => RefusalWords)[];
  /** More links at the foot of every page, of desks to the right. */
  links?: ((language: Language) => { href: string; label: string })[];
}

declare module 'fastify' {
  interface FastifyInstance {
    /** In the scope of the public face. */
    face: PublicFace;
  }
}

/** The page behind a door, where it stands open. */
export const behind = ({ doors }: PublicFace, wanted: DoorName): string | null =>
  wanted === 'help' ? '/help' : (doors.find(({ door }) => door === wanted)?.href ?? null);

/** Where the desk's own texts are read. */
export const privacyPath = '/privacy';

export const hasNotice = ({ texts }: DeskFacts): boolean => publicTexts.some((text) => texts[text] !== undefined);

const asked = new WeakMap<FastifyRequest, Promise<DeskFacts>>();

/**
 * The desk's facts, read once a request. While they cannot be read there is still help: the numbers that every desk
 * begins with, and nobody is promised that someone reads.
 */
export function factsOf(request: FastifyRequest): Promise<DeskFacts> {
  const { face, house } = request.server;
  const facts =
    asked.get(request) ??
    face.read(request).catch((fault: unknown): DeskFacts => {
      noteFault(house, fault);
      return { founded: true, operator: null, live: false, texts: {}, lines: defaultLinesIn(request.language) };
    });
  asked.set(request, facts);
  return facts;
}
