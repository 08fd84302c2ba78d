// The form of an opinion on an item: the same questions for the first one, a second one and a decision.
import { type Html, html } from '../../../kit/html.ts';
import { actions, button } from '../../../kit/look/buttons.ts';
import { field } from '../../../kit/look/field.ts';
import { form } from '../../../kit/look/form.ts';
import type { Option } from '../../../kit/look/question.ts';
import type { Sent } from '../../../access/shell.ts';
import type { ItemSight } from '../reading.ts';
import type { Step } from '../rounds.ts';
import { attributes, bodyCategories, categoryName, mappings, valueCodes } from '../schemes.ts';
import type { Words } from '../words.ts';
import { itemPath } from '../badges.ts';
import type { Problems, Sight } from './page.ts';

/** What was sent, as the verbs take it: a body counts only where the basis is one. */
export function opinionSent(sent: Sent): Record<string, unknown> {
  const basis = sent.text('basis');
  const body = {
    body: sent.text('body'),
    bodyCategory: sent.text('bodyCategory'),
    bodyReference: sent.text('bodyReference'),
  };
  return {
    value: sent.text('value'),
    attributes: sent.list('attributes'),
    on: basis === 'viewer' ? { basis } : { basis: basis || undefined, ...body },
  };
}

const submitOf = { classify: 'submit', 'give-second': 'submitSecond', adjudicate: 'submitAdjudicate' } as const;

export function opinionForm(seen: Sight, shown: ItemSight, step: Step, sent: Sent, problems: Problems): Html {
  const { words, csrf } = seen;
  const latest = shown.rounds.at(-1)?.first.id ?? '';
  const body = html`${valueQuestion(words, sent, problems)}
    ${field({
      type: 'checkboxes',
      name: 'attributes',
      label: words.attributes,
      hint: words.attributesHint,
      options: attributes.map((code) => ({ value: code, label: words.attributeNames[code] })),
      values: sent.list('attributes'),
      error: problems.of('attributes'),
    })}
    ${basisQuestions(words, shown, sent, problems)}
    ${actions(button({ label: words[submitOf[step]] }))}`;
  return form({
    action: `${itemPath(shown.item.id)}/${step}`,
    csrf,
    hidden: { [step === 'classify' ? 'supersedes' : 'firstId']: latest },
    body,
  });
}

function valueQuestion(words: Words, sent: Sent, problems: Problems): Html {
  return field({
    type: 'radios',
    name: 'value',
    label: words.value,
    hint: html`<a href="#meanings">${words.meaningsLink}</a>`,
    options: valueCodes.map((code) => ({ value: code, label: words.values[code] })),
    value: sent.text('value'),
    required: true,
    error: problems.of('value'),
  });
}

/** Without a viewer, and for what cannot be viewed, there is only one basis, and it is not asked for. */
function basisQuestions(words: Words, { viewer }: ItemSight, sent: Sent, problems: Problems): Html {
  const mayLook = viewer.set && viewer.viewable;
  const options: Option[] = [
    { value: 'viewer', label: words.basisViewer },
    { value: 'authorised-body', label: words.basisBody },
  ];
  const kept = (name: string) => ({ name, value: sent.text(name), error: problems.of(name) });
  const basis = sent.text('basis') || (viewer.seenAt ? 'viewer' : '');
  return html`${
    mayLook
      ? field({
          type: 'radios',
          name: 'basis',
          label: words.basis,
          options,
          value: basis,
          required: true,
          error: problems.of('basis') ?? problems.of('on'),
        })
      : html`<input type="hidden" name="basis" value="authorised-body">`
  }
    ${field({ type: 'text', ...kept('body'), label: words.body, hint: words.bodyHint, maxlength: 200, autocomplete: 'off' })}
    ${field({ type: 'select', ...kept('bodyCategory'), label: words.bodyCategory, options: [{ value: '', label: '–' }, ...bodyCategories.map((code) => ({ value: code, label: saidCategory(words, code) }))] })}
    ${field({ type: 'text', ...kept('bodyReference'), label: words.bodyReference, hint: words.bodyReferenceHint, maxlength: 200, autocomplete: 'off' })}`;
}

/** What a category of another scheme is called, in the page's language where there are words for it. */
export function saidCategory(words: Words, category: string): string {
  const [code = '', name = ''] = category.split(':');
  if (code === 'other') return words.other;
  const said = (words.categories as Record<string, string>)[name];
  return said && code in mappings ? `${mappings[code as keyof typeof mappings].name}: ${said}` : categoryName(category);
}
