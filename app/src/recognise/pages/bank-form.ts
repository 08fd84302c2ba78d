// The form of a bank: the same questions when it is made and when it is changed.
import { noProblems, type Problems } from '../../access/shell.ts';
import { type Html, html } from '../../kit/html.ts';
import { actions, button } from '../../kit/look/buttons.ts';
import { field } from '../../kit/look/field.ts';
import { form } from '../../kit/look/form.ts';
import { grounds } from '../grounds.ts';
import type { Bank } from '../store/banks.ts';
import type { Sight } from './page.ts';

type Typed = Record<string, string>;

/** @param bank the bank to change, or null for a new one: its kind and ground are asked once and stay. */
export function bankForm(
  { words, csrf }: Sight,
  bank: Bank | null,
  action: string,
  given: Typed,
  problems: Problems = noProblems,
): Html {
  const error = (name: string) => problems.of(name);
  const options = (named: Record<string, string>) => Object.entries(named).map(([value, label]) => ({ value, label }));
  const value = (name: string, stored: string | number | undefined, preset = '') =>
    given[name] ?? String(stored ?? preset);
  const body = html`
    ${field({ type: 'text', name: 'name', label: words.bankName, value: value('name', bank?.name), maxlength: 200, required: true, error: error('name') })}
    ${field({ type: 'text', name: 'code', label: words.bankCode, hint: words.bankCodeHint, value: value('code', bank?.code), maxlength: 63, required: true, autocomplete: 'off', error: error('code') })}
    ${field({ type: 'textarea', name: 'purpose', label: words.purpose, value: value('purpose', bank?.purpose), rows: 3, maxlength: 1000, required: true, error: error('purpose') })}
    ${bank ? null : field({ type: 'radios', name: 'ground', label: words.ground, hint: words.groundHint, options: grounds.map((ground) => ({ value: ground, label: words.grounds[ground] })), value: value('ground', undefined), required: true, error: error('ground') })}
    ${field({ type: 'textarea', name: 'legalBasis', label: words.legalBasis, hint: words.legalBasisHint, value: value('legalBasis', bank?.legalBasis), rows: 2, maxlength: 1000, required: true, error: error('legalBasis') })}
    ${bank ? null : field({ type: 'radios', name: 'kind', label: words.kind, options: options({ listing: words.kinds.listing, negative: words.kinds.negative }), value: value('kind', undefined, 'listing'), error: error('kind') })}
    ${field({ type: 'radios', name: 'action', label: words.action, hint: words.actionHint, options: options(words.actions), value: value('action', bank?.action, 'review'), error: error('action') })}
    ${field({ type: 'number', name: 'radiusBits', label: words.radius, hint: words.radiusHint, value: value('radiusBits', bank?.radiusBits, '31'), min: 0, max: 31, error: error('radiusBits') })}
    ${field({ type: 'number', name: 'qualityFloor', label: words.qualityFloor, hint: words.qualityFloorHint, value: value('qualityFloor', bank?.qualityFloor, '50'), min: 0, max: 100, error: error('qualityFloor') })}
    ${field({ type: 'radios', name: 'sharing', label: words.sharing, options: options(words.sharings), value: value('sharing', bank?.sharing, 'own'), error: error('sharing') })}
    ${field({ type: 'checkbox', name: 'secondReview', label: words.secondReview, checked: given.secondReview === 'yes' || (bank?.secondReview ?? false), error: error('secondReview') })}
    ${actions(button({ label: bank ? words.save : words.makeBank }))}`;
  return html`${problems.summary}${form({ action, csrf, body })}`;
}

/** What was typed, as the verbs take it. */
export function bankInput(given: Typed): Record<string, unknown> {
  const { csrf: _, secondReview, ...rest } = given;
  return { ...rest, secondReview: secondReview === 'yes' };
}
