// The page on which reports from a file are filed: what a file may hold, sending one, and the lines that were not taken.
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { checkFormToken } from '../../../access/shell.ts';
import { Refusal } from '../../../kit/errors.ts';
import { type Html, html } from '../../../kit/html.ts';
import { actions, button, linkButton } from '../../../kit/look/buttons.ts';
import { field } from '../../../kit/look/field.ts';
import { form } from '../../../kit/look/form.ts';
import { heading, panel } from '../../../kit/look/layout.ts';
import { crumbs } from '../../../kit/look/navigation.ts';
import { notice } from '../../../kit/look/notice.ts';
import { table } from '../../../kit/look/table.ts';
import { verbatim } from '../../../kit/look/verbatim.ts';
import { requestBody } from '../../../runtime/request-body.ts';
import {
  deskPath,
  noProblems,
  onlyWhoMay,
  type Problems,
  redirectWithNotice,
  show,
  sight,
  submit,
} from '../../pages/frame.ts';
import { newOnce } from '../../receipt/index.ts';
import { recordPath, type Sight } from '../staff-form.ts';
import { words } from '../words.ts';
import { type Column, columns, headerIn } from './columns.ts';
import { readLines } from './read.ts';
import { type Fault, fileList } from './verbs.ts';
import { wordsFor } from './values.ts';

const filePath = `${recordPath}/file`;
/** As many bad lines as anyone reads on a page. */
const faultsShown = 200;

type Outcome = Awaited<ReturnType<typeof fileList.perform>>;

export function registerFilePages(scope: FastifyInstance): void {
  const only = onlyWhoMay(fileList);
  scope.get(filePath, only, (request, reply) =>
    filePage(sight(request, reply, words(request.language)), newOnce(), null, noProblems),
  );
  scope.get(`${filePath}/template.csv`, only, (request, reply) => {
    const { file } = words(request.language);
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${file.templateName}"`)
      .send(`\uFEFF${headerIn(request.language).join(';')}\r\n`);
  });
  scope.post(filePath, { ...only, config: { checksFormToken: true } }, (request, reply) => {
    const seen = sight(request, reply, words(request.language));
    return submit(
      seen,
      () => takeFile(seen),
      (problems) => filePage(seen, newOnce(), null, problems),
    );
  });
}

async function takeFile(seen: Sight): Promise<FastifyReply> {
  const { request, reply, words } = seen;
  const sent = await request.file({ limits: { fileSize: Number.POSITIVE_INFINITY } });
  if (!sent?.filename)
    throw new Refusal('bad-input', 'bad-input', 'No file was chosen; choose a CSV file', {
      fields: [{ path: 'file', message: words.right.file }],
    });
  checkFormToken(request, fieldOf(sent, 'csrf'));
  const once = fieldOf(sent, 'once');
  const keepGood = fieldOf(sent, 'keepGood') === 'yes';
  const lines = await readLines(requestBody(sent.file));
  const outcome = await seen.ask(fileList, { once, keepGood, lines });
  // The same token stays with the form: sent once more when it is corrected, it files what is not filed yet.
  if (outcome.faults.length > 0) return filePage(seen, once, outcome, noProblems);
  return redirectWithNotice(request, reply, deskPath, filedSaid(seen, outcome));
}

function filedSaid({ words: { file }, number }: Sight, { filed, again }: Outcome): string {
  const said = file.filed(filed, number(filed));
  return again > 0 ? `${said} ${file.again(number(again))}` : said;
}

function fieldOf(sent: MultipartFile, name: string): string {
  const given = sent.fields[name];
  return given && 'value' in given && typeof given.value === 'string' ? given.value.trim() : '';
}

function filePage(seen: Sight, once: string, outcome: Outcome | null, problems: Problems): Promise<FastifyReply> {
  const { words, request } = seen;
  const { file, record } = words;
  const ways = [{ href: recordPath, label: record.title }];
  const main = html`${heading({ title: file.title, lead: file.lead, crumbs: crumbs({ language: request.language, ways }) })}
${problems.summary}${outcome && told(seen, outcome)}
${panel({ title: file.send, body: sendForm(seen, once, problems) })}
${panel({
  title: file.columns,
  body: html`<p>${file.columnsLead}</p>${columnTable(seen)}`,
  actions: actions(linkButton({ label: file.template, href: `${filePath}/template.csv`, tone: 'quiet' })),
})}`;
  const status = outcome && outcome.filed === 0 ? 422 : problems.status;
  return show(seen, 'record', { title: file.title, main, status, here: filePath });
}

// The file comes last: what is asked about it is known before its first byte.
function sendForm({ words: { file }, csrf }: Sight, once: string, problems: Problems): Html {
  const body = html`${field({ type: 'checkbox', name: 'keepGood', label: file.keepGood })}
${field({ type: 'file', name: 'file', label: file.file, hint: file.fileHint, accept: '.csv,text/csv', required: true, error: problems.of('file') ?? problems.of('lines') })}
${actions(button({ label: file.submit }))}`;
  return form({ action: filePath, csrf, hidden: { once }, files: true, body });
}

function told(seen: Sight, outcome: Outcome): Html {
  const {
    words: { file },
    number,
    request,
  } = seen;
  const { lines, filed, bad, faults } = outcome;
  const shown = faults.slice(0, faultsShown);
  const head =
    filed === 0
      ? notice({ tone: 'warning', title: file.nothingFiled, body: file.nothingFiledBody(number(bad), number(lines)) })
      : notice({
          tone: 'warning',
          title: filedSaid(seen, outcome),
          body: file.someFiledBody(number(bad), number(lines)),
        });
  const list = table({
    caption: file.faults,
    columns: [{ label: file.line, numeric: true }, { label: file.where }, { label: file.why }],
    rows: shown.map((fault) => [
      number(fault.line),
      fault.column ? columnName(request.language, fault.column) : '—',
      whyOf(request.language, fault),
    ]),
    empty: null,
  });
  const more = faults.length > shown.length ? file.faultsShown(number(shown.length), number(faults.length)) : null;
  return html`${head}${panel({ title: file.faults, body: html`${more && html`<p>${more}</p>`}${list}` })}`;
}

type Language = 'id' | 'en';

function whyOf(language: Language, { why, column, seen }: Fault): string {
  const { whys, right, seen: saysSeen } = words(language).file;
  if (why !== 'not-right') return whys[why];
  const text = column ? right[column] : '';
  const says = typeof text === 'function' ? text(column ? wordsFor(language, column) : '') : text;
  return seen === null ? says : saysSeen(seen, says);
}

const columnName = (language: Language, column: Column): Html =>
  verbatim(headerIn(language)[columns.indexOf(column)] ?? column);

function columnTable({ words: { file }, request: { language } }: Sight): Html {
  const other = language === 'id' ? 'en' : 'id';
  return table({
    caption: file.columns,
    columns: [{ label: file.column }, { label: file.holds }],
    rows: columns.map((column) => {
      const holding = file.holding[column];
      return [
        html`${columnName(language, column)} ${columnName(other, column)}`,
        typeof holding === 'function' ? holding(wordsFor(language, column)) : holding,
      ];
    }),
    empty: null,
  });
}
