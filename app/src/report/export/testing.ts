// Examples of exports for the permission matrix.
import { newId } from '../../kit/ids.ts';
import { callerOf } from '../../testing/house.ts';
import type { Example, Ground } from '../../testing/matrix.ts';
import type { Caller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { approveExport, requestExport } from './verbs.ts';

export const wholeMonth = { from: '2031-03-01', to: '2031-03-31', what: 'facts', purpose: 'Made-up figures' } as const;

async function requested({ house, organisationId }: Ground, by: Caller | null = null) {
  const asker = by ?? callerOf(organisationId, ['report.export'], newId('person'));
  return { id: (await call(house, requestExport, asker, wholeMonth)).id };
}

export const examples: Record<string, Example> = {
  'report.request-export': { input: () => wholeMonth },
  'report.read-exports': { input: async (ground) => requested(ground).then(() => ({})) },
  'report.approve-export': { input: (ground) => requested(ground) },
  'report.decline-export': { input: (ground) => requested(ground) },
  'report.download-export': {
    async input(ground) {
      const asked = await requested(ground, ground.caller);
      const other = callerOf(ground.organisationId, ['report.supervise'], newId('person'));
      await call(ground.house, approveExport, other, asked);
      return { ...asked, format: 'csv' };
    },
  },
};
