// Pages of imports: sending a list to a bank, and one import with its counts, its bad lines and how far it is.
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { checkFormToken, noProblems, type Problems, redirectWithNotice } from '../../access/shell.ts';
import { Refusal } from '../../kit/errors.ts';
import { type Html, html } from '../../kit/html.ts';
import { actions, button } from '../../kit/look/buttons.ts';
import { facts } from '../../kit/look/facts.ts';
import { field } from '../../kit/look/field.ts';
import { form } from '../../kit/look/form.ts';
import { columns, heading, panel } from '../../kit/look/layout.ts';
import { crumbs, pager } from '../../kit/look/navigation.ts';
import { badge, emptyState, notice } from '../../kit/look/notice.ts';
import { table } from '../../kit/look/table.ts';
import { requestBody } from '../../runtime/request-body.ts';
import { readBank } from '../banks.ts';
import { beginImport, exportSignals, type Import, importFile, readImport, readImports } from '../bulk/index.ts';
import { algorithmNames } from '../hashes.ts';
import { signalIndexKey } from '../signal-index.ts';
import { approveImport } from '../signals.ts';
import { deskPath, onlyWhoMay, type Sight, show, sight, submit } from './page.ts';

type Params = { Params: { id: string } };

const bankPath = (id: string) => `${deskPath}/banks/${id}`;
const importPath = (id: string) => `${deskPath}/imports/${id}`;

/** A small list is in before anyone could read another page; a large one goes on while its page shows how far it is. */
const answeredWithinMs = 1500;
const refreshSeconds = 2;

export function registerImports(scope: FastifyInstance): void {
  const { onRequest } = onlyWhoMay(beginImport);
  scope.get<Params>(`${deskPath}/banks/:id/imports`, { onRequest }, (request, reply) =>
    importsOfBank(sight(request, reply), request.params.id, noProblems),
  );
  scope.post<Params>(
    `${deskPath}/banks/:id/imports`,
    { onRequest, config: { checksFormToken: true } },
    (request, reply) => {
      const seen = sight(request, reply);
      return submit(
        seen,
        () => takeUpload(seen, request.params.id),
        (problems) => importsOfBank(seen, request.params.id, problems),
      );
    },
  );
  scope.get<Params>(`${deskPath}/imports/:id`, (request, reply) =>
    oneImport(sight(request, reply), request.params.id, noProblems),
  );
  scope.post<Params>(`${deskPath}/imports/:id/approve`, (request, reply) => {
    const { id } = request.params;
    const seen = sight(request, reply);
    return submit(
      seen,
      async () => {
        const { approved } = await seen.ask(approveImport, { id });
        return redirectWithNotice(request, reply, importPath(id), seen.words.approvedMany(seen.number(approved)));
      },
      (problems) => oneImport(seen, id, problems),
    );
  });
  scope.get<Params>(`${deskPath}/banks/:id/export.csv`, async (request, reply) => {
    const { id } = request.params;
    const stream = await sight(request, reply).ask(exportSignals, { bankId: id, format: 'csv' });
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${id}.csv"`)
      .send(stream);
  });
}

async function takeUpload(seen: Sight, bankId: string): Promise<FastifyReply> {
  const { request, reply, words } = seen;
  const file = await request.file({ limits: { fileSize: Number.POSITIVE_INFINITY } });
  if (!file?.filename)
    throw new Refusal('bad-input', 'nothing-to-import', words.importFile, {
      fields: [{ path: 'file', message: words.right.file }],
    });
  checkFormToken(request, fieldOf(file, 'csrf'));
  const algorithm = fieldOf(file, 'algorithm');
  const options = {
    bankId,
    fileName: file.filename,
    keepGood: fieldOf(file, 'keepGood') === 'yes',
    source: fieldOf(file, 'source') || 'own',
    algorithm: (algorithm || null) as 'pdq' | null,
  };
  const { house } = request.server;
  const untilLive = () => house.part(signalIndexKey).follow();
  const importing = importFile(house, request.caller, options, requestBody(file.file), { untilLive });
  const finished = await Promise.race([importing, longEnough(file)]);
  // Whatever becomes of it now stands in the import itself, where its page reads it.
  importing.catch((fault) => house.log.warn({ err: fault }, 'an import ended with a fault'));
  if (finished) return reply.redirect(importPath(finished.id), 303);
  const [running] = await seen.ask(readImports, { bankId, limit: 1 });
  return reply.redirect(running ? importPath(running.id) : `${bankPath(bankId)}/imports`, 303);
}

