// The page of exports for scanning: asking for one, letting one go, taking it, and telling whose copy a found list was.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { noProblems, type Problems, redirectWithNotice, sentBy } from '../../access/shell.ts';
import { type Html, html } from '../../kit/html.ts';
import { heading, panel } from '../../kit/look/layout.ts';
import { readBanks } from '../banks.ts';
import { deskPath, onlyWhoMay, type Sight, show, sight, submit, typed } from '../pages/page.ts';
import { algorithmByLength, isAlgorithm } from '../hashes.ts';
import { downloadScanExport } from './download.ts';
import { exportTable, found, requestForm, traceForm } from './page-parts.ts';
import { approveScanExport, declineScanExport, readScanExports, requestScanExport, traceScanExport } from './verbs.ts';
import { words } from './words.ts';

const exportsPath = `${deskPath}/exports`;
type Params = { Params: { id: string } };

/** What is shown besides the list: what was typed, what was wrong with it, what was found. */
interface Shown {
  given?: Record<string, string>;
  bankIds?: string[];
  problems?: Problems;
  found?: Html;
}

export function registerScanExportPages(scope: FastifyInstance): void {
  scope.get(exportsPath, onlyWhoMay(readScanExports), (request, reply) => page(sight(request, reply), {}));
  scope.post(exportsPath, (request, reply) => {
    const seen = sight(request, reply);
    const given = typed(request);
    const bankIds = sentBy(request).list('bankIds');
    const right = { ...seen.words.right, ...words(request.language).right };
    return submit(
      { ...seen, words: { right } },
      () => ask(seen, given, bankIds),
      (problems) => page(seen, { given, bankIds, problems }),
    );
  });
  scope.post(`${exportsPath}/trace`, (request, reply) => {
    const seen = sight(request, reply);
    const given = typed(request);
    return submit(
      seen,
      async () => {
        const traced = await seen.ask(traceScanExport, { hashes: hashesIn(given.hashes ?? '') });
        return page(seen, { given, found: found(seen, traced) });
      },
      (problems) => page(seen, { given, problems }),
    );
  });
  registerSteps(scope);
}

function registerSteps(scope: FastifyInstance): void {
  scope.post<Params>(`${exportsPath}/:id/approve`, (request, reply) =>
    step(request, reply, async (seen) => {
      const { hashes } = await seen.ask(approveScanExport, request.params);
      return redirectWithNotice(request, reply, exportsPath, words(request.language).approved(seen.number(hashes)));
    }),
  );
  scope.post<Params>(`${exportsPath}/:id/decline`, (request, reply) =>
    step(request, reply, async (seen) => {
      await seen.ask(declineScanExport, request.params);
      return redirectWithNotice(request, reply, exportsPath, words(request.language).declined);
    }),
  );
  // A form, not a link: what fetches links in advance would take the one time that there is.
  scope.post<Params>(`${exportsPath}/:id/take`, (request, reply) =>
    step(request, reply, async (seen) => {
      const { id } = request.params;
      const stream = await seen.ask(downloadScanExport, { id });
      return reply
        .type('application/octet-stream')
        .header('content-disposition', `attachment; filename="${id}.scan"`)
        .send(stream);
    }),
  );
}

function step(
  request: FastifyRequest,
  reply: FastifyReply,
  work: (seen: Sight) => Promise<FastifyReply>,
): Promise<FastifyReply> {
  const seen = sight(request, reply);
  return submit(
    seen,
    () => work(seen),
    (problems) => page(seen, { problems }),
  );
}

async function ask(seen: Sight, given: Record<string, string>, bankIds: string[]): Promise<FastifyReply> {
  const { recipient = '', recipientKey = '', purpose = '', validDays = '' } = given;
  const { hashes } = await seen.ask(requestScanExport, { bankIds, recipient, recipientKey, purpose, validDays });
  const { request, reply } = seen;
  return redirectWithNotice(request, reply, exportsPath, words(request.language).asked(seen.number(hashes)));
}

/** Lines as people paste them: a hash, or an algorithm and a hash. A mark is known by its digits alone. */
function hashesIn(text: string): { algorithm: 'pdq' | 'md5' | 'sha1' | 'sha256'; hash: string }[] {
  const lines = text.split('\n').flatMap((line) => line.trim() || []);
  return lines.map((line) => {
    const parts = line.toLowerCase().split(/[\s,:;]+/);
    const hash = parts.find((part) => /^[0-9a-f]{32,}$/.test(part)) ?? parts.at(-1)!;
    const named = parts.find(isAlgorithm);
    return { algorithm: named ?? algorithmByLength(hash.length) ?? 'pdq', hash };
  });
}

async function page(
  seen: Sight,
  { given = {}, bankIds = [], problems = noProblems, found: traced }: Shown,
): Promise<FastifyReply> {
  const said = words(seen.request.language);
  const { exports, names } = await seen.ask(readScanExports, {});
  const banks = (await seen.ask(readBanks, {})).filter(
    ({ shared, kind, state }) => !shared && kind === 'listing' && state === 'active',
  );
  const main = html`${heading({ title: said.title, lead: said.lead })}
    ${problems.summary}${traced}
    ${panel({ title: said.list, body: exportTable(seen, exports, names) })}
    ${panel({ title: said.ask, body: requestForm(seen, { given, bankIds, problems, banks }) })}
    ${panel({ title: said.trace, body: traceForm(seen, given, problems) })}`;
  return show(seen, 'exports', { title: said.title, main, status: problems.status, here: exportsPath });
}
