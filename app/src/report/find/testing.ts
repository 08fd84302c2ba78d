// Examples of searching for the permission matrix.
import type { Example } from '../../testing/matrix.ts';
import { reportedItem } from '../assess/testing.ts';

const known = 'https://contoh-cari.example/jalan';

export const examples: Record<string, Example> = {
  'report.search-identity': {
    async input({ house, organisationId }) {
      await reportedItem(house, organisationId, known);
      return { text: known, reason: 'duplicate-check' };
    },
  },
  'report.read-searches': { input: () => ({}) },
};
