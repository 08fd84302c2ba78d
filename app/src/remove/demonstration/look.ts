// What made-up checks saw: rounds eight hours apart, from every made-up vantage point. Nothing is asked for; the outcomes
// are noted as checks would have noted them.
import { hourMs, minuteMs } from '../../kit/time.ts';
import { nodeCaller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { noteChecks } from '../checks/index.ts';
import type { Cast } from './cast.ts';
import type { Plan } from './drawn.ts';

interface Told {
  outcome: 'present' | 'gone' | 'login' | 'geo-blocked';
  reason: string;
  status: number;
}

const present: Told = { outcome: 'present', reason: 'page', status: 200 };
const gone: Told = { outcome: 'gone', reason: 'status-404', status: 404 };
const login: Told = { outcome: 'login', reason: 'asks-to-sign-in', status: 200 };
const blocked: Told = { outcome: 'geo-blocked', reason: 'status-451', status: 451 };

/** What a vantage point is told, by the round and by where it stands. */
const tells: Record<NonNullable<Plan['seen']>, (round: number, country: string) => Told> = {
  gone: (round) => (round === 0 ? present : gone),
  present: () => present,
  login: (round) => (round === 0 ? present : login),
  'geo-blocked': (round, country) => (round > 0 && country === 'ID' ? blocked : present),
  'gone-here': (round, country) => (round === 0 ? present : country === 'ID' ? gone : login),
  'gone-and-back': (round) => (round === 0 || round > 5 ? present : gone),
};

/** Rounds of checks: the first soon after the sending, then every eight hours, up to now and for three days at most. */
export async function playChecks(
  { house, takedown, vantages }: Cast,
  given: { removalIds: readonly string[]; seen: NonNullable<Plan['seen']>; sentAt: Date },
): Promise<void> {
  const { removalIds, seen, sentAt } = given;
  const process = nodeCaller(takedown.organisationId, ['remove.follow']);
  for (let round = 0; round < 9; round += 1) {
    const then = new Date(sentAt.getTime() + 30 * minuteMs + round * 8 * hourMs);
    if (then > house.now()) return;
    const checks = vantages.map(({ id, country }) => ({
      vantageId: id,
      ...tells[seen](round, country),
      movedTo: null,
      known: null,
    }));
    for (const removalId of removalIds)
      await call(
        house.at(() => then),
        noteChecks,
        process,
        { removalId, checks, checkable: true } as never,
      );
  }
}
