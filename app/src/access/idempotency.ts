// Idempotency-Key on `/v1`: a program that did not hear the answer to a change asks again under the same key, and gets
// the first answer instead of a second change. What is kept of answers is sealed: a receipt or an address may stand in one.
import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { fieldsPart } from '../fields/index.ts';
import { Refusal } from '../kit/errors.ts';
import { dayMs, minuteMs } from '../kit/time.ts';
import { asNode, inOrganisation, type Work } from '../runtime/database.ts';
import type { House } from '../runtime/house.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set while this request is the first under its key. */
    idempotency: { keyHash: Buffer } | null;
  }
}

/** Answers are kept for a day; longer than that nobody asks again. */
const keepMs = dayMs;
/** A first request that has not been answered for so long died with its process. */
const lostAfterMs = 5 * minuteMs;

/** In this scope every route that changes something honours the header. */
export function honourIdempotencyKeys(scope: FastifyInstance): void {
  scope.decorateRequest('idempotency', null);
  scope.addHook('preHandler', async (request, reply) => {
    const answered = await standingAnswer(request);
    return answered ? replay(reply, answered) : undefined; // what is returned here ends the request
  });
  scope.addHook('onSend', async (request, reply, payload) => {
    if (request.idempotency) await finish(request, reply, typeof payload === 'string' ? payload : '');
    return payload;
  });
}

async function standingAnswer(request: FastifyRequest): Promise<Answered | null> {
  const key = request.headers['idempotency-key'];
  if (key === undefined || !request.routeOptions.config.changes || request.caller.organisationId === null) return null;
  if (typeof key === 'string' && /^[\x21-\x7e]{1,200}$/.test(key)) return begin(request, key);
  throw new Refusal(
    'bad-input',
    'idempotency-key-malformed',
    'Idempotency-Key: 1 to 200 visible ASCII characters without spaces',
  );
}

interface Answered {
  request_hash: Buffer;
  begun_at: Date;
  status: number | null;
  content_type: string | null;
  /** Sealed, for this caller's key only. */
  body: string | null;
}

/** What answers are sealed for. */
const purpose = 'access.answered-request';
/** Whose answer it is: moved to another row, it does not open. */
const ownerOf = (callerId: string, keyHash: Buffer): string => `${callerId} ${keyHash.toString('base64url')}`;

/** Takes the key for this request; the answer that stands under it already, if there is one. */
async function begin(request: FastifyRequest, key: string): Promise<Answered | null> {
  const { house } = request.server;
  const keyHash = house.part(fieldsPart).blind('access.idempotency-key', key);
  const asked = createHash('sha256')
    .update(JSON.stringify([request.method, request.url, request.body ?? null]))
    .digest('base64');
  const requestHash = house.part(fieldsPart).blind('access.idempotent-request', asked);
  return inOwn(request, async ({ client }) => {
    const now = house.now();
    const values = [
      request.caller.organisationId,
      request.caller.id,
      keyHash,
      requestHash,
      now,
      new Date(now.getTime() - keepMs),
    ];
    const { rowCount } = await client.query(
      `INSERT INTO access.answered_request AS a (organisation_id, caller_id, key_hash, request_hash, begun_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (caller_id, key_hash) DO UPDATE SET request_hash = excluded.request_hash, begun_at = excluded.begun_at, status = NULL, body = NULL
         WHERE a.begun_at < $6`,
      values,
    );
    if (rowCount === 1) {
      request.idempotency = { keyHash };
      return null;
    }
    const { rows } = await client.query<Answered>(
      'SELECT * FROM access.answered_request WHERE caller_id = $1 AND key_hash = $2',
      [request.caller.id, keyHash],
    );
    const row = sameAndDone(rows[0]!, requestHash, now);
    return { ...row, body: opened(request, row, keyHash) };
  });
}

function sameAndDone(row: Answered, requestHash: Buffer, now: Date): Answered {
  if (!row.request_hash.equals(requestHash))
    throw new Refusal(
      'unprocessable',
      'idempotency-key-reused',
      'This Idempotency-Key was used for another request; choose a new one for each change',
    );
  if (row.status !== null) return row;
  if (now.getTime() - row.begun_at.getTime() < lostAfterMs)
    throw new Refusal(
      'conflict',
      'idempotency-in-progress',
      'The first request under this Idempotency-Key is still under way; ask again in a moment',
    );
  throw outcomeUnknown('The first request under this Idempotency-Key was cut off');
}

/** @throws Refusal `idempotency-outcome-unknown` for an answer that was not sealed here for this key. */
function opened({ caller, server: { house } }: FastifyRequest, { body }: Answered, keyHash: Buffer): string {
  const content = house.part(fieldsPart).openTicket(purpose, body ?? '', house.now());
  if (typeof content?.body === 'string' && content.of === ownerOf(caller.id, keyHash)) return content.body;
  throw outcomeUnknown('The answer to the first request under this Idempotency-Key cannot be shown again');
}

const outcomeUnknown = (seen: string): Refusal =>
  new Refusal(
    'conflict',
    'idempotency-outcome-unknown',
    `${seen}; look whether the change is there, then use a new key`,
  );

function replay(reply: FastifyReply, { status, content_type: type, body }: Answered): FastifyReply {
  return reply
    .status(status!)
    .header('idempotency-replayed', 'true')
    .type(type ?? 'application/json')
    .send(body);
}

// A fault of ours, or being asked to wait, is no answer: the program should try again.
async function finish(request: FastifyRequest, reply: FastifyReply, body: string): Promise<void> {
  const { keyHash } = request.idempotency!;
  request.idempotency = null;
  const { statusCode } = reply;
  const values = [request.caller.id, keyHash];
  const { house } = request.server;
  const content = { body, of: ownerOf(request.caller.id, keyHash) };
  // As long as the row may be asked for, and no shorter: it is begun anew a day after it was begun.
  const sealed = house.part(fieldsPart).sealTicket(purpose, content, new Date(house.now().getTime() + keepMs));
  await inOwn(request, async ({ client }) => {
    if (statusCode >= 500 || statusCode === 429)
      await client.query('DELETE FROM access.answered_request WHERE caller_id = $1 AND key_hash = $2', values);
    else
      await client.query(
        'UPDATE access.answered_request SET status = $3, content_type = $4, body = $5 WHERE caller_id = $1 AND key_hash = $2',
        [...values, statusCode, String(reply.getHeader('content-type') ?? 'application/json'), sealed],
      );
  });
}

function inOwn<T>({ server, caller }: FastifyRequest, work: (work: Work) => Promise<T>): Promise<T> {
  return inOrganisation(server.house.database, caller.organisationId, work);
}

/** Forgets answers that are older than a day. Run by the node. */
export async function forgetAnswers(house: House): Promise<void> {
  const before = new Date(house.now().getTime() - keepMs);
  await asNode(house.database, ({ client }) =>
    client.query('DELETE FROM access.answered_request WHERE begun_at < $1', [before]),
  );
}
