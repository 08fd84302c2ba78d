// Reading the evidence on one removal: what each vantage point saw, who says what, and how it will be looked at further.
import { z } from 'zod';
import { namesOf } from '../../access/index.ts';
import { fieldsPart } from '../../fields/index.ts';
import { openItems } from '../../report/index.ts';
import { askVerb } from '../../verbs/verb.ts';
import { ownRemoval } from '../removal/move.ts';
import { removalId } from '../removal/take-on.ts';
import { weigh } from './evidence.ts';
import { attestationTable, knownOf, newestChecks, readAttestations, readStatements } from './store/checks.ts';
import { listVantages } from './vantage/store.ts';

const shownChecks = 60;

export const readEvidence = askVerb({
  name: 'remove.read-evidence',
  permission: 'remove.look',
  input: z.object({ id: removalId }),
  async run({ house, caller, client, input }) {
    const work = { client };
    const fields = house.part(fieldsPart);
    const removal = await ownRemoval(work, input.id);
    const sealed = await readAttestations(work, removal.id);
    const attestations = await fields.unseal(work, attestationTable, sealed, ['note'], () => removal.itemId);
    // The note may say where it was: for those who may read what reports say.
    const readable = caller.permissions.has('report.read');
    return {
      removal,
      evidence: weigh(await knownOf(work, removal)),
      checks: await newestChecks(work, removal.id, shownChecks),
      attestations: attestations.map((each) => ({ ...each, note: readable ? each.note : null })),
      statements: await readStatements(work, removal.id),
      names: await namesOf(
        work,
        fields,
        sealed.map(({ officer }) => officer),
      ),
      /** Only addresses on the web can be looked at by machine. */
      checkable: (await openItems(work, house, [removal.itemId])).get(removal.itemId)?.kind === 'url',
      vantages: (await listVantages(work, false)).map(({ network, country }) => ({ network, country })),
    };
  },
});
export type EvidenceSight = Awaited<ReturnType<typeof readEvidence.perform>>;
