// Verbs of classification: the first word on an item, a second opinion, the decision where two differ. What was said is
// never edited; whoever sees it otherwise says so beside it.
import { z } from 'zod';
import { fieldsPart } from '../../fields/index.ts';
import { Refusal } from '../../kit/errors.ts';
import { idPattern, newId } from '../../kit/ids.ts';
import type { Work } from '../../runtime/database.ts';
import { answerable } from '../../verbs/caller.ts';
import { type Circumstances, doVerb } from '../../verbs/verb.ts';
import { advance, itemStates } from '../states.ts';
import { basisColumns, checkOpinion, type Opinion, opinion } from './basis.ts';
import {
  assessmentOf,
  type Classification,
  inForce,
  needsSecond,
  type Role,
  type Round,
  roundsOf,
  type RoundState,
  stepFor,
} from './rounds.ts';
import { scheme } from './schemes.ts';
import { type AssessedItem, insertClassification, lockItem, noteAssessment, readSealed } from './store.ts';
import { itemId, noItem } from './viewer/verbs.ts';

const classificationId = z.string().regex(idPattern('classification'), 'the id of a classification, such as cls_…');

export interface Said {
  id: string;
  /** Where the round stands now. */
  state: RoundState;
}

type Saying = Pick<Circumstances<unknown>, 'house' | 'caller' | 'now'> & Work;

/**
 * Classifies an item for the first time, or anew in the place of what was said before, which stays to be read.
 * @throws Refusal `classified-meanwhile` when `supersedes` is not the latest, `not-yours-to-supersede` while somebody
 * else's word waits for a second or third person.
 */
export const classifyItem = doVerb({
  name: 'report.classify-item',
  permission: 'report.classify',
  input: opinion.extend({ itemId, supersedes: classificationId.nullable().default(null) }),
  async run({ house, caller, input, now, client }) {
    const saying = { house, caller, now, client };
    const item = await ownItem(saying, input.itemId);
    const rounds = roundsOf(await readSealed(saying, [item.id]));
    const latest = rounds.at(-1) ?? null;
    if ((latest?.first.id ?? null) !== input.supersedes) throw meanwhile();
    if (stepFor(latest, answerable(caller), false) !== 'classify') throw notYours();
    const needed = needsSecond(input, inForce(rounds));
    return say(saying, item, input, { role: 'first', supersedes: input.supersedes, needed, round: null });
  },
});

/** A second opinion on a first classification, by another person. Where the two differ, a third decides. */
export const giveSecondOpinion = doVerb({
  name: 'report.give-second-opinion',
  permission: 'report.classify',
  input: opinion.extend({ itemId, firstId: classificationId }),
  async run({ house, caller, input, now, client }) {
    const saying = { house, caller, now, client };
    const { item, round } = await roundToJoin(saying, input.itemId, input.firstId);
    if (round.first.analyst === answerable(caller)) throw needsAnother();
    if (stepFor(round, answerable(caller), false) !== 'give-second') throw meanwhile();
    return say(saying, item, input, { role: 'second', supersedes: null, needed: false, round });
  },
});

/** Decides where two opinions differ: a supervisor who gave neither of them. Both stay visible. */
export const adjudicate = doVerb({
  name: 'report.adjudicate',
  permission: 'report.supervise',
  input: opinion.extend({ itemId, firstId: classificationId }),
  async run({ house, caller, input, now, client }) {
    const saying = { house, caller, now, client };
    const { item, round } = await roundToJoin(saying, input.itemId, input.firstId);
    if (round.state !== 'disputed') throw meanwhile();
    if (stepFor(round, answerable(caller), true) !== 'adjudicate') throw needsAnother();
    return say(saying, item, input, { role: 'adjudication', supersedes: null, needed: false, round });
  },
});

async function ownItem(work: Work, id: string): Promise<AssessedItem> {
  const item = await lockItem(work, id);
  if (item) return item;
  throw noItem(id);
}

/** The latest round of an item, if it is the one that was shown. */
async function roundToJoin(work: Work, itemId: string, firstId: string) {
  const item = await ownItem(work, itemId);
  const round = roundsOf(await readSealed(work, [item.id])).at(-1);
  if (round?.first.id !== firstId) throw meanwhile();
  return { item, round };
}

type Opinions = Pick<Classification, 'id' | 'role' | 'firstId' | 'value' | 'attributes' | 'needsSecond' | 'analyst'>;

interface Place {
  role: Role;
  supersedes: string | null;
  needed: boolean;
  /** The round it joins; null: it begins one. */
  round: Round<Opinions> | null;
}

/** Says it: stored, noted with the item, and what the record keeps of it. */
async function say(saying: Saying, item: AssessedItem, given: Opinion, place: Place) {
  const { house, caller, now } = saying;
  const analyst = answerable(caller);
  await checkOpinion(saying, item, given, analyst, now);
  const { role, supersedes, needed, round } = place;
  const said = {
    id: newId('classification', now),
    itemId: item.id,
    role,
    supersedes,
    scheme,
    value: given.value,
    attributes: given.attributes,
    ...basisColumns(given),
    needsSecond: needed,
    analyst,
    classifiedAt: now,
  };
  const about = { first: round?.first ?? null, second: role === 'adjudication' ? (round?.second ?? null) : null };
  await insertClassification(saying, house.part(fieldsPart), { ...said, ...about });
  const { state } = await note(saying, item, roundWith(round, { ...said, firstId: round?.first.id ?? null }));
  const { id, value, attributes, basis } = said;
  const result: Said = { id, state };
  // What waits for a second opinion is kept back in the record too, which a second person may be allowed to read: the
  // event of the second opinion says both.
  const says =
    state === 'provisional' ? {} : { value, attributes, basis, ...(round ? { first: round.first.value } : {}) };
  return { result, event: { thing: item.id, facts: { classification: id, role, state, ...says } } };
}

function roundWith(round: Round<Opinions> | null, said: Opinions): Round<Opinions> {
  const before = round === null ? [] : [round.first, round.second].filter((one) => one !== null);
  return roundsOf([...before, said])[0]!;
}

// An item counts as classified once a classification of it is in force, and stays so while a newer one is under way.
async function note(work: Work, item: AssessedItem, round: Round<Opinions>): Promise<Round<Opinions>> {
  const state = round.decisive === null ? item.state : advance(itemStates, 'classify', item.state);
  await noteAssessment(work, item.id, assessmentOf(round), state);
  return round;
}

const meanwhile = (): Refusal =>
  new Refusal(
    'conflict',
    'classified-meanwhile',
    'Somebody said something about this item meanwhile; look at it again',
  );

const notYours = (): Refusal =>
  new Refusal(
    'conflict',
    'not-yours-to-supersede',
    'Another person said something here; give yours as a second opinion, nobody replaces what another said',
  );

const needsAnother = (): Refusal =>
  new Refusal('conflict', 'needs-another-person', 'You said something in this round yourself; another person has to');
