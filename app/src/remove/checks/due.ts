// Looking at what is due: a bounded number of removals a time, each from every vantage point, one request at a time to any
// one host. Requests are made outside transactions. One that fails is left to its next time and holds up no other.
import { secondMs } from '../../kit/time.ts';
import { type House, partKey } from '../../runtime/house.ts';
import { nodeCaller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { compareUnder } from './compare.ts';
import { noteChecks } from './follow.ts';
import { fetchOf, lookAt, type Looked } from './look.ts';
import { type CheckPlan, readCheckPlan } from './plan.ts';
import { type Due, dueChecks, takeCheck } from './store/due.ts';

/** Removals a time, and hosts at once. */
const batch = 200;
const hostsAtOnce = 8;
/** Nothing more is begun after this; what is left is due the next time. */
const beginForMs = 45 * secondMs;

/** Hosts that are being asked something now: who comes second waits. */
type HostTurns = Map<string, Promise<unknown>>;
const hostTurnsPart = partKey<HostTurns>('remove.checks.host-turns');

/** Places what the checks of this node share. */
export async function openChecks(house: House): Promise<void> {
  house.place(hostTurnsPart, new Map());
}

/** Looks at what is due; how many removals. */
export async function checkDue(house: House): Promise<number> {
  const due = await dueChecks(house.database, house.now(), batch);
  const begun = performance.now();
  let checked = 0;
  const worker = async (): Promise<void> => {
    for (let next = due.shift(); next && performance.now() - begun < beginForMs; next = due.shift())
      if (await checkOne(house, next)) checked += 1;
  };
  await Promise.all(Array.from({ length: hostsAtOnce }, worker));
  return checked;
}

async function checkOne(house: House, due: Due): Promise<boolean> {
  try {
    if (!(await takeCheck(house.database, due, house.now()))) return false;
    const asker = nodeCaller(due.organisationId, ['remove.follow']);
    const plan = await call(house, readCheckPlan, asker, { id: due.id });
    const checks = await look(house, due, plan);
    await call(house, noteChecks, asker, { removalId: due.id, checks, checkable: plan.address !== null });
    return true;
  } catch (fault) {
    // Only what kind of fault: its words may hold the address.
    const kind = fault instanceof Error ? fault.name : typeof fault;
    house.log.warn({ removal: due.id, fault: kind }, 'an item could not be checked; it is tried again');
    return false;
  }
}

/** From each vantage point in turn. What fails in a way that is ours is told as an error of that look. */
async function look(
  house: House,
  { organisationId }: Due,
  { address, lines, mandateUntil }: CheckPlan,
): Promise<(Looked & { vantageId: string })[]> {
  if (address === null) return [];
  const fetch = fetchOf(house);
  return inTurn(house, new URL(address).hostname, async () => {
    const looks: (Looked & { vantageId: string })[] = [];
    for (const line of lines) {
      const compare = compareUnder(house, organisationId, mandateUntil);
      looks.push({ vantageId: line.id, ...(await lookAt(address, line, { fetch, compare })) });
    }
    return looks;
  });
}

/** Runs what asks a host something once nobody else does. */
async function inTurn<T>(house: House, host: string, ask: () => Promise<T>): Promise<T> {
  const turns = house.part(hostTurnsPart);
  const mine = (turns.get(host) ?? Promise.resolve()).then(ask, ask);
  turns.set(host, mine);
  try {
    return await mine;
  } finally {
    if (turns.get(host) === mine) turns.delete(host);
  }
}
