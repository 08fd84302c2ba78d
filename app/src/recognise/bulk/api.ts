// Bulk import and export for programs, on the scope `/v1`. Bodies and answers stream, of any size.
import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Refusal } from '../../kit/errors.ts';
import type { House } from '../../runtime/house.ts';
import { requestBody } from '../../runtime/request-body.ts';
import { expose } from '../../verbs/expose.ts';
import { badInput, call, checkPermission } from '../../verbs/verb.ts';
import { exportSignals } from './export.ts';
import { importFile, type Watch } from './import-file.ts';
import type { Format } from './reading/format.ts';
import { beginImport, readImport, readImports } from './verbs.ts';

type BankRequest = FastifyRequest<{ Params: { bankId: string } }>;

/** Registers the routes. `untilLive` resolves when this node's index holds all that is committed. */
export async function registerBulk(
  server: FastifyInstance,
  house: House,
  untilLive?: Watch['untilLive'],
): Promise<void> {
  expose(server, house, {
    method: 'GET',
    url: '/imports',
    verb: readImports,
    summary: 'Imports, newest first',
    answer: (imports) => ({ imports, next: imports.at(-1)?.id ?? null }),
  });
  expose(server, house, {
    method: 'GET',
    url: '/imports/:id',
    verb: readImport,
    summary: 'An import and its first bad lines',
  });
  expose(server, house, {
    method: 'GET',
    url: '/imports/:id/faults',
    verb: readImport,
    summary: 'The bad lines of an import, in order',
    answer: ({ faults, nextFault }) => ({ faults, next: nextFault }),
  });
  server.get('/banks/:bankId/export', { schema: exportDocument }, (request: BankRequest, reply) =>
    sendExport(house, request, reply),
  );
  await server.register(async (scope) => {
    streamBodies(scope);
    // Who may not import is refused before a byte of the body is read.
    const onRequest = async (request: FastifyRequest) => checkPermission(beginImport, request.caller);
    const options = { onRequest, bodyLimit: Number.MAX_SAFE_INTEGER, schema: importDocument };
    scope.post('/banks/:bankId/imports', options, (request: BankRequest, reply) =>
      takeImport(house, request, reply, untilLive),
    );
  });
}

const textTypes = [
  'text/csv',
  'text/plain',
  'text/tab-separated-values',
  'application/x-ndjson',
  'application/ndjson',
  'application/octet-stream',
];

// Whatever the file calls itself, its format is told from its content.
function streamBodies(scope: FastifyInstance): void {
  for (const type of textTypes) {
    if (scope.hasContentTypeParser(type)) scope.removeContentTypeParser(type);
    scope.addContentTypeParser(type, (_request, payload, done) => done(null, payload));
  }
}

const importQuery = z.strictObject({
  keepGood: z.stringbool('true or false').optional(),
  algorithm: z.string().optional(),
  source: z.string().optional(),
  sourceKind: z.string().optional(),
  format: z.string().optional(),
  fileName: z.string().optional(),
});

// Importing the same file twice lists nothing new, so a key is not needed; one that is sent must not be believed in vain.
function refuseIdempotencyKey({ headers }: FastifyRequest): void {
  if (headers['idempotency-key'] === undefined) return;
  throw new Refusal(
    'bad-input',
    'idempotency-key-not-taken',
    'Imports take no Idempotency-Key: send the file again instead, what is listed already stays as it is',
  );
}

async function takeImport(
  house: House,
  request: BankRequest,
  reply: FastifyReply,
  untilLive: Watch['untilLive'],
): Promise<FastifyReply> {
  refuseIdempotencyKey(request);
  const query = importQuery.safeParse(request.query);
  if (!query.success) throw badInput(query.error);
  const { stream, name } = await offeredFile(request);
  const options = { fileName: name, ...query.data, bankId: request.params.bankId } as Parameters<typeof importFile>[2];
  const result = await importFile(house, request.caller, options, requestBody(stream), { untilLive });
  return reply.status(result.state === 'applied' ? 201 : 422).send(result);
}

async function offeredFile(request: FastifyRequest): Promise<{ stream: Readable; name: string | null }> {
  if (!request.isMultipart()) {
    if (request.body) return { stream: request.body as Readable, name: null };
    throw new Refusal(
      'bad-input',
      'nothing-to-import',
      'The request has no body; send the file as text/csv, application/x-ndjson or text/plain, or as a multipart form',
    );
  }
  const file = await request.file({ limits: { fileSize: Number.POSITIVE_INFINITY } });
  if (file) return { stream: file.file, name: file.filename.slice(0, 255) };
  throw new Refusal('bad-input', 'nothing-to-import', 'The form has no file; add the list as a file field');
}

const mediaTypes: Record<Format, string> = {
  csv: 'text/csv; charset=utf-8',
  ndjson: 'application/x-ndjson',
  lines: 'text/plain; charset=utf-8',
};

async function sendExport(house: House, request: BankRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { format = 'csv', ...query } = request.query as { format?: Format; state?: string };
  const stream = await call(house, exportSignals, request.caller, {
    ...query,
    format,
    bankId: request.params.bankId,
  } as never);
  const ending = format === 'lines' ? 'txt' : format;
  return reply
    .type(mediaTypes[format])
    .header('content-disposition', `attachment; filename="${request.params.bankId}.${ending}"`)
    .send(stream);
}

const importDocument = {
  summary: 'Import a list of hashes into a bank',
  description:
    'Send CSV with a header, one hash a line (with the algorithm before it, or none), or one JSON object a line, as the raw body or as the file of a multipart form, of any size. All of it is listed or, with `keepGood=true`, its good lines. Query: `keepGood`, `algorithm` (of hashes beside which none is named), `source`, `sourceKind` (agency or exchange), `format` (csv, ndjson or lines; otherwise told from the content). Answers 201 with the counts when the list is in force, 422 with the first hundred bad lines when nothing was listed. Needs the permission `recognise.import`.',
};

const exportDocument = {
  summary: 'Export the hashes of a bank',
  description:
    'Streams every hash of the bank, without a cap. Query: `format` (csv, ndjson or lines), `state`. Withdrawn hashes are included as tombstones. Needs the permission `recognise.export`; the record keeps who exported what.',
};
