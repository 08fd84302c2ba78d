// Clearing up after imports whose process died: run by the clock on any node, for all organisations.
import { asNode } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import { nodeCaller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { organisationsWithUntouched } from './store/imports.ts';
import { abandonStaleImports, staleAfterMs } from './verbs.ts';

/** Abandons every import that stands still; how many. */
export async function clearStaleImports(house: House): Promise<number> {
  const since = new Date(house.now().getTime() - staleAfterMs);
  const organisations = await asNode(house.database, ({ client }) => organisationsWithUntouched(client, since));
  let abandoned = 0;
  for (const organisation of organisations) {
    const caller = nodeCaller(organisation, ['recognise.import']);
    abandoned += (await call(house, abandonStaleImports, caller, {})).abandoned;
  }
  return abandoned;
}
