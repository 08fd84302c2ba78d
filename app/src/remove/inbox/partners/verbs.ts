// Connecting the directory with platforms that were let in: notices of a connected entry go to the platform's own desk.
import { z } from 'zod';
import { invitedPlatforms } from '../../../access/index.ts';
import { Refusal } from '../../../kit/errors.ts';
import { idPattern } from '../../../kit/ids.ts';
import type { Work } from '../../../runtime/database.ts';
import { doVerb } from '../../../verbs/verb.ts';
import { ownPlatform, platformId, updatePlatform } from '../../directory/index.ts';
import { insertEntry } from '../../store/entries.ts';

/** From now on an entry's notices go to the desk of this platform. @throws Refusal `platform-unknown`, `platform-closed`, `platform-retired`. */
export const linkPartner = doVerb({
  name: 'remove.link-partner',
  permission: 'remove.supervise',
  input: z.object({
    platformId,
    partnerId: z.string().regex(idPattern('organisation'), 'the id of a platform that was let in, such as org_…'),
  }),
  async run({ caller, input, now, client }) {
    const work = { client };
    await checkPartner(work, input.partnerId);
    const entry = await ownPlatform(work, input.platformId, 'FOR UPDATE');
    if (entry.retiredAt !== null)
      throw new Refusal('conflict', 'platform-retired', 'This entry of the directory was retired; choose another one');
    const { partnerId } = input;
    await updatePlatform(work, entry.id, { partnerId, way: 'desk' });
    await insertEntry(work, {
      thing: entry.id,
      kind: 'partner-linked',
      facts: { way: entry.way },
      by: caller.id,
      at: now,
    });
    return { result: null, event: { thing: entry.id, facts: { partner: partnerId } } };
  },
});

async function checkPartner(work: Work, id: string): Promise<void> {
  const [partner] = await invitedPlatforms(work, id);
  if (!partner) throw new Refusal('not-found', 'platform-unknown', `This desk let no platform in with the id "${id}"`);
  if (partner.closedAt !== null)
    throw new Refusal('conflict', 'platform-closed', 'This platform was closed; open it again first');
}
