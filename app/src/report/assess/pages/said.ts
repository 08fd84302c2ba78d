// What was said of an item: where it stands, and every opinion that led there, none of them edited.
import { type Html, html } from '../../../kit/html.ts';
import { facts, timeline } from '../../../kit/look/facts.ts';
import { emptyState, notice } from '../../../kit/look/notice.ts';
import { toneOf } from '../badges.ts';
import type { ItemSight } from '../reading.ts';
import { type Classification, isSettled, type KeptBack, type ShownRound } from '../rounds.ts';
import { saidCategory } from './opinion-form.ts';
import type { Sight } from './page.ts';

export function said(seen: Sight, { rounds, inForce, names }: ItemSight): Html {
  const { words } = seen;
  const latest = rounds.at(-1);
  if (!latest) return emptyState({ title: words.unclassified, body: words.unclassifiedBody });
  const tone = toneOf[latest.state];
  const still = !isSettled(latest) && inForce ? words.meanwhileInForce(words.values[inForce.value]) : undefined;
  const standing = notice({
    tone: tone === 'neutral' ? 'info' : tone,
    title: words.states[latest.state],
    body: isSettled(latest) && latest.decisive ? words.values[latest.decisive.value] : still,
  });
  return html`${standing}${rounds.toReversed().map((round) => roundShown(seen, round, names, round === latest))}`;
}

function roundShown(seen: Sight, round: ShownRound, names: ItemSight['names'], current: boolean): Html {
  const { words, moment } = seen;
  const opinions = [round.first, round.second, round.adjudication].filter((one) => one !== null);
  const shown = timeline(
    opinions.map((one) => ({
      when: moment(one.classifiedAt),
      title: words.said(words.roles[one.role], valueSaid(seen, one)),
      by: names.get(one.analyst) ?? one.analyst,
      tone: current && one === round.decisive ? ('success' as const) : ('neutral' as const),
      ...(isKeptBack(one) ? {} : { body: grounds(seen, one) }),
    })),
  );
  return current
    ? shown
    : html`<details><summary>${words.superseded}: ${valueSaid(seen, round.first)}</summary>${shown}</details>`;
}

type Opinion = Classification | KeptBack<Classification>;

const isKeptBack = (one: Opinion): one is KeptBack<Classification> => one.value === null;

const valueSaid = ({ words }: Sight, one: Opinion): string =>
  isKeptBack(one) ? words.keptBack : words.values[one.value];

function grounds({ words }: Sight, one: Classification): Html {
  const body = one.body && one.bodyCategory ? words.bySomeone(one.body, saidCategory(words, one.bodyCategory)) : null;
  return facts([
    { label: words.basisShort, value: body ?? words.bases[one.basis] },
    ...(body === null ? [] : [{ label: words.reference, value: one.bodyReference ?? words.erased }]),
    ...(one.attributes.length === 0
      ? []
      : [{ label: words.attributes, value: one.attributes.map((code) => words.attributeNames[code]).join(', ') }]),
  ]);
}
