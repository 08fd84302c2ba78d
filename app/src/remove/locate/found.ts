// What was found of a place, as it is sealed under its item's key, and the keyed hash by which two places are told apart.
import { z } from 'zod';
import type { Fields } from '../../fields/index.ts';

const text = (max: number) => z.string().max(max).nullable();

export const found = z.strictObject({
  /** The platform that the item names; null for a place of its own. */
  platform: text(60),
  host: text(255),
  /** The part of the host that is registered. */
  domain: text(255),
  addresses: z.array(z.string().max(45)).max(16),
  /** Every network among the addresses, in order. */
  networks: z.array(z.int().min(1)).max(16),
  networkName: text(120),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable(),
  abuseMail: text(254),
  registrar: text(120),
  registrarMail: text(254),
  registrarCountry: text(2),
});
export type Found = z.infer<typeof found>;

export const nothing: Found = {
  platform: null,
  host: null,
  domain: null,
  addresses: [],
  networks: [],
  networkName: null,
  country: null,
  abuseMail: null,
  registrar: null,
  registrarMail: null,
  registrarCountry: null,
};

/** What outside said of a place. `not-known`: it did not answer, which says nothing. */
export type Looked =
  | { outcome: 'found'; found: Found }
  | { outcome: 'nowhere'; why: 'no-address' | 'hidden-service' | 'no-platform'; found: Found }
  | { outcome: 'not-known' };

/** 32 bytes that are equal for the same host in the same network, or the same platform. */
export const placeBlind = (
  fields: Fields,
  { platform, host, networks }: Pick<Found, 'platform' | 'host' | 'networks'>,
): Buffer => fields.blind('remove.place', JSON.stringify([platform, host?.toLowerCase() ?? null, networks[0] ?? null]));

/**
 * Whether what lay in one place lies in another one now. A name that several networks serve has moved only when it left
 * all that it had. What lies on a platform does not move; and an answer without a network says nothing.
 */
export function hasMoved(before: Found, now: Found): boolean {
  if (before.platform !== null || now.platform !== null) return false;
  if (before.networks.length === 0 || now.networks.length === 0) return false;
  return !now.networks.some((network) => before.networks.includes(network));
}
