// What programs call: `/v1/match` and the curation of banks and signals. Registered on the scope `/v1`.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../kit/errors.ts';
import { maxPictureBytes } from '../runtime/http.ts';
import type { House } from '../runtime/house.ts';
import { call, checkPermission } from '../verbs/verb.ts';
import { expose } from '../verbs/expose.ts';
import { registerBulk } from './bulk/api.ts';
import { signalIndexKey } from './signal-index.ts';
import { changeBank, endBank, makeBank, moveBank, readBank, readBanks } from './banks.ts';
import { match } from './match.ts';
import { checkCopy, giveVerdict, readMatch, readMatches } from './matches.ts';
import { hashesOfPicture } from './picture-query.ts';
import { shapeAnswers, shapeBank, shapeMatch, shapeSignal, shapeVerdict } from './shapes.ts';
import {
  approveSignal,
  listSignal,
  readSignal,
  readSignals,
  reinstateSignal,
  relistSignal,
  withdrawSignal,
} from './signals.ts';

export { registerHma } from './hma/api.ts';

export async function registerRecogniseApi(server: FastifyInstance, house: House): Promise<void> {
  await server.register(async (scope) => registerMatch(scope, house)); // a scope of its own: only it takes pictures
  registerBanks(server, house);
  registerSignals(server, house);
  registerMatches(server, house);
  await registerBulk(server, house, () => house.part(signalIndexKey).follow());
}

