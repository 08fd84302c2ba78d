// Working at a desk from the command line, beside the running server: which organisation it is done for, and by whom.
import { Refusal } from '../kit/errors.ts';
import { readConfiguration } from '../runtime/configuration.ts';
import { inOrganisation } from '../runtime/database.ts';
import type { House } from '../runtime/house.ts';
import { openLog } from '../runtime/log.ts';
import { openHouse } from '../runtime/open.ts';
import { type Caller, nodeCaller, type Permission } from '../verbs/caller.ts';

/** The argument of every command that works for one organisation. */
export const organisationArgument = {
  type: 'string',
  description: 'Name or id of the organisation, where there are several',
} as const;

/** Opens the house beside a running server and lends it out; what the command line may do is named with it. */
export async function atDesk<T>(
  organisation: string | undefined,
  permissions: Permission[],
  work: (house: House, caller: Caller) => Promise<T>,
): Promise<T> {
  const house = await openHouse(readConfiguration(process.env), { log: openLog({ logLevel: 'warn' }), beside: true });
  try {
    return await work(house, nodeCaller(await findOrganisation(house, organisation), permissions));
  } finally {
    await house.close();
  }
}

interface Named {
  id: string;
  name: string;
  demonstration: boolean;
}

async function findOrganisation(house: House, named: string | undefined): Promise<string> {
  const { rows } = await inOrganisation(house.database, null, ({ client }) =>
    client.query<Named>(`SELECT id, name, demonstration FROM access.organisation WHERE kind = 'desk' ORDER BY name`),
  );
  const real = rows.filter((row) => !row.demonstration);
  const fitting = named ? rows.filter((row) => row.id === named || row.name === named) : real.length > 0 ? real : rows;
  if (fitting.length === 1) return fitting[0]!.id;
  const there =
    rows.map((row) => `"${row.name}" (${row.id})`).join(', ') || 'none: set up the desk in the browser first';
  throw new Refusal(
    'bad-input',
    'which-organisation',
    `${named ? `No one organisation is called "${named}"` : 'Say which organisation with --organisation'}; there are ${there}`,
  );
}
