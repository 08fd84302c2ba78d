// Items on a report's page: defanged, never a link; where else they were reported; what was found in the text and waits
// for a person to say that it belongs here.
import { type Html, html, type Piece } from '../../../kit/html.ts';
import { actions, button } from '../../../kit/look/buttons.ts';
import { field } from '../../../kit/look/field.ts';
import { form } from '../../../kit/look/form.ts';
import { panel } from '../../../kit/look/layout.ts';
import { table } from '../../../kit/look/table.ts';
import { verbatim } from '../../../kit/look/verbatim.ts';
import { itemBadges, itemPath, readItem } from '../../assess/index.ts';
import { addItems } from '../items.ts';
import type { ReadReport, ShownItem } from '../read.ts';
import { removalReasons } from '../reasons.ts';
import { named, reportPath, type Sight } from './sight.ts';
import type { Typed } from './typed.ts';

/** What desks to the right show beside items, by id. */
export type BesideItems = ReadonlyMap<string, Piece>;

export function items(seen: Sight, read: ReadReport, others: BesideItems, given: Typed): Html | null {
  const { words } = seen;
  const { report, readable } = read;
  if (!readable) return null;
  const mayChange = seen.may(addItems) && [null, seen.request.caller.id].includes(report.takenBy);
  const rows = readable.items.map((item) => [
    html`${item.shown === null ? words.erased : verbatim(item.shown)}${beside(seen, read, item)}`,
    html`${assessed(seen, read, item, others.get(item.id))}${mayChange && item.reportId === report.id ? takeOff(seen, read, item) : null}`,
  ]);
  const list = table({
    caption: words.items,
    columns: [{ label: words.items }, { label: words.classification }],
    rows,
    empty: html`<p class="note">${words.noItems}</p>`,
  });
  const beyond = readable.moreItems
    ? html`<p class="note">${words.moreItems(seen.number(readable.items.length))}</p>`
    : null;
  const more = mayChange ? html`${suggestions(seen, read)}${adding(seen, read, given)}` : null;
  return panel({ title: words.items, body: html`${list}${beyond}${more}`, id: 'items' });
}

/** What kind it is, what it was classified as, and the way to the page where that is done. */
function assessed(seen: Sight, { readable }: ReadReport, item: ShownItem, other: Piece): Html {
  const { words, frame, request, may } = seen;
  const label = words.itemPageNamed(item.shown ?? words.erased);
  const way = html`<a href="${itemPath(item.id)}" aria-label="${label}">${words.itemPage}</a>`;
  return html`${frame.itemKinds[item.kind]} ${itemBadges(request.language, readable?.standings.get(item.id))}${other}
    <p>${may(readItem) ? way : null}</p>`;
}

function beside({ words, number }: Sight, { report, relatives }: ReadReport, item: ShownItem): Html {
  const from = relatives.joined.find(({ id }) => id === item.reportId);
  const also =
    item.otherReports === 1
      ? words.alsoInOne
      : words.alsoIn(item.otherReports < 100 ? number(item.otherReports) : words.most);
  const said: Piece[] = [
    item.reportId === report.id ? words.addedBy[item.addedBy as keyof typeof words.addedBy] : null,
    from ? html`${words.ofJoined} ${named(from)}` : null,
    item.otherReports > 0 ? also : null,
  ].filter(Boolean);
  return html`<p class="note">${said.map((each, place) => html`${place > 0 ? ' · ' : null}${each}`)}</p>`;
}

function takeOff({ words, csrf }: Sight, { report }: ReadReport, item: ShownItem): Html {
  const options = removalReasons.map((value) => ({ value, label: words.removalReasons[value] }));
  const body = html`${field({ type: 'select', name: 'reason', id: `reason-${item.id}`, label: words.takeOffWhy, options })}
    ${actions(button({ label: words.takeOffSubmit, tone: 'quiet' }))}`;
  const hidden = { version: String(report.version), itemId: item.id };
  return html`<details><summary>${words.takeOff}</summary>${form({ action: `${reportPath(report.id)}/remove-item`, csrf, hidden, body })}</details>`;
}

function suggestions({ words, csrf, number }: Sight, { report, readable }: ReadReport): Html | null {
  const found = readable?.suggestions ?? [];
  if (found.length === 0) return null;
  const rows = found.map((shown) => {
    const label = words.addNamed(shown);
    const body = html`<button class="button quiet" type="submit" aria-label="${label}">${words.add}</button>`;
    const hidden = { version: String(report.version), text: shown };
    return [verbatim(shown), form({ action: `${reportPath(report.id)}/items`, csrf, hidden, body })];
  });
  const list = table({
    caption: words.found(number(found.length)),
    columns: [{ label: words.items }, { label: words.add }],
    rows,
    empty: null,
  });
  return html`<details><summary>${words.found(number(found.length))}</summary><p class="note">${words.foundLead}</p>${list}</details>`;
}

function adding({ words, csrf }: Sight, { report }: ReadReport, { form: sent, values, problems }: Typed): Html {
  const mine = sent === 'items';
  const body = html`${field({
    type: 'textarea',
    name: 'text',
    label: words.addItemsLabel,
    hint: words.addItemsHint,
    rows: 2,
    maxlength: 10_000,
    value: mine ? values.text : '',
    error: mine ? problems.of('text') : undefined,
  })}${actions(button({ label: words.addItemsSubmit, tone: 'quiet' }))}`;
  return form({ action: `${reportPath(report.id)}/items`, csrf, hidden: { version: String(report.version) }, body });
}
