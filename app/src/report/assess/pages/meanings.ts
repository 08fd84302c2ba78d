// What the desk's values mean; and folded under it what they are called in the schemes of others and in law here, with
// the sources and that nobody has checked them.
import { formatDate } from '../../../kit/formats.ts';
import { type Html, html } from '../../../kit/html.ts';
import { facts } from '../../../kit/look/facts.ts';
import { panel } from '../../../kit/look/layout.ts';
import { table } from '../../../kit/look/table.ts';
import { dayStart } from '../../care/index.ts';
import { calledIn, laws, lawsOf, type MappedScheme, mappedSchemes, mappings, valueCodes } from '../schemes.ts';
import type { Words } from '../words.ts';
import type { Sight } from './page.ts';

export function meanings(seen: Sight): Html {
  const { words } = seen;
  const list = facts(valueCodes.map((code) => ({ label: words.values[code], value: words.valueHints[code] })));
  const elsewhere = html`<details><summary>${words.elsewhere}</summary>
    <p class="note">${words.meaningsLead}</p>${mappingTable(words)}${sources(seen)}</details>`;
  return panel({ title: words.meaningsLink, id: 'meanings', body: html`${list}${elsewhere}` });
}

/** Where nothing corresponds, a dash says so. */
function mappingTable(words: Words): Html {
  const said = words.categories as Record<string, string>;
  const called = (code: MappedScheme, value: (typeof valueCodes)[number]) =>
    calledIn(code, value)
      .map((name) => said[name] ?? name)
      .join(', ') || '–';
  const law = (value: (typeof valueCodes)[number]) => {
    const cited = lawsOf(value).map((code) => html`<p>${laws[code].cited}</p>`);
    return cited.length > 0 ? cited : '–';
  };
  return table({
    caption: words.elsewhere,
    columns: [
      { label: words.value },
      ...mappedSchemes.map((code) => ({ label: mappings[code].name })),
      { label: words.law },
    ],
    rows: valueCodes.map((value) => [
      words.values[value],
      ...mappedSchemes.map((code) => called(code, value)),
      law(value),
    ]),
    empty: '',
  });
}

function sources({ words, request }: Sight): Html {
  const all: { label: string; source: string; recordedOn: string }[] = [
    ...Object.values(mappings).map((one) => ({ ...one, label: one.name })),
    ...Object.values(laws).map((one) => ({ ...one, label: one.cited })),
  ];
  const day = (text: string) => formatDate(request.language, dayStart(text)!);
  return html`<p class="note">${words.source}</p><ul>${all.map(
    ({ label, source, recordedOn }) =>
      html`<li class="note">${label}: <a href="${source}" rel="noreferrer">${new URL(source).host}</a>, ${words.recordedOn(day(recordedOn))}</li>`,
  )}</ul>`;
}
