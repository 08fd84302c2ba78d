// On what a classification stands: that its analyst saw the item in the operator's viewer, or that a body which may do so
// said what it is. Nothing is classified by guessing.
import { z } from 'zod';
import { Refusal } from '../../kit/errors.ts';
import type { Work } from '../../runtime/database.ts';
import { hourMs } from '../../kit/time.ts';
import type { ItemKind } from '../items/store.ts';
import { attributes, bodyCategories, categoryName, contradicting, fits, valueCodes } from './schemes.ts';
import { findViewer, lastSeen } from './viewer/store.ts';
import { nothingToView, viewerOff } from './viewer/verbs.ts';
import { isViewable } from './schemes.ts';

/** What is behind an address changes: a classification is of what was seen within a day. */
export const seenWithinMs = 24 * hourMs;

const line = (max: number, missing: string) => z.string().trim().min(1, missing).max(max, `at most ${max} characters`);

const given = z.discriminatedUnion(
  'basis',
  [
    z.object({ basis: z.literal('viewer') }),
    z.object({
      basis: z.literal('authorised-body'),
      body: line(200, 'the name of the body'),
      bodyCategory: z.enum(bodyCategories, `one of ${bodyCategories.join(', ')}`),
      bodyReference: line(200, 'where it is written: a letter, a ticket, a list'),
    }),
  ],
  'viewer or authorised-body',
);

/** What an opinion says, whichever in a round it is. */
export const opinion = z.object({
  value: z.enum(valueCodes, `one of ${valueCodes.join(', ')}`),
  attributes: z
    .array(z.enum(attributes, `some of ${attributes.join(', ')}`))
    .default([])
    .transform((given) => [...new Set(given)]),
  on: given,
});
export type Opinion = z.output<typeof opinion>;

/** What of the basis is stored. */
export function basisColumns({ on }: Opinion) {
  return on.basis === 'viewer'
    ? { basis: on.basis, body: null, bodyCategory: null, bodyReference: null }
    : { basis: on.basis, body: on.body, bodyCategory: on.bodyCategory, bodyReference: on.bodyReference };
}

/** @throws Refusal when the value contradicts what else is said, or stands on nothing. */
export async function checkOpinion(
  work: Work,
  item: { id: string; kind: ItemKind },
  { value, attributes, on }: Opinion,
  personId: string,
  now: Date,
): Promise<void> {
  const [odd] = contradicting(value, attributes);
  if (odd)
    throw new Refusal('unprocessable', 'attribute-contradicts', `"${value}" is not about what is ${odd}`, {
      facts: { value, attribute: odd },
      fields: [{ path: 'attributes', message: `not ${odd}, or another value` }],
    });
  if (on.basis === 'viewer') return checkSeen(work, item, personId, now);
  if (!fits(value, on.bodyCategory))
    throw new Refusal(
      'unprocessable',
      'category-does-not-fit',
      `${on.bodyCategory} is never "${value}" in this scheme`,
      {
        facts: { category: categoryName(on.bodyCategory), value },
        fields: [{ path: 'bodyCategory', message: 'the category that the body named, or another value' }],
      },
    );
}

async function checkSeen(work: Work, item: { id: string; kind: ItemKind }, personId: string, now: Date): Promise<void> {
  if (!(await findViewer(work))) throw viewerOff();
  if (!isViewable(item.kind)) throw nothingToView();
  if (await lastSeen(work, item.id, personId, new Date(now.getTime() - seenWithinMs))) return;
  throw new Refusal(
    'conflict',
    'not-seen',
    'You have not seen this item in the viewer within the last 24 hours; open it there first',
  );
}
