// A made-up week to look around in: reports in every state, with items, messages, contests and fingerprints, made through
// the desk's own verbs; and all of it taken away again.
import type { House } from '../../runtime/house.ts';
import type { Caller } from '../../verbs/caller.ts';
import { nobody } from '../../verbs/caller.ts';
import { call, type DoCircumstances } from '../../verbs/verb.ts';
import { addPerson, permissionsOfRoles, type Role } from '../../access/index.ts';
import { loadLines } from '../settings/verbs.ts';
import { classifySome, contestSome, protectSome } from './beside.ts';
import { drawWeek } from './drawn.ts';
import { type Played, playReport } from './play.ts';

export interface Size {
  reports: number;
  items: number;
}

/** What someone who looks around in the browser meets: enough to see every state, made in a few seconds. */
export const aTaste: Size = { reports: 60, items: 130 };
/** What `suaka demo` loads. */
export const aWeek: Size = { reports: 400, items: 900 };

const seed = 20_311_403;

const officers: { name: string; roles: Role[] }[] = [
  { name: 'Petugas Satu (rekaan)', roles: ['intake'] },
  { name: 'Petugas Dua (rekaan)', roles: ['intake', 'analyst'] },
  { name: 'Analis Tiga (rekaan)', roles: ['analyst'] },
  { name: 'Penyelia Empat (rekaan)', roles: ['supervisor'] },
];

/** Made-up data of this desk for an organisation that is marked as made up. */
export function reportDemonstration(size: Size) {
  return {
    async fill(house: House, caller: Caller): Promise<void> {
      const staff = await hire(house, caller);
      await call(house, loadLines, caller, {});
      const reporter: Caller = { ...nobody, organisationId: caller.organisationId };
      const drawn = drawWeek({ seed, ...size, now: house.now() });
      const cast = { house, reporter, staff };
      const played: Played[] = [];
      for (const [n, report] of drawn.entries()) played.push(await playReport(cast, report, n, played));
      await classifySome(cast, played);
      await contestSome(cast, drawn);
      await protectSome(cast);
    },

    async remove({ client }: Pick<DoCircumstances<unknown>, 'client'>): Promise<void> {
      // Whatever tables the desk has, those that refer to others first.
      for (const table of tables)
        await client.query(`DELETE FROM report.${table} WHERE organisation_id = runtime.organisation()`);
    },
  };
}

/** Every table of the desk, those that refer to others first. */
const tables = [
  'bulk_export',
  'identity_search',
  'exposure',
  'care_limit',
  'hand_over',
  'viewer',
  'classification',
  'note',
  'viewing',
  'entry',
  'message',
  'report_item',
  'item',
  'receipt',
  'contest',
  'submission',
  'urgency_rule',
  'go_live',
  'sign_off',
  'help_line',
  'report',
];

async function hire(house: House, caller: Caller): Promise<Caller[]> {
  const staff: Caller[] = [];
  for (const [n, { name, roles }] of officers.entries()) {
    const email = `petugas-${n + 1}@rekaan.example`;
    const { id } = await call(house, addPerson, caller, { name, email, roles });
    const permissions = permissionsOfRoles(roles);
    staff.push({ kind: 'person', id, organisationId: caller.organisationId, permissions });
  }
  return staff;
}
