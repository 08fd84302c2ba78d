// What the desk does by the clock: hashes past their date leave their list, what was given by someone whose submission was
// erased goes, imports that stand still are given up, old change rows go. Any node may do it; doing it twice changes nothing.
import { dayMs } from '../kit/time.ts';
import { pruneChanges } from '../runtime/changes.ts';
import { asNode } from '../runtime/database.ts';
import type { House } from '../runtime/house.ts';
import { nodeCaller } from '../verbs/caller.ts';
import { call } from '../verbs/verb.ts';
import { clearStaleImports } from './bulk/index.ts';
import { eraseKeylessEverywhere } from './device/verbs.ts';
import { expirePastSignals } from './signals.ts';
import { organisationsWithExpired } from './store/signals.ts';

/** A node that was away for longer loads its index anew when it starts, so no reader needs older changes. */
const keepChangesMs = 7 * dayMs;

/** One round. */
export async function keepUp(house: House): Promise<void> {
  const due = await asNode(house.database, ({ client }) => organisationsWithExpired(client, house.now()));
  for (const organisation of due)
    await call(house, expirePastSignals, nodeCaller(organisation, ['recognise.curate']), {});
  await eraseKeylessEverywhere(house);
  await clearStaleImports(house);
  await asNode(house.database, (work) => pruneChanges(work, new Date(house.now().getTime() - keepChangesMs)));
}
