// The verb that makes what a hotline gets. Whoever takes it takes an address of abuse material out of the desk, so the
// record keeps each time, and by whom.
import { z } from 'zod';
import { fieldsPart } from '../../fields/index.ts';
import { Refusal } from '../../kit/errors.ts';
import { doVerb } from '../../verbs/verb.ts';
import { needIssuer } from '../issuer/verbs.ts';
import { lastFound } from '../locate/index.ts';
import { ownRemoval } from '../removal/move.ts';
import { exportable } from './exportable.ts';
import { type IccamReport, iccamReport } from './iccam.ts';
import { handOffId, ownHandOff } from './verbs.ts';

/** @throws Refusal `not-a-hotline`, `not-for-hotlines`, `no-address`, `no-issuer`. */
export const exportToHotline = doVerb({
  name: 'remove.export-to-hotline',
  permission: 'remove.work',
  input: z.object({ id: handOffId }),
  async run({ house, client, input }) {
    const work = { client };
    const handOff = await ownHandOff(work, input.id);
    if (handOff.recipient !== 'hotline' || handOff.country === null)
      throw new Refusal('conflict', 'not-a-hotline', 'Only what goes to a hotline is exported in its form');
    const removal = await ownRemoval(work, handOff.removalId);
    const said = await exportable(work, house, removal);
    const { unit } = await needIssuer(work);
    const place = await lastFound(work, house.part(fieldsPart), removal);
    const report: IccamReport = iccamReport({
      ...said,
      office: unit,
      receivedAt: removal.takenOnAt,
      reference: handOff.id,
      country: handOff.country,
      hostAddress: place?.addresses[0] ?? null,
      network: place?.networks[0] ?? null,
      networkName: place?.networkName ?? null,
    });
    return { result: report, event: { thing: removal.id, facts: { handOff: handOff.id, country: handOff.country } } };
  },
});
