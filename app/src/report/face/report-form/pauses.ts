// The screens of the form that ask nothing: what to know before the first answer, and who to call at once.
import { type Html, html } from '../../../kit/html.ts';
import { heading, panel } from '../../../kit/look/layout.ts';
import { notice } from '../../../kit/look/notice.ts';
import type { Language } from '../../../kit/words.ts';
import type { DeskFacts } from '../face.ts';
import { beforeYouBegin } from '../leave.ts';
import { lineList, linesOf } from '../lines.ts';
import type { FormWords } from './words.ts';

interface Pause {
  language: Language;
  words: FormWords;
  facts: DeskFacts;
  now: Date;
}

/** Who to call first, who reads and when, what is passed on, and what the way out does not do. */
export function beginning({ language, words, facts, now }: Pause): Html {
  const { begin } = words;
  const { operator, live, texts, lines } = facts;
  // The first of each kind; where nobody reads, all of them stand here instead.
  const kinds = ['emergency', 'crisis'] as const;
  const first = kinds.flatMap((kind) => linesOf(lines, [kind]).slice(0, live ? 1 : undefined));
  const urgent = lineList(language, first, now);
  const cover = texts['cover-hours'];
  const said = [
    ...(live && operator !== null ? [begin.readBy(operator)] : []),
    ...(live && cover !== undefined ? [cover] : []),
    begin.place,
    begin.passOn,
    begin.noPictures,
    begin.goBack,
  ];
  const unread = live
    ? null
    : notice({ tone: 'warning', title: begin.notLive, body: html`<p>${begin.notLiveText}</p>` });
  return html`${heading({ title: begin.title, lead: begin.lead })}${unread}
${urgent && panel({ title: begin.urgent, body: html`${urgent}<p><a href="/help">${begin.otherNumbers}</a></p>` })}
${panel({ title: begin.know, body: html`<ul>${said.map((each) => html`<li>${each}</li>`)}</ul>` })}
${beforeYouBegin(language)}`;
}

/** Someone is in danger: the numbers at once, and what to do if calling is not possible. */
export function dangerHelp({ language, words, facts, now }: Pause): Html {
  const { dangerHelp } = words;
  return html`${heading({ title: dangerHelp.title, lead: dangerHelp.lead })}
${lineList(language, linesOf(facts.lines, ['emergency', 'crisis']), now)}<p>${dangerHelp.cannot}</p>`;
}

/** Money was paid: the hours in which it can still be stopped. */
export function paidHelp({ language, words, facts, now }: Pause): Html {
  const { paidHelp } = words;
  return html`${heading({ title: paidHelp.title, lead: paidHelp.lead })}<p>${paidHelp.bank}</p>
${lineList(language, linesOf(facts.lines, ['bank']), now)}<p>${paidHelp.stop}</p>`;
}
