// The page's numbers: verdicts, lists asked, classifications, kinds and types, reasons, what was passed by, and when.
import { formatMonth, formatNumber } from '../../kit/formats.ts';
import { type Html, html } from '../../kit/html.ts';
import { hash } from '../../kit/look/verbatim.ts';
import type { Language } from '../../kit/words.ts';
import type { PageFacts, Timeline } from './page-facts.ts';
import { code, codeNamed, counted, largestFirst, named, section, type Speech } from './page-parts.ts';
import type { Summary } from './summary.ts';

export function verdicts(speech: Speech, summary: Summary, { exact, near }: PageFacts['copies']): Html {
  const { language, say, number, share } = speech;
  const { files, known, copies, new: fresh, unreadable, asked, bytes } = summary;
  const tiles = [
    { is: 'known', count: known, means: say.knownMeans },
    { is: 'copy', count: copies, means: say.copyMeans(number(exact), number(near)) },
    { is: 'new', count: fresh, means: asked.lists.length > 0 ? say.newMeans : say.newWithoutLists },
    { is: 'unreadable', count: unreadable, means: say.unreadableMeans },
  ] as const;
  return section(
    say.files,
    html`<p>${say.filesLead(number(files), sizeOf(language, bytes))}</p>
${stacked(tiles, files)}
<dl class="tiles">${tiles.map(
      ({ is, count, means }) =>
        html`<div><dt><svg class="swatch" viewBox="0 0 1 1" aria-hidden="true" focusable="false"><rect class="is-${is}" width="1" height="1"/></svg>${say.verdicts[is]} ${code(is)}</dt><dd class="figure">${number(count)}</dd><dd class="share">${share(count, files)}</dd><dd class="note">${means}</dd></div>\n`,
    )}</dl>`,
  );
}

/** All files as one line, cut where one verdict ends. The numbers stand below it. */
function stacked(parts: readonly { is: string; count: number }[], files: number): Html | null {
  if (files === 0) return null;
  let from = 0;
  const rects = parts.map(({ is, count }) => {
    const width = (count / files) * 1000;
    const rect = html`<rect class="is-${is}" x="${from.toFixed(1)}" width="${width.toFixed(1)}" height="1"/>`;
    from += width;
    return rect;
  });
  return html`<svg class="stacked" viewBox="0 0 1000 1" preserveAspectRatio="none" aria-hidden="true" focusable="false">${rects}</svg>`;
}

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

function sizeOf(language: Language, bytes: number): string {
  const step = Math.min(units.length - 1, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const unitDisplay = step === 0 ? 'long' : 'short';
  const options = { style: 'unit', unit: units[step]!, unitDisplay, maximumFractionDigits: 1 } as const;
  return formatNumber(language, bytes / 1000 ** step, options);
}

export function lists({ say, number }: Speech, { asked: { lists: all, algorithms } }: Summary): Html {
  if (all.length === 0) return section(say.lists, html`<p>${say.listsNone}</p>`);
  const names: Record<string, string> = say.algorithms;
  const rows = all.map(
    ({ name, sha256, entries, known }) =>
      html`<tr><th scope="row">${named(name)}${hash(sha256)}</th><td>${number(entries)}</td><td>${number(known)}</td></tr>\n`,
  );
  return section(
    say.lists,
    html`<table><caption>${say.listsCaption(algorithms.map((one) => names[one] ?? one).join(', '))}</caption>
<thead><tr><th scope="col">${say.list}</th><th scope="col">${say.hashes}</th><th scope="col">${say.filesKnown}</th></tr></thead>
<tbody>${rows}</tbody></table>`,
  );
}

export function classifications(speech: Speech, { classifications: counts, known }: Summary): Html | null {
  const { say } = speech;
  return counted(speech, {
    heading: say.classifications,
    caption: say.classificationsCaption,
    column: say.classification,
    rows: largestFirst(counts).map(([name, count]) => ({
      name: name === 'none' ? say.unclassified : named(name),
      count,
    })),
    whole: known,
    as: 'shares',
  });
}

export function kinds(speech: Speech, { kinds: counts, files }: Summary): Html | null {
  const { say } = speech;
  return counted(speech, {
    heading: say.kinds,
    caption: say.kindsCaption,
    column: say.kind,
    rows: largestFirst(counts).map(([kind, count]) => ({ name: codeNamed(say.kindNames, kind), count })),
    whole: files,
    as: 'shares',
  });
}

export function types(speech: Speech, { types: counts, files }: Summary): Html | null {
  const { say } = speech;
  return counted(speech, {
    heading: say.types,
    caption: say.typesCaption,
    column: say.type,
    rows: largestFirst(counts).map(([type, count]) => ({
      name: type === 'unknown' ? say.typeUnknown : code(type),
      count,
    })),
    whole: files,
    as: 'shares',
  });
}

export function reasons(speech: Speech, { whyUnreadable: counts }: Summary): Html | null {
  const { say } = speech;
  return counted(speech, {
    heading: say.reasons,
    caption: say.reasonsCaption,
    column: say.reason,
    rows: largestFirst(counts).map(([why, count]) => ({ name: codeNamed(say.reasonNames, why), count })),
    whole: sumOf(counts),
    as: 'shares',
  });
}

export function passed(speech: Speech, { passed: counts }: Summary): Html | null {
  const { say } = speech;
  return counted(speech, {
    heading: say.passed,
    caption: say.passedCaption,
    column: say.passedWhat,
    rows: largestFirst(counts).map(([what, count]) => ({ name: codeNamed(say.passedNames, what), count })),
    whole: sumOf(counts),
    as: 'shares',
  });
}

const sumOf = (counts: Record<string, number>): number => Object.values(counts).reduce((sum, n) => sum + n, 0);

/** Bars are of the fullest month, so that they show when much happened. */
export function timeline(speech: Speech, { by, counts }: Timeline): Html | null {
  const { language, say } = speech;
  const timeOf = (time: string): string => {
    if (time === 'unknown') return say.timeUnknown;
    if (time === 'other') return say.timeOther;
    return by === 'year' ? time : formatMonth(language, new Date(`${time}-01T00:00:00Z`), 'UTC');
  };
  return counted(speech, {
    heading: say.timeline,
    caption: say.timelineCaption,
    column: by === 'year' ? say.year : say.month,
    rows: counts.map(([time, count]) => ({ name: timeOf(time), count })),
    whole: Math.max(...counts.map(([, count]) => count)),
    as: 'series',
  });
}
