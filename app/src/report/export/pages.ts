// The page of exports: asking for one, letting one go, taking it.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { formatDate } from '../../kit/formats.ts';
import { type Html, html } from '../../kit/html.ts';
import { actions, button } from '../../kit/look/buttons.ts';
import { field } from '../../kit/look/field.ts';
import { confirm, form } from '../../kit/look/form.ts';
import type { Tone } from '../../kit/look/icons.ts';
import { heading, panel } from '../../kit/look/layout.ts';
import { crumbs } from '../../kit/look/navigation.ts';
import { badge, emptyState } from '../../kit/look/notice.ts';
import { table } from '../../kit/look/table.ts';
import { dayStart } from '../care/index.ts';
import {
  deskPath,
  noProblems,
  onlyWhoMay,
  type Problems,
  redirectWithNotice,
  type Sight as AnySight,
  show,
  sight,
  submit,
  typed,
} from '../pages/frame.ts';
import { downloadExport } from './download.ts';
import type { ExportState } from './states.ts';
import { exportContents, exportFormats } from './store.ts';
import { approveExport, declineExport, readExports, requestExport, type ShownExport } from './verbs.ts';
import { type Words, words } from './words.ts';

export { eventWords, refusalWords } from './words.ts';

const exportsPath = `${deskPath}/settings/exports`;
type Sight = AnySight<Words>;
type Params = { Params: { id: string } };

export function registerExportPages(scope: FastifyInstance): void {
  scope.get(exportsPath, onlyWhoMay(readExports), (request, reply) =>
    exportsPage(sight(request, reply, words(request.language)), {}, noProblems),
  );
  scope.post(exportsPath, (request, reply) => {
    const seen = sight(request, reply, words(request.language));
    const given = typed(request);
    return submit(
      seen,
      async () => {
        const { from = '', to = '', what, purpose = '' } = given;
        const { reports } = await seen.ask(requestExport, { from, to, what: what as 'facts', purpose });
        return redirectWithNotice(request, reply, exportsPath, seen.words.asked(seen.number(reports)));
      },
      (problems) => exportsPage(seen, given, problems),
    );
  });
  registerSteps(scope);
}

function registerSteps(scope: FastifyInstance): void {
  scope.post<Params>(`${exportsPath}/:id/approve`, (request, reply) => {
    const seen = sight(request, reply, words(request.language));
    return submit(
      seen,
      async () => {
        const { reports } = await seen.ask(approveExport, request.params);
        return redirectWithNotice(request, reply, exportsPath, seen.words.approved(seen.number(reports)));
      },
      (problems) => exportsPage(seen, {}, problems),
    );
  });
  scope.post<Params>(`${exportsPath}/:id/decline`, (request, reply) => {
    const seen = sight(request, reply, words(request.language));
    return submit(
      seen,
      async () => {
        await seen.ask(declineExport, request.params);
        return redirectWithNotice(request, reply, exportsPath, seen.words.declined);
      },
      (problems) => exportsPage(seen, {}, problems),
    );
  });
  // A form, not a link: what fetches links in advance would take the one time that there is.
  scope.post<Params>(`${exportsPath}/:id/take`, (request, reply) => {
    const seen = sight(request, reply, words(request.language));
    return submit(
      seen,
      () => take(seen, request.params.id),
      (problems) => exportsPage(seen, {}, problems),
    );
  });
}

const mediaTypes = { csv: 'text/csv; charset=utf-8', ndjson: 'application/x-ndjson' };

async function take({ request, reply, ask }: Sight, id: string): Promise<FastifyReply> {
  const format = typed(request).format as 'csv' | 'ndjson';
  const stream = await ask(downloadExport, { id, format });
  return reply
    .type(mediaTypes[format])
    .header('content-disposition', `attachment; filename="${id}.${format}"`)
    .send(stream);
}

