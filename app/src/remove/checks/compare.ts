// Comparing a picture with what is known, under a mandate: hashes are made in memory and asked about, and nothing is
// opened or kept. Whether the mandate is in force is asked again at the moment at which the bytes would be read.
import { hashesOfPicture, match } from '../../recognise/index.ts';
import { Refusal } from '../../kit/errors.ts';
import type { House } from '../../runtime/house.ts';
import { nodeCaller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import type { Compare } from './look.ts';

/** What compares, until the mandate expires; null without one in force. */
export function compareUnder(house: House, organisationId: string, until: Date | null): Compare | null {
  if (until === null || until <= house.now()) return null;
  return async (picture) => {
    const queries = await queriesOf(house, picture);
    if (queries === null) return null;
    const hashes = queries.map(({ algorithm, hash, quality }) => ({ algorithm, hash, quality }));
    const asker = nodeCaller(organisationId, ['recognise.match']);
    const { answers } = await call(house, match, asker, { hashes, openMatches: false });
    return answers.some(({ action }) => action === 'block' || action === 'review');
  };
}

/** Null for a picture that cannot be read: that tells nothing. */
async function queriesOf(house: House, picture: Buffer) {
  try {
    return (await hashesOfPicture(house, picture, false)).queries;
  } catch (fault) {
    if (fault instanceof Refusal) return null;
    throw fault;
  }
}
