// What is public of removals: the page of figures and its feeds, the log and its file. In the scope of the public face; no
// script, no cookie, and nobody is known here.
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { publicOrganisationId } from '../../../access/index.ts';
import { hourMs, minuteMs, secondMs } from '../../../kit/time.ts';
import { showPublic } from '../../../report/index.ts';
import { type Caller, nobody } from '../../../verbs/caller.ts';
import { call } from '../../../verbs/verb.ts';
import { listLog, logLines } from '../log/read.ts';
import { readTransparency } from '../read.ts';
import { needDesk } from '../needs-desk.ts';
import { feedOf, tableOf } from './feed.ts';
import { figuresPage } from './figures-page.ts';
import { logPage } from './log-page.ts';
import { logFilePath, logPath, transparencyPath } from './paths.ts';
import { publicWords } from './words.ts';

/** Registers them in the scope of the public face, and their link at the foot of its pages. */
export function registerTransparency(scope: FastifyInstance): void {
  (scope.face.links ??= []).push((language) => ({ href: transparencyPath, label: publicWords(language).foot }));
  scope.get<{ Querystring: { from?: string } }>(transparencyPath, async (request, reply) => {
    const main = figuresPage(request.language, await transparencyOf(request), request.query.from);
    return showPublic(request, reply, { title: publicWords(request.language).title, main, findable: true });
  });
  scope.get(`${transparencyPath}.json`, async (request, reply) =>
    feed(reply, 'application/json; charset=utf-8').send(
      `${JSON.stringify(feedOf(await transparencyOf(request)), null, 2)}\n`,
    ),
  );
  scope.get(`${transparencyPath}.csv`, async (request, reply) =>
    feed(reply, 'text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="transparency.csv"')
      .send(tableOf(await transparencyOf(request))),
  );
  scope.get<{ Querystring: { before?: string } }>(logPath, async (request, reply) => {
    const before = /^\d{1,9}$/.test(request.query.before ?? '') ? Number(request.query.before) : null;
    const listed = await call(request.server.house, listLog, await visitor(request), { before });
    const main = logPage(request.language, listed);
    return showPublic(request, reply, { title: publicWords(request.language).title, main, findable: true });
  });
  scope.get(logFilePath, async (request, reply) => {
    const caller = await visitor(request);
    return feed(reply, 'application/x-ndjson', 5 * minuteMs).send(
      Readable.from(logLines(request.server.house, caller)),
    );
  });
}

/** Anyone, within the organisation that the public face belongs to. @throws Refusal `not-set-up` before there is one. */
async function visitor({ server }: FastifyRequest): Promise<Caller> {
  const organisationId = await publicOrganisationId(server.house);
  needDesk(organisationId ?? '');
  return { ...nobody, organisationId };
}

const transparencyOf = async (request: FastifyRequest) =>
  call(request.server.house, readTransparency, await visitor(request), {});

/** For programs on any site, and for caches: it is the same for everybody. A log must not lag behind its disclosure for long. */
const feed = (reply: FastifyReply, type: string, keptMs = hourMs): FastifyReply =>
  reply
    .type(type)
    .header('cache-control', `public, max-age=${keptMs / secondMs}`)
    .header('access-control-allow-origin', '*')
    .header('cross-origin-resource-policy', 'cross-origin');
