// Made-up data of this room: none of its own. What made-up notices were queued as is taken away with them.
import type { House } from '../runtime/house.ts';
import type { Caller } from '../verbs/caller.ts';
import type { DoCircumstances } from '../verbs/verb.ts';

export const outsideDemonstration = {
  async fill(_house: House, _caller: Caller): Promise<void> {},

  async remove({ client }: Pick<DoCircumstances<unknown>, 'client'>): Promise<void> {
    for (const table of ['attempt', 'delivery'])
      await client.query(`DELETE FROM outside.${table} WHERE organisation_id = runtime.organisation()`);
  },
};
