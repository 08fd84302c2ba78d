// Pieces of the pages of notices: the fields of a draft, and what a notice says.
import type { Standing } from '../../../clocks/index.ts';
import { type Html, html, type Piece } from '../../../kit/html.ts';
import { field } from '../../../kit/look/field.ts';
import { notice as callout } from '../../../kit/look/notice.ts';
import { codeBlock } from '../../../kit/look/verbatim.ts';
import type { Platform } from '../../directory/index.ts';
import type { Problems } from '../../pages/frame.ts';
import type { Composed } from '../complete.ts';
import type { SealedNotice } from '../sealed.ts';
import { reaches } from '../store.ts';
import { basisText } from '../text.ts';
import { says } from '../says.ts';
import type { Sight } from './sight.ts';

export type Given = Record<string, string | undefined>;

/** On what a notice can stand: the rules about its ground, each with what would come of choosing it. */
export function ruleField(
  { words, request }: Sight,
  rules: readonly Standing[],
  given: Given,
  problems: Problems,
): Html {
  const said = ({ rule, standing }: Standing): string =>
    rule.kind === 'practice' ? words.practice : words.standings[standing];
  const options = [
    { value: '', label: words.noRule },
    ...rules.map((each) => ({ value: each.rule.id, label: `${each.rule.name[request.language]} (${said(each)})` })),
  ];
  return field({
    type: 'select',
    name: 'ruleId',
    label: words.rule,
    hint: words.ruleHint,
    options,
    value: given.ruleId ?? '',
    error: problems.of('ruleId'),
  });
}

/** To whom. Where nobody is known nobody stands first: a notice never goes to whoever the alphabet put on top. */
export function recipientField(
  { words, frame }: Sight,
  entries: readonly Platform[],
  chosen: string | null | undefined,
  problems: Problems,
): Html {
  const known = entries.some(({ id }) => id === chosen);
  const options = entries.map(({ id, name, way }) => ({ value: id, label: `${name} (${frame.carriers[way]})` }));
  return field({
    type: 'select',
    name: 'platformId',
    label: words.recipient,
    hint: entries.length === 0 ? words.noRecipients : words.recipientHint,
    options: known ? options : [{ value: '', label: words.chooseRecipient }, ...options],
    value: known ? (chosen ?? undefined) : '',
    error: problems.of('platformId'),
  });
}

/** The fields that a draft and its change share; a draft that is not written yet speaks its recipient's language. */
export function draftFields(seen: Sight, given: Given, problems: Problems): Html {
  const { words, frame } = seen;
  const languages = [
    ...(given.language ? [] : [{ value: '', label: words.languageOfRecipient }]),
    ...(['id', 'en'] as const).map((value) => ({ value, label: words.languages[value] })),
  ];
  const wanted = reaches.map((value) => ({ value, label: frame.reaches[value] }));
  return html`${field({ type: 'select', name: 'language', label: words.language, options: languages, value: given.language })}
${field({ type: 'select', name: 'reach', label: words.reach, hint: words.reachHint, options: wanted, value: given.reach, error: problems.of('reach') })}
${field({ type: 'textarea', name: 'reasons', label: words.reasons, hint: words.reasonsHint, value: given.reasons, rows: 5, error: problems.of('reasons') })}
${field({ type: 'textarea', name: 'proportionality', label: words.proportionality, hint: words.proportionalityHint, value: given.proportionality, error: problems.of('proportionality') })}`;
}

/** What a notice says, part by part; its addresses to the letter and never as links. */
export function document({ words }: Sight, said: Composed | SealedNotice): Html {
  const spoken = says(said.language);
  const { labels } = spoken;
  const items = said.items.map(({ number, kind, address }) => `${number}. ${spoken.kinds[kind]}: ${address ?? '–'}`);
  const parts: [string, Piece | null][] = [
    [labels.to, said.recipient.name],
    [labels.from, `${said.issuer.name} (${said.issuer.contact})`],
    [labels.opening, said.opening],
    [labels.basis, basisText(said as SealedNotice)],
    [labels.reasons, said.reasons],
    [labels.proportionality, said.proportionality],
    [labels.items, html`<p>${spoken.asks[said.reach]}</p>${codeBlock(items.join('\n'))}`],
    [labels.preserve, said.preserve],
    [labels.redress, said.redress],
    [labels.goodFaith, said.goodFaith],
  ];
  const told = parts.filter(([, part]) => part !== null);
  const lead = 'issuedAt' in said ? words.asSent : words.saysDraft;
  return html`<p class="note">${lead}</p>${told.map(([label, part]) => html`<h3>${label}</h3><div lang="${said.language}">${typeof part === 'string' ? html`<p>${part}</p>` : part}</div>`)}`;
}

/** What is missing before anybody may put their name to it. */
export function lacking({ words }: Sight, lacks: readonly (keyof Sight['words']['lacks'])[]): Html | null {
  if (lacks.length === 0) return null;
  const list = html`<ul>${lacks.map((lack) => html`<li>${words.lacks[lack]}</li>`)}</ul>`;
  return callout({ tone: 'warning', title: words.lacking, body: list });
}
