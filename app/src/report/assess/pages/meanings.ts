// What the desk's values mean, and what they are called in the schemes of others and in law here, with the sources.
import { formatDate } from '../../../kit/formats.ts';
import { type Html, html } from '../../../kit/html.ts';
import { panel } from '../../../kit/look/layout.ts';
import { table } from '../../../kit/look/table.ts';
import { dayStart } from '../../care/index.ts';
import { calledIn, laws, lawsOf, mappedSchemes, mappings, valueCodes } from '../schemes.ts';
import { saidCategory } from './opinion-form.ts';
import type { Sight } from './page.ts';

/** Everything recorded about the values; where nothing corresponds, a dash says so. */
export function meanings(seen: Sight): Html {
  const { words } = seen;
  const called = (code: (typeof mappedSchemes)[number], value: (typeof valueCodes)[number]) =>
    calledIn(code, value)
      .map((name) =>
        saidCategory(words, `${code}:${name}`)
          .replace(`${mappings[code].name}: `, '')
          .replace(`${mappings[code].name} `, ''),
      )
      .join(', ') || '–';
  const list = table({
    caption: words.meanings,
    columns: [
      { label: words.value },
      ...mappedSchemes.map((code) => ({ label: mappings[code].name })),
      { label: words.law },
    ],
    rows: valueCodes.map((value) => [
      html`${words.values[value]}<p class="note">${words.valueHints[value]}</p>`,
      ...mappedSchemes.map((code) => called(code, value)),
      lawsOf(value).map((law) => html`<p>${laws[law].cited}</p>`).length > 0
        ? lawsOf(value).map((law) => html`<p>${laws[law].cited}</p>`)
        : '–',
    ]),
    empty: '',
  });
  return panel({
    title: words.meaningsLink,
    id: 'meanings',
    body: html`<p>${words.meaningsLead}</p>${list}${sources(seen)}`,
  });
}

function sources({ words, request }: Sight): Html {
  const all = [
    ...Object.values(mappings).map((one) => ({ ...one, label: one.name as string })),
    ...Object.values(laws).map((one) => ({ ...one, label: one.cited as string })),
  ];
  return html`<details><summary>${words.source}</summary><ul>${all.map(
    ({ label, source, recordedOn }) =>
      html`<li>${label}: <a href="${source}" rel="noreferrer">${source}</a> (${words.recordedOn(formatDate(request.language, dayStart(recordedOn)!))})</li>`,
  )}</ul></details>`;
}
