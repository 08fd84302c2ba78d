// Made-up reports by which a change of the rules can be looked at before it is made: the order in which they would stand.
import { dayMs, hourMs } from '../../kit/time.ts';
import { type HeadStarts, queueAt, type UrgencyCode } from '../urgency.ts';

export interface ExampleReport {
  /** Names it in the words. */
  name: 'waited-long' | 'danger' | 'child-extorted' | 'young-child' | 'spread-wide' | 'sent-around' | 'child-only';
  urgency: readonly UrgencyCode[];
  /** How long ago it came. */
  ageMs: number;
}

export const exampleReports: readonly ExampleReport[] = [
  { name: 'waited-long', urgency: [], ageMs: 20 * dayMs },
  { name: 'danger', urgency: ['danger'], ageMs: hourMs },
  { name: 'child-extorted', urgency: ['extortion-now', 'child'], ageMs: 3 * hourMs },
  { name: 'young-child', urgency: ['child', 'young-child'], ageMs: dayMs },
  { name: 'spread-wide', urgency: ['spread-public'], ageMs: 2 * dayMs },
  { name: 'sent-around', urgency: ['extortion-now', 'spread-private'], ageMs: 2 * dayMs },
  { name: 'child-only', urgency: ['child'], ageMs: 9 * dayMs },
];

/** The examples in the order of the queue under these head starts. */
export function exampleOrder(headStarts: HeadStarts): ExampleReport[] {
  const now = new Date(0);
  const placeOf = ({ urgency, ageMs }: ExampleReport) =>
    queueAt(new Date(now.getTime() - ageMs), urgency, headStarts).getTime();
  return exampleReports.toSorted((one, other) => placeOf(one) - placeOf(other));
}