function fieldOf(file: MultipartFile, name: string): string {
  const given = file.fields[name];
  return given && 'value' in given && typeof given.value === 'string' ? given.value.trim() : '';
}

/** Resolves a moment after the whole file was received. */
function longEnough(file: MultipartFile): Promise<null> {
  return new Promise((resolve) => {
    file.file.once('close', () => setTimeout(resolve, answeredWithinMs, null));
  });
}

const toneOf = { reading: 'info', read: 'info', applied: 'success', refused: 'warning', abandoned: 'neutral' } as const;

async function importsOfBank(seen: Sight, id: string, problems: Problems): Promise<FastifyReply> {
  const { words, request } = seen;
  const bank = await seen.ask(readBank, { id });
  const imports = await seen.ask(readImports, { bankId: id, limit: 50 });
  const title = words.importOf(bank.name);
  const ways = [
    { href: `${deskPath}/banks`, label: words.banks },
    { href: bankPath(id), label: bank.name },
  ];
  const main = html`${heading({ title, lead: words.importLead, crumbs: crumbs({ language: request.language, ways }) })}
    ${problems.summary}
    ${panel({ title: words.importTitle, body: uploadForm(seen, id, problems) })}
    ${panel({ title: words.imports, body: importTable(seen, imports) })}`;
  return show(seen, 'banks', { title, main, status: problems.status, here: `${bankPath(id)}/imports` });
}

// The file comes last: what is asked about it is known before its first byte.
function uploadForm({ words, csrf }: Sight, bankId: string, problems: Problems): Html {
  const algorithms = [{ value: '', label: '—' }, ...algorithmNames.map((name) => ({ value: name, label: name }))];
  const body = html`
    ${field({ type: 'text', name: 'source', label: words.source, hint: words.sourceHint, mark: words.optional, maxlength: 200, error: problems.of('source') })}
    ${field({ type: 'select', name: 'algorithm', label: words.importAlgorithm, hint: words.importAlgorithmHint, mark: words.optional, options: algorithms, error: problems.of('algorithm') })}
    ${field({ type: 'checkbox', name: 'keepGood', label: words.importKeepGood })}
    ${field({ type: 'file', name: 'file', label: words.importFile, accept: '.csv,.txt,.ndjson,.jsonl,text/*', required: true, error: problems.of('file') })}
    ${actions(button({ label: words.importStart }))}`;
  return form({ action: `${bankPath(bankId)}/imports`, csrf, files: true, body });
}

function importTable({ words, number, moment }: Sight, imports: Import[]): Html {
  return table({
    caption: words.imports,
    columns: [
      { label: words.started },
      { label: words.file },
      { label: words.state },
      { label: words.linesRead, numeric: true },
      { label: words.importListed, numeric: true },
    ],
    rows: imports.map((each) => [
      html`<a href="${importPath(each.id)}">${moment(each.startedAt)}</a>`,
      each.fileName ?? '—',
      badge({ label: words.importStates[each.state], tone: toneOf[each.state] }),
      number(each.linesRead),
      number(each.listed),
    ]),
    empty: emptyState({ title: words.noImports }),
  });
}

