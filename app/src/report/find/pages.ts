// The page that looks for an identity. The form is answered itself: what is looked for never stands in an address.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Html, html } from '../../kit/html.ts';
import { platformName } from '../../kit/identifiers/index.ts';
import { actions, button } from '../../kit/look/buttons.ts';
import { facts } from '../../kit/look/facts.ts';
import { field } from '../../kit/look/field.ts';
import { form } from '../../kit/look/form.ts';
import { heading, panel } from '../../kit/look/layout.ts';
import { emptyState, notice } from '../../kit/look/notice.ts';
import { table } from '../../kit/look/table.ts';
import { verbatim } from '../../kit/look/verbatim.ts';
import { itemBadges, itemPath } from '../assess/index.ts';
import {
  deskPath,
  noProblems,
  onlyWhoMay,
  type Problems,
  type Sight as AnySight,
  show,
  sight,
  submit,
  typed,
} from '../pages/frame.ts';
import { searchReasons } from './reasons.ts';
import { type Found, readSearches, searchIdentity } from './verbs.ts';
import { type Words, words } from './words.ts';

export { eventWords, refusalWords } from './words.ts';

const searchPath = `${deskPath}/search`;
type Sight = AnySight<Words>;

export function registerFindPages(scope: FastifyInstance): void {
  scope.get(searchPath, onlyWhoMay(searchIdentity), (request, reply) =>
    searchPage(sight(request, reply, words(request.language)), {}, null, noProblems),
  );
  scope.post(searchPath, (request, reply) => {
    const seen = sight(request, reply, words(request.language));
    const given = typed(request);
    const { text = '', reason, reference = '' } = given;
    return submit(
      seen,
      async () =>
        searchPage(
          seen,
          given,
          await seen.ask(searchIdentity, { text, reason: reason as 'urgent-risk', reference }),
          noProblems,
        ),
      (problems) => searchPage(seen, given, null, problems),
    );
  });
}

async function searchPage(
  seen: Sight,
  given: Record<string, string>,
  found: Found | null,
  problems: Problems,
): Promise<FastifyReply> {
  const { words } = seen;
  const log = seen.may(readSearches) ? await seen.ask(readSearches, {}) : null;
  const main = html`${heading({ title: words.title, lead: words.lead })}
    ${problems.summary}
    ${found === null ? null : answer(seen, found)}
    ${panel({ title: words.submit, body: searchForm(seen, found === null ? given : {}, problems) })}
    ${log === null ? null : panel({ title: words.log, body: logTable(seen, log) })}`;
  return show(seen, 'search', { title: words.title, main, status: problems.status, here: searchPath });
}

function searchForm({ words, csrf }: Sight, given: Record<string, string>, problems: Problems): Html {
  const kept = (name: string) => ({ name, value: given[name], error: problems.of(name) });
  const options = searchReasons.map((reason) => ({ value: reason, label: words.reasons[reason] }));
  const body = html`
    ${field({ type: 'text', ...kept('text'), label: words.text, hint: words.textHint, maxlength: 2000, required: true, autocomplete: 'off' })}
    ${field({ type: 'radios', ...kept('reason'), label: words.reason, options, required: true })}
    ${field({ type: 'text', ...kept('reference'), label: words.reference, hint: words.referenceHint, maxlength: 200, autocomplete: 'off' })}
    ${actions(button({ label: words.submit }))}`;
  return form({ action: searchPath, csrf, body });
}

function answer(seen: Sight, found: Found): Html {
  const { words, number } = seen;
  return found.item === null
    ? html`${notice({ tone: 'info', title: words.nothing, body: words.nothingBody })}
        ${panel({
          title: words.asked,
          body: facts([
            { label: words.understoodAs, value: verbatim(found.asked) },
            { label: words.where, value: words.askedItems },
            { label: words.notAsked, value: words.notAskedBody },
          ]),
        })}`
    : html`${notice({ tone: 'success', title: words.found, body: words.foundIn(number(found.total)) })}
        ${panel({ title: words.item, body: itemShown(seen, found, found.item) })}
        ${panel({ title: words.reports, body: reportsShown(seen, found) })}`;
}

function itemShown(
  { words, frame, request }: Sight,
  { asked, standing }: Found,
  item: NonNullable<Found['item']>,
): Html {
  const kind = [frame.itemKinds[item.kind], platformName(item.platform)].filter(Boolean).join(' · ');
  return facts([
    { label: words.item, value: html`<a href="${itemPath(item.id)}">${kind}</a>` },
    { label: words.understoodAs, value: verbatim(asked) },
    { label: words.state, value: itemBadges(request.language, standing) },
  ]);
}

function reportsShown({ words, frame, moment, number }: Sight, { reports, total, names }: Found): Html {
  return html`${table({
    caption: words.reports,
    columns: [
      { label: words.report },
      { label: words.concern },
      { label: words.state },
      { label: words.received },
      { label: words.takenBy },
    ],
    rows: reports.map((report) => [
      html`<a href="${deskPath}/${report.id}">${report.reference}</a>`,
      frame.concerns[report.concern],
      frame.states[report.state],
      moment(report.receivedAt),
      report.takenBy === null ? words.nobody : (names.get(report.takenBy) ?? report.takenBy),
    ]),
    empty: emptyState({ title: words.noReports }),
  })}${total > reports.length ? html`<p class="note">${words.onlyLatest(number(reports.length))}</p>` : null}`;
}

type Log = Awaited<ReturnType<typeof readSearches.perform>>;

function logTable({ words, frame, moment, number }: Sight, { searches, names }: Log): Html {
  return html`<p>${words.logLead}</p>${table({
    caption: words.log,
    columns: [
      { label: words.when },
      { label: words.who },
      { label: words.reasonShort },
      { label: words.referenceShort },
      { label: words.kind },
      { label: words.hits, numeric: true },
    ],
    rows: searches.map((search) => [
      moment(search.at),
      names.get(search.personId) ?? search.personId,
      words.reasons[search.reason],
      search.reference ?? '–',
      frame.itemKinds[search.kind],
      number(search.hits),
    ]),
    empty: emptyState({ title: words.noSearches }),
  })}`;
}