async function exportsPage(seen: Sight, given: Record<string, string>, problems: Problems): Promise<FastifyReply> {
  const { words, request, frame } = seen;
  const { exports, names } = await seen.ask(readExports, {});
  const ways = [{ href: `${deskPath}/settings`, label: frame.settings }];
  const main = html`${heading({ title: words.title, lead: words.lead, crumbs: crumbs({ language: request.language, ways }) })}
    ${problems.summary}
    ${panel({ title: words.list, body: list(seen, exports, names) })}
    ${panel({ title: words.ask, body: requestForm(seen, given, problems) })}`;
  return show(seen, 'settings', { title: words.title, main, status: problems.status, here: exportsPath });
}

const toneOf: Record<ExportState, Tone> = {
  requested: 'info',
  approved: 'success',
  declined: 'neutral',
  taken: 'neutral',
  lapsed: 'neutral',
};

function list(seen: Sight, exports: readonly ShownExport[], names: ReadonlyMap<string, string>): Html {
  const { words, request, moment } = seen;
  const date = (day: string) => formatDate(request.language, dayStart(day)!);
  const name = (id: string) => names.get(id) ?? id;
  return table({
    caption: words.list,
    columns: [
      { label: words.days },
      { label: words.what },
      { label: words.by },
      { label: words.state },
      { label: words.next },
    ],
    rows: exports.map((each) => [
      words.day(date(each.fromDay), date(each.toDay)),
      html`${words.shortWhats[each.what]}<p class="note">${each.purpose}</p>`,
      html`${name(each.requestedBy)}<p class="note">${moment(each.requestedAt)}</p>`,
      html`${badge({ label: words.states[each.state], tone: toneOf[each.state] })}${each.decidedBy === null ? null : html`<p class="note">${words.decidedBy(name(each.decidedBy))}</p>`}`,
      nextStep(seen, each),
    ]),
    empty: emptyState({ title: words.none, body: words.noneBody }),
  });
}

function nextStep(seen: Sight, each: ShownExport): Html | string {
  const { words, csrf, request } = seen;
  const own = each.requestedBy === request.caller.id;
  const path = `${exportsPath}/${each.id}`;
  if (each.state === 'approved' && own) return takeForm(seen, each);
  if (each.state !== 'requested') return '–';
  const decline = form({
    action: `${path}/decline`,
    csrf,
    body: button({ label: own ? words.takeBack : words.decline, tone: 'quiet' }),
  });
  if (own || !seen.may(approveExport)) return html`<p class="note">${words.waitsForOther}</p>${actions(decline)}`;
  const approve = confirm({
    label: words.approve,
    question: words.approveQuestion,
    submit: words.approve,
    form: { action: `${path}/approve`, csrf, body: null },
  });
  return actions(approve, decline);
}

function takeForm({ words, csrf }: Sight, { id }: ShownExport): Html {
  const options = exportFormats.map((format) => ({ value: format, label: words.formats[format] }));
  const body = html`${field({ type: 'select', name: 'format', id: `format-${id}`, label: words.format, options, hint: words.takeHint })}
    ${actions(button({ label: words.take }))}`;
  return form({ action: `${exportsPath}/${id}/take`, csrf, body });
}

function requestForm({ words, csrf }: Sight, given: Record<string, string>, problems: Problems): Html {
  const kept = (name: string) => ({ name, value: given[name], error: problems.of(name) });
  const options = exportContents.map((what) => ({ value: what, label: words.whats[what] }));
  const body = html`
    ${field({ type: 'date', ...kept('from'), label: words.from, required: true })}
    ${field({ type: 'date', ...kept('to'), label: words.to, required: true })}
    ${field({ type: 'radios', ...kept('what'), label: words.what, hint: words.whatHint, options, required: true })}
    ${field({ type: 'textarea', ...kept('purpose'), label: words.purpose, hint: words.purposeHint, rows: 2, maxlength: 500, required: true })}
    ${actions(button({ label: words.submit }))}`;
  return form({ action: exportsPath, csrf, body });
}
