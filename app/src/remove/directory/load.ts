// The verb that loads the entries a new desk begins with, as found in public sources and checked by nobody.
import { z } from 'zod';
import { newId } from '../../kit/ids.ts';
import { doVerb } from '../../verbs/verb.ts';
import { insertEntry } from '../store/entries.ts';
import { knownPlatforms } from './known.ts';
import { insertPlatform, loadedBefore } from './store.ts';

/** Adds those that never stood here: what was changed keeps its change, what was retired stays retired. */
export const loadKnown = doVerb({
  name: 'remove.load-known',
  permission: 'remove.supervise',
  input: z.object({}),
  async run({ organisationId, caller, client, now }) {
    const work = { client };
    const before = await loadedBefore(work);
    let loaded = 0;
    for (const { known, recordedOn, checked: _nobody, ...entry } of knownPlatforms) {
      if (before.known.has(known) || (entry.code !== null && before.codes.has(entry.code))) continue;
      const id = newId('platform', now);
      if (!(await insertPlatform(work, { ...entry, id, known, way: 'form', now }))) continue;
      await insertEntry(work, { thing: id, kind: 'entry-loaded', facts: { recordedOn }, by: caller.id, at: now });
      loaded += 1;
    }
    return { result: { loaded }, event: { thing: organisationId, facts: { loaded } } };
  },
});
