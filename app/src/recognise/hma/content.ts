// Contents of a bank: the hashes of one file under one number, with what the client says about it.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../../kit/errors.ts';
import type { House } from '../../runtime/house.ts';
import { call } from '../../verbs/verb.ts';
import { listSignal, nameSignal, pauseSignal, withdrawSignal } from '../signals.ts';
import type { Signal } from '../store/signals.ts';
import { addContent } from './add-content.ts';
import type { NamedBank } from './bank-names.ts';
import { bankInPath, type NamedInPath, shapeBank } from './banks.ts';
import { readNote, type Said, saidIn, shapeCollab, shapeMetadata, shapeOwnMetadata } from './description.ts';
import { isObject, objectOf, queryOf } from './given.ts';
import { type Hashed, hashAddress, type MediaOptions, readUpload } from './media.ts';
import { needs } from './needs.ts';
import { pauseGiven, shapePause } from './pause.ts';
import { isSignalType, normaliseSignal, signalTypeOf } from './signal-types.ts';
import type { Description } from './store.ts';
import { describeContent, eraseDescription, readContent } from './verbs.ts';

interface ContentInPath {
  Params: { name: string; content: string };
}

export function registerContent(server: FastifyInstance, house: House, media: MediaOptions): void {
  server.post<NamedInPath>('/c/bank/:name/content', needs(listSignal), async (request) => {
    const bank = await bankInPath(house, request);
    const { hashed, said } = await offered(house, request, media);
    return answerAdded(house, request, bank, [hashed], said);
  });
  server.post<NamedInPath>('/c/bank/:name/signal', needs(listSignal), async (request) => {
    const bank = await bankInPath(house, request);
    const { note, ...signals } = objectOf(request.body, 'Request input was not a dict');
    const said = { note: readNote(note) ?? undefined };
    return answerAdded(house, request, bank, signalsGiven(signals), said);
  });
  const one = '/c/bank/:name/content/:content(^\\d{1,10}$)';
  server.get<ContentInPath>(one, needs(readContent), (request) => showContent(house, request));
  server.put<ContentInPath>(one, needs(pauseSignal), (request) => changeContent(house, request));
  server.delete<ContentInPath>(one, needs(withdrawSignal), (request) => removeContent(house, request));
}

interface Offered {
  hashed: Hashed;
  said: Said;
}

async function offered(house: House, request: FastifyRequest, media: MediaOptions): Promise<Offered> {
  const query = queryOf(request);
  if (query.url) {
    const json = request.headers['content-type']?.includes('json') && isObject(request.body) ? request.body : null;
    const said = saidIn(json ? { json } : { fields: (request.body ?? {}) as Record<string, string> });
    return { hashed: await hashAddress(house, { ...query, url: query.url }, media), said };
  }
  const { hashed, fields } = request.isMultipart()
    ? await readUpload(house, request, query.types)
    : { hashed: null, fields: {} };
  if (hashed) return { hashed, said: saidIn({ fields }) };
  throw new Refusal('bad-input', 'nothing-to-add', 'Neither `url` nor multipart file upload was received');
}

function signalsGiven(signals: Record<string, unknown>): Hashed[] {
  const given = Object.entries(signals).map(([type, hash]) => {
    if (!isSignalType(type)) throw new Refusal('bad-input', 'no-such-signal-type', `No such signal type ${type}`);
    return { type, hash: normaliseSignal(type, hash, `Invalid ${type} signal`), quality: null };
  });
  if (given.length > 0) return given;
  throw new Refusal('bad-input', 'nothing-to-add', 'No signals given');
}

async function answerAdded(house: House, request: FastifyRequest, bank: NamedBank, hashed: Hashed[], said: Said) {
  for (const { type, hash } of hashed) normaliseSignal(type, hash, `Invalid ${type} signal`);
  const id = await addContent(house, request.caller, bank.id, hashed, said);
  return { id, signals: Object.fromEntries(hashed.map(({ type, hash }) => [type, hash])) };
}

async function showContent(house: House, request: FastifyRequest<ContentInPath>) {
  const bank = await bankInPath(house, request);
  const found = await contentInPath(house, request, bank);
  const { include_signals: withSignals = 'false', include_metadata: withMetadata = 'true' } = queryOf(request);
  const metadata = shapeMetadata(found.description, found.signals);
  return {
    id: found.content,
    disable_until_ts: shapePause(found.signals),
    original_media_uri: null,
    bank: shapeBank(bank),
    ...(withSignals.toLowerCase() === 'true' ? { signals: shapeSignals(found.signals) } : {}),
    ...(withMetadata.toLowerCase() === 'true' && metadata ? { metadata } : {}),
    ...(found.note === null ? {} : { note: found.note }),
  };
}

async function changeContent(house: House, request: FastifyRequest<ContentInPath>) {
  const bank = await bankInPath(house, request);
  const { content } = await contentInPath(house, request, bank);
  const given = objectOf(request.body, 'Request input was not a dict');
  const until = 'disable_until_ts' in given ? pauseGiven(given.disable_until_ts, house.now()) : undefined;
  const note = 'note' in given ? readNote(given.note) : undefined;
  if (until !== undefined) await call(house, pauseSignal, request.caller, { bankId: bank.id, content, until });
  if (note !== undefined) await call(house, describeContent, request.caller, { bankId: bank.id, content, note });
  const changed = await contentInPath(house, request, bank);
  return {
    id: content,
    disable_until_ts: shapePause(changed.signals),
    collab_metadata: shapeCollab(changed.signals),
    original_media_uri: null,
    bank: shapeBank(bank),
    user_metadata: shapeOwnMetadata(changed.description),
    note: changed.note,
  };
}

/** Withdraws every hash of a content and erases what was said about it. One that is not there is no error. */
async function removeContent(house: House, request: FastifyRequest<ContentInPath>): Promise<{ deleted: number }> {
  const bank = await bankInPath(house, request);
  const found = await contentInPath(house, request, bank).catch(orNone);
  if (!found) return { deleted: 0 };
  for (const { number } of found.signals)
    await call(house, withdrawSignal, request.caller, { id: nameSignal(number), reason: 'Deleted by a program' });
  if (found.description)
    await call(house, eraseDescription, request.caller, { bankId: bank.id, content: found.content });
  return { deleted: 1 };
}

interface Content {
  content: number;
  signals: Signal[];
  description: Description | null;
  note: string | null;
}

/** The content that a request names in its path. @throws Refusal `no-such-content`. */
async function contentInPath(house: House, request: FastifyRequest<ContentInPath>, bank: NamedBank): Promise<Content> {
  const content = Number(request.params.content);
  if (content === 0) throw noContent(content);
  const found = await call(house, readContent, request.caller, { bankId: bank.id, content });
  return { content, ...found, note: found.signals[0]?.note ?? null };
}

function noContent(content: number): Refusal {
  return new Refusal('not-found', 'no-such-content', `content '${content}' not found`);
}

function orNone(fault: unknown): null {
  if (fault instanceof Refusal && fault.code === 'no-such-content') return null;
  throw fault;
}

function shapeSignals(signals: Signal[]): Record<string, string> {
  const known = signals.flatMap(({ algorithm, code }) => {
    const type = signalTypeOf(algorithm);
    return type && code ? [[type, code.toString('hex')] as const] : [];
  });
  return Object.fromEntries(known);
}
