// Examples of care for the permission matrix.
import { inOrganisation } from '../../runtime/database.ts';
import type { Example, Ground } from '../../testing/matrix.ts';
import { call } from '../../verbs/verb.ts';
import { countExposure } from './exposure.ts';
import { setCareLimits } from './verbs.ts';

/** Whoever will call is at their limit. */
async function atLimit({ house, organisationId, maker, caller }: Ground) {
  await call(house, setCareLimits, maker, { texts: 1, handOvers: 1 });
  const exposure = { personId: caller.id, kind: 'text' as const, now: house.now() };
  await inOrganisation(house.database, organisationId, (work) => countExposure(work, exposure));
  return { kind: 'text' };
}

export const examples: Record<string, Example> = {
  'report.read-own-exposure': { input: () => ({}) },
  'report.read-exposure': { input: async (ground) => atLimit(ground).then(() => ({})) },
  'report.set-care-limits': { input: () => ({ texts: 30, handOvers: 20 }) },
  // Somebody else's limit is nobody's: an outsider who stands at no limit of their own is told so.
  'report.go-on': { input: atLimit, refusals: ['not-at-limit'] },
};
