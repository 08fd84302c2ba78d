// What happened with a report, and what it is related to, on its page.
import { type Html, html, type Piece } from '../../../kit/html.ts';
import { timeline as listed } from '../../../kit/look/facts.ts';
import { panel } from '../../../kit/look/layout.ts';
import { badge } from '../../../kit/look/notice.ts';
import type { ReportState } from '../../states.ts';
import type { Entry } from '../../store/entries.ts';
import type { ReadReport } from '../read.ts';
import type { Relative, SharingRelative } from '../store/relatives.ts';
import { named, personName, type Sight } from './sight.ts';

/** The latest first: what just happened is what matters. */
export function timeline(seen: Sight, { entries, names }: ReadReport): Html {
  const { words, moment } = seen;
  const body = listed(
    entries.toReversed().map((entry) => ({
      when: moment(entry.at),
      title: titleOf(seen, entry, names),
      by: byWhom(seen, entry, names),
      ...bodyOf(seen, entry),
    })),
  );
  return panel({ title: words.timeline, body });
}

/** Kinds of entries that somebody outside made, where nobody is named. */
const byReporter = [
  'received',
  'message-from-reporter',
  'message-on-joined-report',
  'contact-given',
  'contact-withdrawn',
  'state',
];

function byWhom(seen: Sight, { kind, by }: Entry, names: ReadonlyMap<string, string>): string {
  if (by !== null) return personName(seen, names, by);
  return byReporter.includes(kind) ? seen.words.theReporter : seen.words.theDesk;
}

function titleOf(seen: Sight, { kind, facts }: Entry, names: ReadonlyMap<string, string>): string {
  const { entries } = seen.words;
  const state = (name: unknown): string => seen.frame.states[name as ReportState] ?? String(name);
  if (kind === 'state') return entries.state(state(facts.from), state(facts.to));
  if (kind === 'taken-over') return entries['taken-over'](personName(seen, names, String(facts.from)));
  if (kind === 'removal') return entries.removal(removalState(seen, String(facts.to)));
  if (kind === 'items-added') return entries['items-added'](seen.number(Number(facts.added)));
  // What desks to the right tell has its words there; here at least its own name.
  const said = (entries as Record<string, unknown>)[kind];
  return typeof said === 'string' ? said : kind;
}

const removalState = ({ words }: Sight, name: string): string =>
  (words.removalStates as Record<string, string>)[name] ?? name;

function bodyOf({ words }: Sight, { kind, facts }: Entry): { body?: Piece } {
  const said = [
    words.outcomes[facts.outcome as keyof typeof words.outcomes],
    words.referrals[facts.referredTo as keyof typeof words.referrals],
    kind === 'state' && words.mergeReasons[facts.reason as keyof typeof words.mergeReasons],
    kind === 'split' && words.splitReasons[facts.reason as keyof typeof words.splitReasons],
    kind === 'item-removed' && words.removalReasons[facts.reason as keyof typeof words.removalReasons],
    kind === 'facts-changed' && facts.changed ? words.changedAnswers(changedNames(words, String(facts.changed))) : null,
  ].filter(Boolean);
  return said.length > 0 ? { body: said.join(' · ') } : {};
}

function changedNames(words: Sight['words'], names: string): string {
  const labels = words as unknown as Record<string, string>;
  return names
    .split(' ')
    .map((name) => labels[name] ?? name)
    .join(', ');
}

export function related(seen: Sight, { relatives }: ReadReport): Html {
  const { words } = seen;
  const { splitFrom, joined, splitOff, sameItems } = relatives;
  const groups = [
    group(seen, words.joined, joined),
    group(seen, words.splitFrom, splitFrom ? [splitFrom] : []),
    group(seen, words.splitOff, splitOff),
    group(seen, words.sameItems, sameItems),
  ].filter((each) => each !== null);
  const body = groups.length > 0 ? groups : html`<p class="note">${words.noRelated}</p>`;
  return panel({ title: words.related, body });
}

function group(seen: Sight, title: string, relatives: readonly (Relative | SharingRelative)[]): Html | null {
  const { words, frame, number } = seen;
  if (relatives.length === 0) return null;
  const rows = relatives.map((relative) => {
    const shared = 'shared' in relative ? relative.shared : 0;
    const said = [
      frame.states[relative.state],
      frame.concerns[relative.concern],
      ...(shared > 0 ? [shared === 1 ? words.sharedOne : words.shared(number(shared))] : []),
    ];
    const waiting = relative.messageWaiting ? html` ${badge({ label: words.messageWaiting, tone: 'info' })}` : null;
    return html`<li>${named(relative)}${waiting}<p class="note">${said.join(' · ')}</p></li>`;
  });
  return html`<h3>${title}</h3><ul>${rows}</ul>`;
}
