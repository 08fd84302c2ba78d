// The public page of figures: one quarter, with ways to the others. Rows are lists and not tables: it is read on phones.
import { formatDate, formatNumber } from '../../../kit/formats.ts';
import { findRule } from '../../../clocks/index.ts';
import { type Html, html, type Piece } from '../../../kit/html.ts';
import { facts, tiles } from '../../../kit/look/facts.ts';
import { heading, panel } from '../../../kit/look/layout.ts';
import { emptyState, notice } from '../../../kit/look/notice.ts';
import { waysOn } from '../../../kit/look/public.ts';
import type { Language } from '../../../kit/words.ts';
import { dayStart } from '../../../report/index.ts';
import { frameWords } from '../../words/index.ts';
import type { Transparency } from '../read.ts';
import { type Figures, sharesOf } from '../statistics/figures.ts';
import type { Publication } from '../statistics/store.ts';
import { type Figure, type PublishedRow, type PublishedTables, smallest } from '../statistics/suppress.ts';
import { logPath, transparencyPath } from './paths.ts';
import { type PublicWords, publicWords } from './words.ts';

interface Said {
  language: Language;
  words: PublicWords;
}

/** @param period the first day of the quarter to show; the latest where none, or none of these, is named. */
export function figuresPage(language: Language, transparency: Transparency, period: string | undefined): Html {
  const said = { language, words: publicWords(language) };
  const { words } = said;
  const { publications, demonstration } = transparency;
  const shown = publications.find(({ fromDay }) => fromDay === period) ?? publications[0];
  return html`${heading({ title: words.heading, lead: words.lead })}
${demonstration ? notice({ tone: 'warning', title: words.madeUp }) : null}
${shown ? figuresOf(said, shown) : emptyState({ title: words.none, body: words.noneBody })}
${othersOf(said, publications, shown)}
${panel({ title: words.how, body: listed(howTo(said)) })}
${panel({ title: words.missing, body: listed(Object.values(words.missings)) })}
${waysOn([
  { href: logPath, title: words.log.way },
  { href: `${transparencyPath}.json`, title: words.json },
  { href: `${transparencyPath}.csv`, title: words.csv },
])}`;
}

const listed = (lines: readonly Piece[]): Html => html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`;

function howTo({ language, words: { hows } }: Said): string[] {
  return [hows.small(formatNumber(language, smallest)), hows.share, hows.quarters, hows.platforms];
}

const dayOf = (language: Language, day: string): string => formatDate(language, dayStart(day)!);
const span = ({ language, words }: Said, { fromDay, toDay }: Publication): string =>
  words.period(dayOf(language, fromDay), dayOf(language, toDay));

function othersOf(said: Said, publications: readonly Publication[], shown: Publication | undefined): Html | null {
  const others = publications.filter((each) => each !== shown);
  if (others.length === 0) return null;
  const links = others.map((each) => html`<a href="${transparencyPath}?from=${each.fromDay}">${span(said, each)}</a>`);
  return panel({ title: said.words.others, body: listed(links) });
}

function figuresOf(said: Said, publication: Publication): Html {
  const { language, words } = said;
  const { notices, removals, contests, ...rest } = publication.figures;
  const labels = labelsOf(said);
  return html`<h2>${span(said, publication)}</h2><p class="note">${words.published(formatDate(language, publication.madeAt))}</p>
${panel({ title: words.notices, body: html`<p>${words.noticesLead}</p>${tablesOf(said, notices, { rows: labels, columns: words.outcomes })}` })}
${panel({
  title: words.removals,
  body: html`<p>${words.removalsLead}</p>${speedOf(said, removals)}${tablesOf(said, removals, { rows: labels, columns: words.times })}`,
})}
${panel({ title: words.contests, body: html`<p>${words.contestsLead}</p>${tablesOf(said, contests, { rows: labels, columns: words.decisions })}` })}
${panel({ title: words.other, body: othersIn(said, rest) })}`;
}

type Labels = Record<string, (row: string) => string>;

function labelsOf({ language, words }: Said): Labels {
  const from = (names: Readonly<Record<string, string>>) => (row: string) => names[row] ?? row;
  return {
    rule: (row) => (row === 'voluntary' ? words.voluntary : (findRule(row)?.name[language] ?? row)),
    ground: from(frameWords(language).grounds),
    recipient: from(words.recipients),
    reach: from(words.reaches),
    result: from(words.results),
    kind: from(words.kinds),
  };
}

const numberIn = ({ language, words }: Said, number: Figure): string =>
  number === null ? words.notTold : formatNumber(language, number);

/** The total by columns, then each breakdown. */
function tablesOf(
  said: Said,
  { by, ...all }: PublishedTables,
  named: { rows: Labels; columns: Readonly<Record<string, string>> },
): Html {
  const value = (row: PublishedRow) => valueOf(said, row, named.columns);
  const breakdowns = Object.entries(by).map(([name, rows]) => {
    const label = named.rows[name]!;
    const lines = Object.entries(rows).map(([row, numbers]) => ({ label: label(row), value: value(numbers) }));
    return html`<h3>${said.words.by[name as 'rule']}</h3>${facts(lines)}`;
  });
  return html`${facts([{ label: said.words.total, value: value(all) }])}${breakdowns}`;
}

function valueOf(said: Said, { total, columns }: PublishedRow, names: Readonly<Record<string, string>>): Html {
  const number = html`<strong>${numberIn(said, total)}</strong>`;
  if (total === 0) return number;
  const parts = Object.entries(columns).map(
    ([column, count]) => `${names[column] ?? column}: ${numberIn(said, count)}`,
  );
  return html`${number}<p class="note">${parts.join(' · ')}</p>`;
}

function speedOf(said: Said, removals: Figures['removals']): Html {
  const { language, words } = said;
  const { within24Hours, within3Days } = sharesOf(removals);
  const share = (part: number | null) =>
    part === null ? words.notTold : formatNumber(language, part, { style: 'percent', maximumFractionDigits: 1 });
  const { medianHours } = removals;
  const median = medianHours === null ? words.notTold : words.hours(formatNumber(language, medianHours));
  return tiles([
    { label: words.median, value: median },
    { label: words.within24Hours, value: share(within24Hours) },
    { label: words.within3Days, value: share(within3Days) },
  ]);
}

function othersIn(said: Said, { reappearances, holds }: Pick<Figures, 'reappearances' | 'holds'>): Html {
  const { words } = said;
  return facts([
    { label: words.reappearances, value: numberIn(said, reappearances) },
    { label: words.holdsPlaced, value: numberIn(said, holds.placed) },
    { label: words.holdsRenewed, value: numberIn(said, holds.renewals) },
  ]);
}
