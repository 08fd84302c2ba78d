// What tests of locating share: a made-up internet in which things lie and move, removals of made-up items, and examples
// for the permission matrix.
import { randomBytes } from 'node:crypto';
import { openAccess } from '../../access/index.ts';
import { newId } from '../../kit/ids.ts';
import { type Lookups, lookupsPart, type NetworkFacts, type Registration } from '../../outside/index.ts';
import { fileReport, openReport } from '../../report/index.ts';
import { inOrganisation } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import { openTestHouse, type TestHouse } from '../../testing/house.ts';
import type { Example, Ground } from '../../testing/matrix.ts';
import { nobody } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { madeUpPlatform } from '../directory/testing.ts';
import { keepPlatform } from '../directory/index.ts';
import { findRemoval, insertRemoval, type Removal, type RemovalChanges, updateRemoval } from '../removal/store.ts';

/** A made-up internet: what is missing does not answer. */
export class MadeUpInternet implements Lookups {
  readonly hosts = new Map<string, string[]>();
  readonly networks = new Map<string, NetworkFacts>();
  readonly registrations = new Map<string, Registration>();
  readonly asked: string[] = [];
  /** Done before each answer, as what happens while one waits. */
  meanwhile: () => Promise<void> = async () => {};

  /** A site in a network of a made-up hosting company. */
  place(host: string, address: string, facts: Partial<NetworkFacts> = {}): void {
    this.hosts.set(host, [address]);
    const network = {
      network: 64_500,
      name: 'Hosting Rekaan',
      country: 'ID',
      abuseMail: 'abuse@hosting-rekaan.example',
    };
    this.networks.set(address, { ...network, ...facts });
  }

  async addressesOf(name: string): Promise<string[] | null> {
    this.asked.push(name);
    await this.meanwhile();
    return this.hosts.get(name) ?? null;
  }

  async networkOf(address: string): Promise<NetworkFacts | null> {
    this.asked.push(address);
    return this.networks.get(address) ?? null;
  }

  async registrationOf(domain: string): Promise<Registration | null> {
    return this.registrations.get(domain) ?? null;
  }
}

export interface LocateHouse extends TestHouse {
  internet: MadeUpInternet;
  organisationId: string;
}

export async function openLocateHouse(): Promise<LocateHouse> {
  const made = await openTestHouse();
  await openAccess(made.house);
  openReport(made.house);
  const internet = made.house.place(lookupsPart, new MadeUpInternet()) as MadeUpInternet;
  return { ...made, internet, organisationId: await made.organisation() };
}

type Where = Pick<Ground, 'house' | 'organisationId'>;
let unique = 0;

/** A removal of what a made-up report names, in the state and with the facts given. */
export async function madeUpRemoval(
  { house, organisationId }: Where,
  given: { items?: string; ground?: Removal['ground']; danger?: boolean; changes?: RemovalChanges } = {},
): Promise<Removal> {
  const items = given.items ?? `https://contoh-${(unique += 1)}.example/jalan`;
  const told = { concern: 'abuse-material' as const, items, once: randomBytes(16).toString('base64url') };
  const { id: reportId } = await call(house, fileReport, { ...nobody, organisationId }, told);
  return inOrganisation(house.database, organisationId, async (work) => {
    const { rows } = await work.client.query('SELECT item_id FROM report.report_item WHERE report_id = $1', [reportId]);
    const id = newId('removal');
    const { ground = 'child-sexual-exploitation', danger = false } = given;
    await insertRemoval(work, { id, itemId: rows[0].item_id, ground, danger, platformId: null, now: house.now() });
    if (given.changes) await updateRemoval(work, id, given.changes);
    return (await findRemoval(work, id))!;
  });
}

export const removalNow = ({ house, organisationId }: { house: House; organisationId: string }, id: string) =>
  inOrganisation(house.database, organisationId, async (work) => (await findRemoval(work, id))!);

/** A removal of an account on a platform of the directory: nothing has to be asked outside to locate it. */
export async function accountRemoval(ground: Ground): Promise<Removal> {
  const { house, maker } = ground;
  if (!house.has(lookupsPart)) house.place(lookupsPart, new MadeUpInternet());
  await call(house, keepPlatform, maker, madeUpPlatform({ code: 'instagram' }) as never).catch(() => {}); // stands already
  return madeUpRemoval(ground, { items: `instagram rekaan_${(unique += 1)}` });
}

const onPlatform = {
  outcome: 'found',
  found: { platform: 'instagram', host: null, domain: null, addresses: [], networks: [] },
};

/** Examples for the permission matrix. */
export const examples: Record<string, Example> = {
  'remove.locate': { input: async (ground) => ({ id: (await accountRemoval(ground)).id }) },
  'remove.read-locations': { input: async (ground) => ({ id: (await accountRemoval(ground)).id }) },
  'remove.note-location': {
    async input(ground) {
      const { id, version } = await accountRemoval(ground);
      const rest = {
        networkName: null,
        country: null,
        abuseMail: null,
        registrar: null,
        registrarMail: null,
        registrarCountry: null,
      };
      return { id, version, looked: { ...onPlatform, found: { ...onPlatform.found, ...rest } } };
    },
  },
};
