// What tests of clocks share: made-up rules, people who sign, and examples for the matrix.
import { newId } from '../kit/ids.ts';
import { inOrganisation } from '../runtime/database.ts';
import type { House } from '../runtime/house.ts';
import { callerOf } from '../testing/house.ts';
import type { Example, Ground } from '../testing/matrix.ts';
import type { Caller } from '../verbs/caller.ts';
import { call } from '../verbs/verb.ts';
import { beginDeadline } from './deadlines/run.ts';
import type { Deadline } from './deadlines/store.ts';
import { addHolidays } from './holidays/verbs.ts';
import type { Rule } from './rule.ts';
import { findRule } from './rules.ts';
import { recordAuthority, signRule } from './standing/verbs.ts';

/** Somebody who may sign, of an organisation. */
export const signerOf = (organisationId: string): Caller =>
  callerOf(organisationId, ['clocks.look', 'clocks.sign', 'clocks.waive'], newId('person'));

export const checked = { checkedBy: 'Penasihat hukum rekaan', document: 'Memo rekaan 7' };

/** A rule of four hours that is not in the list, changed as the test likes. */
export const madeUpRule = (changes: Partial<Rule> = {}): Rule => ({
  ...findRule('id-order-urgent')!,
  id: 'made-up',
  ...changes,
});

/** Begins a made-up deadline of four hours that runs from now on. */
export async function begun(
  house: House,
  organisationId: string,
  thing: string,
  rule = madeUpRule(),
): Promise<Deadline> {
  const now = house.now();
  const made = await inOrganisation(house.database, organisationId, (work) =>
    beginDeadline(work, { thing, rule, at: now, now }),
  );
  return made!;
}

const signedRule = async ({ house, maker }: Ground) => {
  const given = { ruleId: 'id-order', version: 1 };
  // Signed already where another caller of the matrix came before.
  await call(house, signRule, maker, { ...given, ...checked }).catch((thrown: { code?: string }) => {
    if (thrown.code !== 'rule-signed') throw thrown;
  });
  return given;
};

const held = { kind: 'id-ministry', document: 'Surat tugas rekaan', validFrom: '2031-01-01' } as const;
const authority = ({ house, maker }: Ground) => call(house, recordAuthority, maker, held);
const holiday = { country: 'ID', days: [{ day: '2031-03-17', name: 'Hari libur rekaan' }] };
const deadline = ({ house, organisationId }: Ground) => begun(house, organisationId, newId('notice'));

/** Examples for the permission matrix. */
export const examples: Record<string, Example> = {
  'clocks.read-rules': { input: async (ground) => signedRule(ground).then(() => ({})) },
  'clocks.sign-rule': {
    input: () => ({ ruleId: 'id-order', version: 1, ...checked }),
    refusals: ['rule-signed'],
  },
  'clocks.withdraw-rule-sign-off': { input: signedRule },
  'clocks.read-authorities': { input: async (ground) => authority(ground).then(() => ({})) },
  'clocks.record-authority': { input: () => held },
  // Whoever may sign made it in the matrix, so that the one who calls is another person; but for the other organisation.
  'clocks.confirm-authority': { input: authority, refusals: ['confirmer-is-recorder'] },
  'clocks.end-authority': { input: authority },
  'clocks.read-holidays': {
    input: async ({ house, maker }) => call(house, addHolidays, maker, holiday).then(() => ({})),
  },
  'clocks.add-holidays': { input: () => holiday },
  'clocks.remove-holiday': {
    async input({ house, maker }) {
      await call(house, addHolidays, maker, holiday);
      return { country: 'ID', day: '2031-03-17' };
    },
  },
  'clocks.read-deadlines': { input: async (ground) => ({ things: [(await deadline(ground)).thing] }) },
  'clocks.waive-deadline': {
    input: async (ground) => ({ id: (await deadline(ground)).id, reason: 'Alasan rekaan, satu kalimat.' }),
  },
  'clocks.breach': { input: async (ground) => ({ id: (await deadline(ground)).id }), refusals: ['not-passed'] },
};