async function oneImport(seen: Sight, id: string, problems: Problems): Promise<FastifyReply> {
  const { words, request } = seen;
  const { after } = request.query as { after?: string };
  const shown = await seen.ask(readImport, { id, ...(after ? { after } : {}) });
  const bank = await seen.ask(readBank, { id: shown.bankId });
  const running = shown.state === 'reading' || shown.state === 'read';
  if (running) seen.reply.header('refresh', String(refreshSeconds));
  const title = words.importOf(bank.name);
  const ways = [
    { href: `${deskPath}/banks`, label: words.banks },
    { href: bankPath(bank.id), label: bank.name },
    { href: `${bankPath(bank.id)}/imports`, label: words.imports },
  ];
  const main = html`${heading({ title, state: badge({ label: words.importStates[shown.state], tone: toneOf[shown.state] }), crumbs: crumbs({ language: request.language, ways }) })}
    ${problems.summary}
    ${outcome(seen, shown)}
    ${columns({
      wide: panel({ title: words.faults, body: faultTable(seen, shown, id) }),
      narrow: html`${panel({ title: words.importTitle, body: counts(seen, shown) })}${approval(seen, shown, bank.secondReview)}`,
    })}`;
  return show(seen, 'banks', { title, main, status: problems.status, here: importPath(id) });
}

type Shown = Awaited<ReturnType<typeof readImport.perform>>;

function outcome({ words, number }: Sight, { state, refusedWhy, listed, linesRead }: Shown): Html {
  if (state === 'applied')
    return notice({
      tone: 'success',
      title: words.importAppliedTitle,
      body: `${words.importListed}: ${number(listed)}`,
    });
  if (state === 'refused')
    return notice({ tone: 'warning', title: words.importRefusedTitle, body: refusedWhy ?? words.importRefusedBody });
  if (state === 'abandoned')
    return notice({ tone: 'warning', title: words.importRefusedTitle, body: words.importStates.abandoned });
  return notice({
    tone: 'info',
    title: words.importRunning,
    body: html`<p>${words.linesRead}: ${number(linesRead)}</p><progress aria-label="${words.importRunning}"></progress>`,
  });
}

function counts({ words, number, moment }: Sight, shown: Shown): Html {
  const ifAny = (label: string, count: number) => (count > 0 ? [{ label, value: number(count) }] : []);
  return facts([
    { label: words.file, value: shown.fileName ?? '—' },
    { label: words.source, value: shown.source === 'own' ? words.own : shown.source },
    { label: words.started, value: moment(shown.startedAt) },
    { label: words.linesRead, value: number(shown.linesRead) },
    { label: words.linesBad, value: number(shown.linesBad) },
    { label: words.importListed, value: number(shown.listed) },
    ...ifAny(words.importAlready, shown.alreadyListed),
    ...ifAny(words.importDuplicates, shown.duplicates),
    ...ifAny(words.importTombstones, shown.withdrawn),
    ...ifAny(words.importWithdrawn, shown.withdrawnBefore),
    ...ifAny(words.importExpired, shown.expired),
    ...(shown.ignoredColumns.length > 0
      ? [{ label: words.importIgnored, value: shown.ignoredColumns.join(', ') }]
      : []),
  ]);
}

function faultTable({ words, number, request }: Sight, { faults, nextFault }: Shown, id: string): Html {
  return html`${table({
    caption: words.faults,
    columns: [{ label: words.line }, { label: words.why }],
    rows: faults.map((fault) => [number(fault.line), fault.reason]),
    empty: emptyState({ title: words.noFaults }),
  })}${nextFault === null ? null : pager({ language: request.language, next: `${importPath(id)}?after=${nextFault}` })}`;
}

function approval({ words, csrf, may }: Sight, { id, state, listed }: Shown, secondReview: boolean): Html | null {
  if (!secondReview || state !== 'applied' || listed === 0 || !may(approveImport)) return null;
  return form({ action: `${importPath(id)}/approve`, csrf, body: button({ label: words.approveImport }) });
}
