// The summary as one page that opens anywhere: numbers, types, when files were made, and the groups to look at first. It
// holds no picture and no script, and loads nothing.
import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { formatDateTime, formatNumber } from '../../kit/formats.ts';
import { html, type Html, raw } from '../../kit/html.ts';
import { shownName } from './names.ts';
import { groupsOf, timelineOf } from './page-facts.ts';
import { pageStyle } from './page-style.ts';
import type { Summary } from './summary.ts';

const styleDigest = createHash('sha256').update(pageStyle).digest('base64');
const longestName = 300;
const number = (value: number): string => formatNumber('en', value);
const moment = (at: string): string => formatDateTime('en', new Date(at), 'UTC');
const megabytes = (bytes: number): string => `${formatNumber('en', bytes / 1e6, { maximumFractionDigits: 1 })} MB`;

export function pageOf(database: DatabaseSync, summary: Summary): string {
  const page = html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${raw(styleDigest)}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Scan${summary.caseNumber === null ? '' : ` ${shownName(summary.caseNumber)}`}</title>
<style>${raw(pageStyle)}</style>
</head>
<body>
<main>
<h1>Scan</h1>
${summary.trial ? html`<p class="trial">A trial: no case number, legal authority and operator were all named.</p>` : null}
${facts(summary)}
${verdicts(summary)}
${asked(summary)}
${counted('What is known, by what lists call it', 'Classification', summary.classifications)}
${counted('Types, by content', 'Type', summary.types)}
${counted('Why files could not be read', 'Reason', summary.whyUnreadable)}
${counted('Passed by, not read', 'What', summary.passed)}
${counted('When files were last changed', 'Time', timelineOf(database))}
${groups(database)}
</main>
</body>
</html>
`;
  return page.text;
}

function facts({
  caseNumber,
  legalAuthority,
  operator,
  roots,
  times,
  bytes,
  videoDecoder,
  changedWhileRead,
}: Summary): Html {
  const rows: [string, string][] = [
    ['Case number', caseNumber ?? 'not named'],
    ['Legal authority', legalAuthority ?? 'not named'],
    ['Operator', operator ?? 'not named'],
    ...roots.map((root): [string, string] => ['Scanned', root]),
    ['Read', megabytes(bytes)],
    ['Begun', moment(times.startedAt)],
    ['Everything read', moment(times.readAt)],
    ['Videos', videoDecoder ? 'looked into' : 'known by their digests alone: no decoder was given'],
    ...(changedWhileRead > 0
      ? [['Changed while they were read', number(changedWhileRead)] satisfies [string, string]]
      : []),
  ];
  return html`<dl>${rows.map(([term, value]) => html`<div><dt>${term}</dt><dd>${shownName(value)}</dd></div>`)}</dl>`;
}

function verdicts({ files, known, copies, new: fresh, unreadable }: Summary): Html {
  const cells = { files, known, copies, new: fresh, unreadable };
  return html`<h2>Files</h2><ul class="figures">${Object.entries(cells).map(
    ([name, count]) => html`<li><strong>${number(count)}</strong> ${name}</li>`,
  )}</ul>`;
}

function asked({ asked: { lists, algorithms } }: Summary): Html {
  if (lists.length === 0)
    return html`<h2>Asked</h2><p>No list was asked: “new” says nothing but that no copy came before.</p>`;
  const rows = lists.map(
    ({ name, entries, known, sha256 }) =>
      html`<tr><th scope="row">${shownName(name)}</th><td>${number(entries)}</td><td>${number(known)}</td><td class="digest">${sha256}</td></tr>`,
  );
  return html`<h2>Asked</h2><p>“New” means: in none of these lists, by ${algorithms.join(', ')}.</p>
<table><thead><tr><th scope="col">List</th><th scope="col">Hashes</th><th scope="col">Files known</th><th scope="col">SHA-256 of the list</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function counted(title: string, column: string, counts: Record<string, number>): Html | null {
  const rows = Object.entries(counts);
  if (rows.length === 0) return null;
  const all = rows.reduce((sum, [, count]) => sum + count, 0);
  const lines = rows.map(
    ([name, count]) =>
      html`<tr><th scope="row">${shownName(name)}</th><td>${number(count)}</td><td class="bar"><meter min="0" max="${all}" value="${count}">${count}</meter></td></tr>`,
  );
  return html`<h2>${title}</h2><table><thead><tr><th scope="col">${column}</th><th scope="col">Files</th><th scope="col">Share</th></tr></thead><tbody>${lines}</tbody></table>`;
}

function groups(database: DatabaseSync): Html | null {
  const { all, shown } = groupsOf(database);
  if (all === 0) return null;
  const rows = shown.map(
    ({ group, files, known, fresh, path }) =>
      html`<tr><td>${group}</td><td>${number(files)}</td><td>${number(known)}</td><td>${number(fresh)}</td><td class="path">${shortName(path)}</td></tr>`,
  );
  return html`<h2>Groups of copies</h2><p>${number(all)} groups, in the order in which to look at them; one look settles a group.${
    all > shown.length
      ? ` The first ${number(shown.length)} stand here, all of them in results.sqlite and files.csv.`
      : ''
  }</p>
<table><thead><tr><th scope="col">Group</th><th scope="col">Files</th><th scope="col">Known</th><th scope="col">New or copies</th><th scope="col">One of them</th></tr></thead><tbody>${rows}</tbody></table>`;
}

/** Of a name that is very long, its beginning and its end. */
function shortName(path: string): string {
  const shown = shownName(path);
  return shown.length <= longestName ? shown : `${shown.slice(0, longestName / 2)} … ${shown.slice(-longestName / 2)}`;
}
