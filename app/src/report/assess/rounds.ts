// Where an item's classification stands: pure rules over what was said of it, in order. A round is a first
// classification, a second opinion on it, and where the two differ the decision of a third person.
import { type Attribute, type ClassificationValue, values } from './schemes.ts';

export type Role = 'first' | 'second' | 'adjudication';

export interface Classification {
  id: string;
  itemId: string;
  role: Role;
  /** Of a first one: the one in whose place it was put. */
  supersedes: string | null;
  /** Of the others: the first one of their round. */
  firstId: string | null;
  scheme: string;
  value: ClassificationValue;
  attributes: Attribute[];
  basis: 'viewer' | 'authorised-body';
  body: string | null;
  bodyCategory: string | null;
  /** Null also once the item was erased. */
  bodyReference: string | null;
  needsSecond: boolean;
  analyst: string;
  classifiedAt: Date;
}

type Opinion = Pick<Classification, 'id' | 'role' | 'firstId' | 'value' | 'attributes' | 'needsSecond' | 'analyst'>;

/** `provisional` waits for a second opinion, `disputed` for a third person; the others are settled. */
export type RoundState = 'provisional' | 'disputed' | 'single' | 'agreed' | 'decided';

export interface Round<Given extends Opinion = Classification> {
  state: RoundState;
  first: Given;
  second: Given | null;
  adjudication: Given | null;
  /** Whose word is in force; null while none is. */
  decisive: Given | null;
}

const keptBack = {
  value: null,
  attributes: [] as Attribute[],
  basis: null,
  body: null,
  bodyCategory: null,
  bodyReference: null,
} as const;

/** An opinion of which is shown only whose it is and when it was given. */
export type KeptBack<Given extends Opinion> = Omit<Given, keyof typeof keptBack> & typeof keptBack;

export interface ShownRound<Given extends Opinion = Classification> extends Omit<Round<Given>, 'first'> {
  first: Given | KeptBack<Given>;
}

/**
 * Rounds as a person may see them. While a first opinion waits for a second one, only whoever gave it sees what it says,
 * nor is shown what they had said before it: a second opinion that knows the first is half an echo.
 */
export function asSeenBy<Given extends Opinion>(rounds: readonly Round<Given>[], person: string): ShownRound<Given>[] {
  if (rounds.at(-1)?.state !== 'provisional') return [...rounds];
  return rounds.map((round) =>
    round.state === 'provisional' && round.first.analyst !== person
      ? { ...round, first: { ...round.first, ...keptBack } }
      : round,
  );
}

/** Both name the same value and the same attributes. What differs in anything goes to a third person. */
export function isSame(
  left: Pick<Opinion, 'value' | 'attributes'>,
  right: Pick<Opinion, 'value' | 'attributes'>,
): boolean {
  return left.value === right.value && left.attributes.toSorted().join() === right.attributes.toSorted().join();
}

/** The rounds of one item, oldest first. @param given what was said of it, oldest first. */
export function roundsOf<Given extends Opinion>(given: readonly Given[]): Round<Given>[] {
  const firsts = given.filter(({ role }) => role === 'first');
  const about = (first: Given, role: Role) =>
    given.find((one) => one.firstId === first.id && one.role === role) ?? null;
  return firsts.map((first) => roundOf(first, about(first, 'second'), about(first, 'adjudication')));
}

function roundOf<Given extends Opinion>(first: Given, second: Given | null, adjudication: Given | null): Round<Given> {
  const state = stateOf(first, second, adjudication);
  // What was in force on one word stays so while a second one differs: nobody suspends it alone.
  const disputed = first.needsSecond ? null : first;
  const decisive = { provisional: null, disputed, single: first, agreed: first, decided: adjudication }[state];
  return { state, first, second, adjudication, decisive };
}

function stateOf(first: Opinion, second: Opinion | null, adjudication: Opinion | null): RoundState {
  if (adjudication) return 'decided';
  if (second) return isSame(first, second) ? 'agreed' : 'disputed';
  return first.needsSecond ? 'provisional' : 'single';
}

/** What is in force: the word of the latest round that has come to one, also while a newer round is under way. */
export function inForce<Given extends Opinion>(rounds: readonly Round<Given>[]): Given | null {
  return rounds.findLast(({ decisive }) => decisive !== null)?.decisive ?? null;
}

/** Whether a new first classification needs a second opinion: its value asks for it, or it changes what is in force. */
export function needsSecond(
  given: Pick<Opinion, 'value' | 'attributes'>,
  standing: Pick<Opinion, 'value' | 'attributes'> | null,
): boolean {
  return values[given.value].secondOpinion || (standing !== null && !isSame(given, standing));
}

/** What a person may do next with an item that is viewed as `latest`, its latest round. */
export type Step = 'classify' | 'give-second' | 'adjudicate';

/** @param person the one who asks; nobody is a second or third person to themselves. */
export function stepFor(latest: Round<Opinion> | null, person: string, supervises: boolean): Step | null {
  if (latest === null) return 'classify';
  const { state, first, second } = latest;
  const own = first.analyst === person;
  if (state === 'disputed') return supervises && !own && second?.analyst !== person ? 'adjudicate' : null;
  if (state === 'agreed' || state === 'decided') return 'classify';
  return own ? 'classify' : 'give-second';
}

/** As it is noted with the item, for lists. */
export type Assessment = 'provisional' | 'disputed' | 'in-force';

export function assessmentOf({ state }: Pick<Round<Opinion>, 'state'>): Assessment {
  return state === 'provisional' || state === 'disputed' ? state : 'in-force';
}

/** Whether nobody has to say anything more for the round to count. */
export const isSettled = (round: Pick<Round<Opinion>, 'state'>): boolean => assessmentOf(round) === 'in-force';
