// `suaka unlock`: for whoever has the machine and finds the desk's door shut: no administrator is left who could open it.
import { defineCommand } from 'citty';
import { listPeople, takeAwaySecondFactor, unlockPerson } from '../access/index.ts';
import { openFields } from '../fields/index.ts';
import { Refusal } from '../kit/errors.ts';
import type { House } from '../runtime/house.ts';
import type { Caller } from '../verbs/caller.ts';
import { call } from '../verbs/verb.ts';
import { atDesk, organisationArgument } from './desk.ts';
import { report } from './terminal.ts';

export const unlock = defineCommand({
  meta: { name: 'unlock', description: 'Unlock a person’s password, or take away a second factor that they have lost' },
  args: {
    email: { type: 'positional', required: true, description: 'The person’s e-mail address' },
    'second-factor': { type: 'boolean', default: false, description: 'Take the second factor away as well' },
    organisation: organisationArgument,
    json: { type: 'boolean', description: 'One line of JSON', default: false },
  },
  async run({ args }) {
    await atDesk(args.organisation, ['access.manage-people'], async (house, caller) => {
      await openFields(house);
      const { id, secondFactorAt, passwordLockedAt } = await personOf(house, caller, args.email);
      await call(house, unlockPerson, caller, { id });
      const taken = args['second-factor'] && secondFactorAt !== null;
      if (taken) await call(house, takeAwaySecondFactor, caller, { id });
      const said = [
        passwordLockedAt ? 'The password was locked and works again' : 'The password was not locked',
        ...(taken ? ['the second factor was taken away'] : secondFactorAt ? ['the second factor stays'] : []),
      ];
      report(args.json, { id, wasLocked: passwordLockedAt !== null, secondFactorTaken: taken }, `${said.join('; ')}.`);
    });
  },
});

async function personOf(house: House, caller: Caller, email: string) {
  const wanted = email.trim().normalize('NFKC').toLowerCase();
  const found = (await call(house, listPeople, caller, {})).find((person) => person.email.toLowerCase() === wanted);
  if (found) return found;
  throw new Refusal('not-found', 'person-unknown', 'No one in this organisation has that e-mail address');
}
