// The verbs of this part in the permission matrix: open to whoever holds a receipt.
import type { Example } from '../../testing/matrix.ts';
import { nobody } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { confirmWrittenDown } from '../comeback/verbs.ts';
import { fileReport } from '../filing/verbs.ts';
import { newOnce } from '../receipt/index.ts';

export const examples: Record<string, Example> = {
  'report.prove-reporting': {
    open: 'anyone',
    refusals: ['receipt-unknown'],
    async input({ house, organisationId }) {
      const [reporter, once] = [{ ...nobody, organisationId }, newOnce()];
      await call(house, fileReport, reporter, { concern: 'unsure', once });
      const { ticket } = await call(house, confirmWrittenDown, reporter, { once });
      return { ticket };
    },
  },
  'report.show-receipt': {
    open: 'anyone',
    refusals: ['receipt-unknown'],
    async input({ house, organisationId }) {
      const once = newOnce();
      await call(house, fileReport, { ...nobody, organisationId }, { concern: 'unsure', once });
      return { once };
    },
  },
};
