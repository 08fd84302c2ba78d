// The form for someone on the telephone or at the counter: one page, in the order in which such a talk goes. Most
// questions are lists to choose from, so that the whole of it is filled in from the keyboard while listening.
import { type Html, html } from '../../kit/html.ts';
import { actions, button } from '../../kit/look/buttons.ts';
import { field } from '../../kit/look/field.ts';
import { form } from '../../kit/look/form.ts';
import { columns, panel, row } from '../../kit/look/layout.ts';
import type { Option } from '../../kit/look/question.ts';
import { contactWays, voicemailRules } from '../contact.ts';
import { ageBands, anonymities, concerns, extortions, relations, spreads } from '../facts.ts';
import { explanations } from '../filing/verbs.ts';
import type { Face } from '../golive/verbs.ts';
import { deskPath, type Problems, type Sight as AnySight } from '../pages/frame.ts';
import { urgentLines } from './urgent-lines.ts';
import { type Words, words as wordsIn } from './words.ts';

export type Sight = AnySight<Words>;
export const recordPath = `${deskPath}/new`;

/** What was typed, and which boxes were ticked. */
export interface Typed {
  text: Readonly<Record<string, string>>;
  explained: readonly string[];
}

/** @param once the form's own token: the same form sent twice files one report. */
export function staffForm(seen: Sight, face: Face, given: Typed, once: string, problems: Problems): Html {
  const { csrf, words } = seen;
  const shown = (...parts: Part[]) => parts.map((part) => part(seen, face, given.text, problems));
  const body = html`${columns({ wide: shown(safety, about, details, reach), narrow: [...shown(how), tell(seen, face, given)] })}
${actions(button({ label: words.record.submit }))}`;
  return form({ action: recordPath, csrf, hidden: { once }, body });
}

type Part = (seen: Sight, face: Face, given: Readonly<Record<string, string>>, problems: Problems) => Html;

/** Choices out of codes, each with its word. */
const named = <Code extends string>(codes: readonly Code[], names: Readonly<Record<Code, string>>): Option[] =>
  codes.map((code) => ({ value: code, label: names[code] }));

const safety: Part = ({ words: { record }, request }, face, given, problems) =>
  panel({
    title: record.safety,
    body: [
      field({
        type: 'radios',
        name: 'inDanger',
        label: record.inDanger,
        hint: record.inDangerHint,
        options: [
          { value: 'yes', label: record.dangerYes },
          { value: 'no', label: record.no },
          { value: '', label: record.unasked },
        ],
        value: given.inDanger ?? '',
      }),
      urgentLines(request.language, record, face, request.server.house.now()),
      field({
        type: 'text',
        name: 'place',
        label: record.place,
        hint: record.placeHint,
        value: given.place,
        maxlength: 500,
        autocomplete: 'off',
        error: problems.of('place'),
      }),
    ],
  });

const about: Part = ({ words: { record }, frame }, _face, given, problems) => {
  const unasked = { value: '', label: record.unasked };
  const choice = (name: 'relation' | 'ageBand' | 'extortion' | 'paid' | 'spread', options: Option[]) =>
    field({
      type: 'select',
      name,
      label: record[name],
      options: [unasked, ...options],
      value: given[name] ?? '',
      error: problems.of(name),
    });
  return panel({
    title: record.about,
    body: [
      field({
        type: 'radios',
        name: 'concern',
        label: record.concern,
        hint: record.concernHint,
        options: named(concerns, frame.concerns),
        value: given.concern,
        error: problems.of('concern'),
      }),
      row(
        choice('relation', named(relations, frame.relations)),
        choice('ageBand', named(ageBands, frame.ageBands)),
        choice('extortion', named(extortions, frame.extortions)),
        choice('paid', [
          { value: 'yes', label: record.yes },
          { value: 'no', label: record.no },
        ]),
        choice('spread', named(spreads, frame.spreads)),
      ),
    ],
  });
};

const details: Part = ({ words: { record } }, _face, given, problems) => {
  const text = (name: 'items' | 'story', hint: string, rows: number) =>
    field({
      type: 'textarea',
      name,
      label: record[name],
      hint,
      value: given[name],
      rows,
      maxlength: 10_000,
      error: problems.of(name),
    });
  return panel({
    title: record.details,
    body: [text('items', record.itemsHint, 3), text('story', record.storyHint, 6)],
  });
};

const reach: Part = ({ words: { record } }, _face, given, problems) => {
  const line = (name: 'address' | 'hours' | 'senderName' | 'codePhrase', maxlength: number, hint?: string) =>
    field({
      type: 'text',
      name,
      label: record[name],
      ...(hint === undefined ? {} : { hint }),
      value: given[name],
      maxlength,
      autocomplete: 'off',
      error: problems.of(name),
    });
  const choice = (name: 'way' | 'voicemail', options: Option[], hint?: string) =>
    field({
      type: 'select',
      name,
      label: record[name],
      ...(hint === undefined ? {} : { hint }),
      options: [{ value: '', label: '—' }, ...options],
      value: given[name] ?? '',
      error: problems.of(name),
    });
  return panel({
    title: record.reach,
    body: html`${field({
      type: 'radios',
      name: 'anonymity',
      label: record.anonymity,
      hint: record.anonymityHint,
      options: named(anonymities, record.anonymities),
      value: given.anonymity ?? 'anonymous',
    })}<h3>${record.contact}</h3><p class="hint">${record.contactHint}</p>${row(
      choice('way', named(contactWays, record.ways)),
      line('address', 200),
      line('hours', 200, record.hoursHint),
      line('senderName', 100, record.senderNameHint),
      choice('voicemail', named(voicemailRules, record.voicemails), record.voicemailHint),
      line('codePhrase', 200, record.codePhraseHint),
    )}`,
  });
};

const how: Part = ({ words: { record }, request }, _face, given, problems) =>
  panel({
    title: record.how,
    body: row(
      field({
        type: 'radios',
        name: 'channel',
        label: record.channel,
        options: named(['phone', 'walk-in'], record.channels),
        value: given.channel ?? 'phone',
        error: problems.of('channel'),
      }),
      field({
        type: 'radios',
        name: 'language',
        label: record.language,
        options: named(['id', 'en'], record.languages),
        value: given.language ?? request.language,
      }),
    ),
  });

/** What to say, in the language of the page to tick, and in the other to read out. */
function tell({ words: { record }, request }: Sight, face: Face, given: Typed): Html {
  const said = (language: 'id' | 'en') => {
    const { explained } = wordsIn(language).record;
    const cover = face.texts['cover-hours']?.[language] ?? '';
    return explanations.map((code) => {
      const text = explained[code];
      return { value: code, label: typeof text === 'function' ? text(cover) : text };
    });
  };
  const other = request.language === 'id' ? 'en' : 'id';
  const options = said(request.language);
  return panel({
    title: record.tell,
    body: html`${field({ type: 'checkboxes', name: 'explained', label: record.told, hint: record.tellHint, options, values: given.explained })}
${face.texts['cover-hours'] ? null : html`<p class="hint">${record.noCover}</p>`}
<details><summary>${record.inOther}</summary><ul lang="${other}">${said(other).map(({ label }) => html`<li>${label}</li>`)}</ul></details>`,
  });
}
