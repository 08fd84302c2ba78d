// What a platform's programs call, with a key of the scope `answer`: what was served on their platform, as DSA Article 16
// shapes it, and their answers. Registered on the scope `/v1`.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { House } from '../../runtime/house.ts';
import { expose } from '../../verbs/expose.ts';
import { call, checkPermission } from '../../verbs/verb.ts';
import { acknowledgeServed, complyServed, contestServed, refuseServed } from './answers.ts';
import { article16, summaryOf } from './article16.ts';
import { openServed, readInbox } from './verbs.ts';

export function registerInboxApi(server: FastifyInstance, house: House): void {
  expose(server, house, {
    method: 'GET',
    url: '/notices',
    verb: readInbox,
    summary: 'Notices that were served on this platform',
    description: listing,
    answer: ({ rows, ...rest }) => ({ notices: rows.map(summaryOf), ...rest }),
  });
  registerOpening(server, house);
  for (const { way, verb, summary } of answers)
    expose(server, house, {
      method: 'POST',
      url: `/notices/:id/${way}`,
      verb: verb as typeof contestServed,
      summary,
      description: answering,
    });
}

// Not `expose`d: opening changes something, and an answer that is kept for an Idempotency-Key would lie open.
function registerOpening(server: FastifyInstance, house: House): void {
  const onRequest = async (request: FastifyRequest) => checkPermission(openServed, request.caller);
  server.get<{ Params: { id: string } }>(
    '/notices/:id',
    { onRequest, schema: openingDocument },
    async (request, reply) => {
      const opened = await call(house, openServed, request.caller, { id: request.params.id });
      return reply.header('cache-control', 'no-store').send(article16(opened));
    },
  );
}

const answers = [
  { way: 'acknowledge', verb: acknowledgeServed, summary: 'Say that the notice is here and will be answered' },
  { way: 'comply', verb: complyServed, summary: 'Say what was taken down: all of it, or some items by their numbers' },
  { way: 'refuse', verb: refuseServed, summary: 'Refuse, with a reason' },
  { way: 'contest', verb: contestServed, summary: 'Contest the notice, in words' },
] as const;

const listing =
  'Open ones first, the most urgent clock first; then what is over (answered, withdrawn, or followed by another notice on its ladder, `followedBy`, which is to be answered instead), the latest first. `view` is `open`, `over` or `all`; `state` names states with commas between them (`served`, `acknowledged`, `partial`, `complied`, `refused`, `withdrawn`); `limit` is at most 100, 50 where none is named; `cursor` is `next` of the page before. Nothing of what a notice says: fetch it by its `id`.';

const answering =
  '`version` is the one that was read; with it nothing is answered that was changed since (`changed-meanwhile`). The answer is carried back to the desk that sent the notice. Answers repeat nothing of what a notice says.';

const openingDocument = {
  summary: 'What a notice says, to the letter',
  description:
    'As Article 16 of Regulation (EU) 2022/2065 shapes it (`article16`), with the particulars of an order under Article 9 where it is one (`article9`), and the sealed `document`: the SHA-256 of its UTF-8 bytes is `contentSha256`, for ever. The first fetch is proof that the platform has the notice, and the desk that sent it is told so; each one is in the record. Send no content of it to anybody. Needs the permission `remove.answer`.',
  params: { type: 'object', properties: { id: { type: 'string' } } },
};