const pictureTypes = ['application/octet-stream', /^image\//, /^video\//];

function registerMatch(server: FastifyInstance, house: House): void {
  // Pictures are taken as bytes whatever they are called; what they are is seen from the bytes themselves.
  for (const type of pictureTypes)
    server.addContentTypeParser(
      type,
      { parseAs: 'buffer', bodyLimit: maxPictureBytes },
      async (_request: FastifyRequest, body: Buffer) => body,
    );
  // Who may not ask is refused before a byte of the body is read.
  const onRequest = async (request: FastifyRequest) => checkPermission(match, request.caller);
  server.post(
    '/match',
    { onRequest, bodyLimit: maxPictureBytes, schema: matchDocument },
    async (request: FastifyRequest, reply: FastifyReply) => {
      const given = await offered(request);
      if ('hashes' in given)
        return reply.send(shapeAnswers(await call(house, match, request.caller, given as never), request.caller));
      return reply.send(await matchPicture(house, request, given.bytes, given.variants));
    },
  );
}

const matchDocument = {
  summary: 'Is this known? A picture, or up to 1,000 hashes.',
  description:
    'Send a picture as the raw body or as the file of a multipart form, or `{"hashes": [{"algorithm": "pdq", "hash": "…"}]}` as JSON. `?variants=true` also asks about the seven turned and mirrored forms of a picture. The answer says which lists and algorithms were asked; no match means only that none of these had it. Needs the permission `recognise.match`; distance, bank and provenance need `recognise.see-detail`.',
};

type Offered = { hashes: unknown } | { bytes: Buffer; variants: boolean };

async function offered(request: FastifyRequest): Promise<Offered> {
  const variants = (request.query as { variants?: string }).variants === 'true';
  if (request.isMultipart()) return { bytes: await fileOf(request), variants };
  if (Buffer.isBuffer(request.body)) return { bytes: request.body, variants };
  // Of the body only the hashes: which matches are opened and which lists are consulted is not the asker's to say.
  if (typeof request.body === 'object' && request.body !== null)
    return { hashes: (request.body as { hashes?: unknown }).hashes };
  throw new Refusal('bad-input', 'nothing-to-match', 'The request has no body; send a picture, or JSON with "hashes"');
}

async function fileOf(request: FastifyRequest): Promise<Buffer> {
  const file = await request.file();
  if (!file)
    throw new Refusal('bad-input', 'nothing-to-match', 'The form has no file; add the picture as a file field');
  try {
    return await file.toBuffer();
  } catch (fault) {
    if ((fault as { code?: string }).code !== 'FST_REQ_FILE_TOO_LARGE') throw fault;
    throw new Refusal('too-large', 'picture-too-large', `The picture is larger than ${maxPictureBytes} bytes`, {
      cause: fault,
    });
  }
}

async function matchPicture(
  house: House,
  request: FastifyRequest,
  bytes: Buffer,
  variants: boolean,
): Promise<Record<string, unknown>> {
  const { facts, queries } = await hashesOfPicture(house, bytes, variants);
  const result = await call(house, match, request.caller, { hashes: queries });
  const { hash, quality, width, height, format } = facts;
  const shaped = shapeAnswers(result, request.caller) as { asked: unknown; results: Record<string, unknown>[] };
  const results = shaped.results.map((each, position) => ({ form: queries[position]!.form ?? 'original', ...each }));
  return {
    picture: { pdq: Buffer.from(hash).toString('hex'), quality, width, height, format },
    asked: shaped.asked,
    results,
  };
}

function registerBanks(server: FastifyInstance, house: House): void {
  expose(server, house, {
    method: 'GET',
    url: '/banks',
    verb: readBanks,
    summary: 'Banks in sight, our own first',
    answer: (banks) => ({ banks: banks.map(shapeBank) }),
  });
  expose(server, house, {
    method: 'POST',
    url: '/banks',
    verb: makeBank,
    status: 201,
    summary: 'Make a bank',
    answer: shapeBank,
  });
  expose(server, house, {
    method: 'GET',
    url: '/banks/:id',
    verb: readBank,
    summary: 'A bank with its counts',
    answer: shapeBank,
  });
  expose(server, house, {
    method: 'PATCH',
    url: '/banks/:id',
    verb: changeBank,
    summary: 'Change properties of a bank',
    input: (request) => ({ id: (request.params as { id: string }).id, changes: request.body }),
    answer: shapeBank,
  });
  expose(server, house, {
    method: 'DELETE',
    url: '/banks/:id',
    verb: endBank,
    summary: 'End a bank: every hash in it is withdrawn',
  });
  for (const transition of ['activate', 'suspend'] as const)
    expose(server, house, {
      method: 'POST',
      url: `/banks/:id/${transition}`,
      verb: moveBank,
      fixed: { transition },
      summary: `${transition} a bank`,
      answer: shapeBank,
    });
}

function registerSignals(server: FastifyInstance, house: House): void {
  expose(server, house, {
    method: 'GET',
    url: '/signals',
    verb: readSignals,
    summary: 'Signals, newest first',
    answer: (signals) => ({
      signals: signals.map(shapeSignal),
      next: signals.length > 0 ? signals.at(-1)!.number : null,
    }),
  });
  expose(server, house, {
    method: 'POST',
    url: '/banks/:bankId/signals',
    verb: listSignal,
    status: 201,
    summary: 'List the hashes of one file',
    answer: (signals) => ({ signals: signals.map(shapeSignal) }),
  });
  expose(server, house, {
    method: 'GET',
    url: '/signals/:id',
    verb: readSignal,
    summary: 'A signal, its verdicts and its history',
    answer: ({ signal, siblings, verdicts, history }) => ({
      ...shapeSignal(signal),
      siblings: siblings.map(shapeSignal),
      verdicts: verdicts.map(shapeVerdict),
      history,
    }),
  });
  const moves = [
    ['withdraw', withdrawSignal, 'Withdraw a signal; the withdrawal travels as a tombstone'],
    ['relist', relistSignal, 'Propose a withdrawn or expired signal again'],
    ['approve', approveSignal, 'Approve a proposed signal, as a second person'],
    ['reinstate', reinstateSignal, 'Take a signal out of quarantine, as a second person'],
  ] as const;
  for (const [name, verb, summary] of moves)
    expose(server, house, {
      method: 'POST',
      url: `/signals/:id/${name}`,
      verb: verb as typeof withdrawSignal,
      summary,
      answer: shapeSignal,
    });
}

function registerMatches(server: FastifyInstance, house: House): void {
  expose(server, house, {
    method: 'GET',
    url: '/matches',
    verb: readMatches,
    summary: 'Matches of copies that we hold, newest first',
    answer: (matches) => ({ matches: matches.map(shapeMatch), next: matches.at(-1)?.id ?? null }),
  });
  expose(server, house, {
    method: 'GET',
    url: '/matches/:id',
    verb: readMatch,
    summary: 'A match with its verdicts',
    answer: ({ match: found, verdicts }) => ({ ...shapeMatch(found), verdicts: verdicts.map(shapeVerdict) }),
  });
  expose(server, house, {
    method: 'POST',
    url: '/matches/:id/copy',
    verb: checkCopy,
    summary: 'Ask whether a match is about the copy with this hash; a match with a device hash shows no hash',
  });
  expose(server, house, {
    method: 'POST',
    url: '/matches/:id/verdict',
    verb: giveVerdict,
    summary: 'Say what the copy is, as the body that holds it',
    answer: shapeMatch,
  });
}
