// What was handed over, each with its receipt and answer, or the form that notes it.
import { type Html, html } from '../../kit/html.ts';
import { actions, button } from '../../kit/look/buttons.ts';
import { field } from '../../kit/look/field.ts';
import { form } from '../../kit/look/form.ts';
import { badge } from '../../kit/look/notice.ts';
import { verbatim } from '../../kit/look/verbatim.ts';
import { removalPath } from '../removal/pages/sight.ts';
import type { Removal } from '../removal/store.ts';
import { exportToHotline } from './export.ts';
import { iccamActionCodes, iccamActions } from './iccam.ts';
import type { Sight } from './page.ts';
import { type HandOffSight, noteReceipt, noteReturned } from './verbs.ts';

type Shown = HandOffSight['handOffs'][number];

export function handOffList(seen: Sight, removal: Removal, { handOffs, names }: HandOffSight): Html {
  const { words, moment } = seen;
  if (handOffs.length === 0) return html`<h3>${words.handOffs}</h3><p>${words.none}</p>`;
  const shown = handOffs.map((handOff) => {
    const { recipient, country, reference, madeAt, madeBy, preservation } = handOff;
    const by = words.madeBy(names.get(madeBy) ?? words.somebody);
    return html`<li class="neutral"><p class="timeline-title">${words.to[recipient]} ${country} ${reference === null ? null : verbatim(reference)}</p>
<p class="note">${moment(madeAt)} · ${by}</p>${preservation ? html`<p class="note">${words.preservation}</p>` : null}${receiptOf(seen, removal, handOff)}${answerOf(seen, removal, handOff)}</li>`;
  });
  return html`<h3>${words.handOffs}</h3><ol class="timeline">${shown}</ol>`;
}

function receiptOf({ words, moment, may, csrf }: Sight, { id }: Removal, handOff: Shown): Html {
  if (handOff.receiptAt !== null)
    return html`<p>${badge({ label: words.receiptAt, tone: 'success' })} ${moment(handOff.receiptAt)}</p>`;
  const missing = html`<p>${badge({ label: words.noReceipt, tone: 'warning' })}</p>`;
  if (!may(noteReceipt)) return missing;
  const asked = field({
    type: 'text',
    name: 'reference',
    id: `reference-${handOff.id}`,
    label: words.reference,
    hint: words.referenceHint,
    maxlength: 200,
    autocomplete: 'off',
  });
  return html`${missing}<details><summary>${words.receipt}</summary>${form({
    action: `${removalPath(id)}/hand-offs/${handOff.id}/receipt`,
    csrf,
    body: html`${handOff.reference === null ? asked : null}${actions(button({ label: words.receipt, tone: 'quiet' }))}`,
  })}</details>`;
}

function answerOf({ words, may, csrf, moment }: Sight, { id }: Removal, handOff: Shown): Html | null {
  if (handOff.recipient !== 'hotline') return null;
  const path = `${removalPath(id)}/hand-offs/${handOff.id}`;
  const told =
    handOff.returned === null
      ? null
      : html`<p>${words.returned[handOff.returned]} ${moment(handOff.returnedAt!)}</p>${handOff.returned === 'removed' ? html`<p class="note">${words.claim}</p>` : null}`;
  const taking = may(exportToHotline)
    ? form({
        action: `${path}/export`,
        csrf,
        body: html`<p class="note">${words.takeNote}</p>${actions(button({ label: words.take, tone: 'quiet' }))}`,
      })
    : null;
  const options = iccamActionCodes.map((code) => ({ value: String(code), label: words.returned[iccamActions[code]!] }));
  const noting = may(noteReturned)
    ? html`<details><summary>${words.answer}</summary>${form({
        action: `${path}/returned`,
        csrf,
        body: html`${field({ type: 'select', name: 'action', id: `action-${handOff.id}`, label: words.answer, options })}${actions(button({ label: words.answerButton, tone: 'quiet' }))}`,
      })}</details>`
    : null;
  return html`${told}${taking}${noting}`;
}
