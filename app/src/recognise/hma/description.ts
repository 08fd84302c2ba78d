// The note and the metadata that clients send with a content, in JSON or in fields of a form, and how they are shown.
import { z } from 'zod';
import { Refusal } from '../../kit/errors.ts';
import { badInput } from '../../verbs/verb.ts';
import type { Signal } from '../store/signals.ts';
import { isObject } from './given.ts';
import type { Description } from './store.ts';

/** What came with the hashes; undefined: nothing was said. */
export interface Said {
  note?: string | undefined;
  description?: Description | undefined;
}

/** What a request says beside the media: a JSON object, or the fields of a form, where metadata is JSON in text. */
export function saidIn(given: { json: Record<string, unknown> } | { fields: Record<string, string> }): Said {
  if ('json' in given)
    return { note: readNote(given.json.note) ?? undefined, description: readMetadata(given.json.metadata) };
  const { note, metadata } = given.fields;
  return { note: readNote(note) ?? undefined, description: readMetadata(parseMetadata(metadata)) };
}

const longestNote = 255;

/** A note, or null where it is left out or empty. @throws Refusal `bad-note`. */
export function readNote(given: unknown): string | null {
  if (!given) return null;
  if (typeof given !== 'string') throw new Refusal('bad-input', 'bad-note', 'note should be a string');
  if (Array.from(given).length > longestNote)
    throw new Refusal('bad-input', 'bad-note', `note must be at most ${longestNote} characters`);
  return given;
}

const metadata = z.strictObject({
  content_id: z.string().nullish(),
  content_uri: z.string().nullish(),
  json: z.record(z.string(), z.unknown()).nullish(),
});

function parseMetadata(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch (fault) {
    const said = 'metadata form field must be valid JSON';
    throw new Refusal('bad-input', 'bad-metadata', said, { cause: fault });
  }
}

function readMetadata(given: unknown): Description | undefined {
  if (given === undefined || given === null) return undefined;
  if (!isObject(given)) throw new Refusal('bad-input', 'bad-metadata', 'metadata should be a json object');
  const { collab: _, ...own } = given; // where a content came from is ours to say
  const parsed = metadata.safeParse(own);
  if (!parsed.success)
    throw new Refusal('bad-input', 'bad-metadata', `Invalid metadata: ${badInput(parsed.error).message}`);
  const { content_id: contentId = null, content_uri: contentUri = null, json = null } = parsed.data;
  const empty = contentId === null && contentUri === null && json === null;
  return empty ? undefined : { contentId, contentUri, json };
}

/** What the client gave, without what it left out; null where it gave nothing. */
export function shapeOwnMetadata(description: Description | null): Record<string, unknown> | null {
  if (description === null) return null;
  const { contentId, contentUri, json } = description;
  const given = Object.entries({ content_id: contentId, content_uri: contentUri, json });
  return Object.fromEntries(given.filter(([, value]) => value !== null));
}

/** From which exchanges a content came, each with its own references for it. */
export function shapeCollab(signals: Signal[]): Record<string, string[]> {
  const exchanged = signals.filter((signal) => signal.sourceKind === 'exchange');
  const bySource = Map.groupBy(exchanged, (signal) => signal.source);
  return Object.fromEntries(
    [...bySource].map(([source, from]) => [source, from.flatMap((signal) => signal.sourceReference ?? [])]),
  );
}

/** Metadata with all its fields; null where there is none. */
export function shapeMetadata(description: Description | null, signals: Signal[]): Record<string, unknown> | null {
  const collab = shapeCollab(signals);
  const exchanged = Object.keys(collab).length > 0;
  if (description === null && !exchanged) return null;
  const { contentId = null, contentUri = null, json = null } = description ?? {};
  return { content_id: contentId, content_uri: contentUri, json, collab: exchanged ? collab : null };
}
