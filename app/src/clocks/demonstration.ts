// Made-up sign-offs, an authority and holidays, so that whoever looks around sees clocks run; and all of it taken away.
import { addPerson, permissionsOfRoles } from '../access/index.ts';
import { dayMs } from '../kit/time.ts';
import type { House } from '../runtime/house.ts';
import type { Caller } from '../verbs/caller.ts';
import { call, type DoCircumstances } from '../verbs/verb.ts';
import { addHolidays } from './holidays/verbs.ts';
import { confirmAuthority, recordAuthority, signRule } from './standing/verbs.ts';
import { dayAt } from './zones.ts';

/** What the made-up organisation signed off; the other rules show what is missing. */
const signed = ['id-saman-urgent', 'id-saman', 'inhope-host'];

/** Made-up data of this room for an organisation that is marked as made up. It stands before whatever needs clocks. */
export const clocksDemonstration = {
  async fill(house: House, caller: Caller): Promise<void> {
    const { organisationId } = caller;
    const approver = {
      name: 'Penyetuju Lima (rekaan)',
      email: 'penyetuju-5@rekaan.example',
      roles: ['approver' as const],
    };
    const { id } = await call(house, addPerson, caller, approver);
    const second: Caller = { kind: 'person', id, organisationId, permissions: permissionsOfRoles(approver.roles) };
    // Long enough ago that a made-up week lies after it.
    const since = new Date(house.now().getTime() - 30 * dayMs);
    const then = house.at(() => since);
    for (const ruleId of signed)
      await call(then, signRule, second, {
        ruleId,
        version: 1,
        checkedBy: 'Penasihat hukum rekaan',
        document: 'Memo rekaan 1, tidak ada di mana pun',
      });
    const held = {
      kind: 'id-ministry' as const,
      document: 'Penugasan rekaan 2',
      validFrom: dayAt(since, 'Asia/Jakarta'),
    };
    const authority = await call(then, recordAuthority, caller, held);
    await call(then, confirmAuthority, second, authority);
    const soon = dayAt(new Date(house.now().getTime() + 3 * dayMs), 'Asia/Jakarta');
    await call(house, addHolidays, caller, { country: 'ID', days: [{ day: soon, name: 'Hari libur rekaan' }] });
  },

  async remove({ client }: Pick<DoCircumstances<unknown>, 'client'>): Promise<void> {
    for (const table of ['deadline', 'holiday', 'authority', 'sign_off'])
      await client.query(`DELETE FROM clocks.${table} WHERE organisation_id = runtime.organisation()`);
  },
};
