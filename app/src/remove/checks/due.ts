// Looking at what is due: a bounded number of removals a time, each from every vantage point, one request at a time to any
// one host. Requests are made outside transactions. One that fails, and a host that is slow, hold up no other.
import { secondMs } from '../../kit/time.ts';
import { type House, partKey } from '../../runtime/house.ts';
import { nodeCaller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { compareUnder } from './compare.ts';
import { noteChecks } from './follow.ts';
import { fetchOf, lookAt, type Looked } from './look.ts';
import { type CheckPlan, readCheckPlan } from './plan.ts';
import { type Due, dueChecks, putOff, takeCheck } from './store/due.ts';

/** Removals a time, and hosts at once. */
const batch = 200;
const hostsAtOnce = 8;
/** Nothing more is begun after this. */
const beginForMs = 30 * secondMs;

/** Hosts that are being asked something now: who comes second waits. */
type HostTurns = Map<string, Promise<unknown>>;
const hostTurnsPart = partKey<HostTurns>('remove.checks.host-turns');

/** Places what the checks of this node share. */
export async function openChecks(house: House): Promise<void> {
  house.place(hostTurnsPart, new Map());
}

interface Planned {
  due: Due;
  plan: CheckPlan;
}

const follower = ({ organisationId }: Due) => nodeCaller(organisationId, ['remove.follow']);

/** Looks at what is due; how many removals. */
export async function checkDue(house: House): Promise<number> {
  const begun = performance.now();
  const isOver = () => performance.now() - begun > beginForMs;
  const due = await dueChecks(house.database, house.now(), batch);
  const planned: Planned[] = [];
  await withWorkers(due, async (each) => {
    await attempt(house, each, async () => {
      planned.push({ due: each, plan: await call(house, readCheckPlan, follower(each), { id: each.id }) });
    });
  });
  let checked = 0;
  const left: Due[] = [];
  await withWorkers(byHost(planned), async ([host, each]) => {
    for (const one of each)
      if (isOver()) left.push(one.due);
      else if (await inTurn(house, host, () => checkOne(house, one))) checked += 1;
  });
  // What a slow host leaves over is put behind what others wait for.
  await putOff(house.database, left, house.now());
  return checked;
}

/** Hosts with what is due there, in an order that is drawn: the same few cannot always come first. */
function byHost(planned: readonly Planned[]): [string, Planned[]][] {
  const hosts = Map.groupBy(planned, ({ plan }) => (plan.address === null ? '' : new URL(plan.address).hostname));
  return [...hosts]
    .map((entry) => ({ entry, drawn: Math.random() }))
    .toSorted((a, b) => a.drawn - b.drawn)
    .map(({ entry }) => entry);
}

async function withWorkers<T>(given: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...given];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: hostsAtOnce }, worker));
}

function checkOne(house: House, { due }: Planned): Promise<boolean> {
  return attempt(house, due, async () => {
    if (!(await takeCheck(house.database, due, house.now()))) return false;
    // What was planned may have waited for its host: a mandate ended meanwhile, or an item erased, is so from now on.
    const plan = await call(house, readCheckPlan, follower(due), { id: due.id });
    const checks = await look(house, due, plan);
    await call(house, noteChecks, follower(due), { removalId: due.id, checks, checkable: plan.address !== null });
    return true;
  });
}

/** Carries on after one that fails. What was taken is due again once its lease is over. */
async function attempt<T>(house: House, { id }: Due, work: () => Promise<T>): Promise<T | false> {
  try {
    return await work();
  } catch (fault) {
    // Only what kind of fault: its words may hold the address.
    const kind = fault instanceof Error ? fault.name : typeof fault;
    house.log.warn({ removal: id, fault: kind }, 'an item could not be checked; it is tried again');
    return false;
  }
}

/** From each vantage point in turn. */
async function look(
  house: House,
  { organisationId }: Due,
  { address, lines, mandateUntil }: CheckPlan,
): Promise<(Looked & { vantageId: string })[]> {
  if (address === null) return [];
  const fetch = fetchOf(house);
  const looks: (Looked & { vantageId: string })[] = [];
  for (const line of lines) {
    const compare = compareUnder(house, organisationId, mandateUntil);
    looks.push({ vantageId: line.id, ...(await lookAt(address, line, { fetch, compare })) });
  }
  return looks;
}

/** Runs what asks a host something once nobody else of this node does. */
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
