// Who and what takes part in the made-up removals: officers, recipients, vantage points, the issuer.
import { addPerson, invitePlatform, permissionsOfRoles, type Role } from '../../access/index.ts';
import { dayMs } from '../../kit/time.ts';
import type { House } from '../../runtime/house.ts';
import type { Caller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { addVantage } from '../checks/index.ts';
import { keepPlatform, loadKnown } from '../directory/index.ts';
import { linkPartner } from '../inbox/index.ts';
import { setIssuer } from '../issuer/verbs.ts';
import { recipients, vantages } from './drawn.ts';

export interface Recipient {
  id: string;
  country: string;
  /** Somebody of the platform who signs in here; null where it has a form of its own. */
  person: Caller | null;
}

export interface Cast {
  house: House;
  takedown: Caller;
  approver: Caller;
  supervisor: Caller;
  recipients: readonly Recipient[];
  vantages: readonly { id: string; country: string }[];
}

/** Brings everybody together, long enough ago that a made-up week lies after it. */
export async function assemble(house: House, caller: Caller): Promise<Cast> {
  const since = new Date(house.now().getTime() - 20 * dayMs);
  const then = house.at(() => since);
  const person = async (name: string, email: string, role: Role): Promise<Caller> => {
    const { id } = await call(house, addPerson, caller, { name, email, roles: [role] });
    return { kind: 'person', id, organisationId: caller.organisationId, permissions: permissionsOfRoles([role]) };
  };
  await call(then, setIssuer, caller, issuer);
  await call(then, loadKnown, caller, {});
  const made: Recipient[] = [];
  for (const [n, recipient] of recipients.entries()) made.push(await addRecipient(then, caller, recipient, n));
  const points: Cast['vantages'][number][] = [];
  for (const [n, point] of vantages.entries()) {
    const proxy = n === 0 ? null : `https://jalur-${n}.rekaan.example:8443`;
    points.push({ ...(await call(then, addVantage, caller, { ...point, proxy })), country: point.country });
  }
  return {
    house,
    supervisor: caller,
    takedown: await person('Petugas Enam (rekaan)', 'petugas-6@rekaan.example', 'takedown'),
    approver: await person('Penyetuju Tujuh (rekaan)', 'penyetuju-7@rekaan.example', 'approver'),
    recipients: made,
    vantages: points,
  };
}

const issuer = {
  unit: 'Unit Penghapusan (rekaan)',
  contact: 'penghapusan@suaka-rekaan.example',
  country: 'ID',
  zone: 'Asia/Jakarta',
  redressId: 'Jawab pemberitahuan ini, atau ajukan keberatan di halaman publik. Diputus dalam 14 hari oleh orang lain.',
  redressEn: 'Answer this notice, or contest it on the public page. Somebody else decides within 14 days.',
  policeFirst: false,
} as const;

async function addRecipient(
  house: House,
  caller: Caller,
  { name, country, desk }: (typeof recipients)[number],
  n: number,
): Promise<Recipient> {
  const form = `https://lapor-${n}.rekaan.example/formulir`;
  const entry = { name, kind: 'platform', country, language: 'id', way: 'form', form } as const;
  const { id } = await call(house, keepPlatform, caller, entry as never);
  if (!desk) return { id, country, person: null };
  const email = `platform-${n}@rekaan.example`;
  const invited = await call(house, invitePlatform, caller, { name, person: `Kontak ${name}`, email });
  await call(house, linkPartner, caller, { platformId: id, partnerId: invited.id });
  const permissions = permissionsOfRoles(['platform']);
  return { id, country, person: { kind: 'person', id: invited.personId, organisationId: invited.id, permissions } };
}
