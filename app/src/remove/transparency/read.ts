// What is public of removals, in one reading: the figures that were published and where the log stands.
import { z } from 'zod';
import { readOrganisation } from '../../access/index.ts';
import { askVerb } from '../../verbs/verb.ts';
import { needDesk } from './needs-desk.ts';
import { stateOf } from './log/read.ts';
import { latestBatch } from './log/store.ts';
import { readPublications } from './statistics/store.ts';

/** Open to anyone: it is made to be public. */
export const readTransparency = askVerb({
  name: 'remove.read-transparency',
  permission: null, // what is in it was published
  input: z.object({}),
  async run({ client, organisationId }) {
    needDesk(organisationId);
    const work = { client };
    const { name, demonstration } = await readOrganisation(work);
    return {
      organisation: name,
      demonstration,
      publications: await readPublications(work),
      log: stateOf(organisationId, await latestBatch(work)),
    };
  },
});
export type Transparency = Awaited<ReturnType<typeof readTransparency.perform>>;
