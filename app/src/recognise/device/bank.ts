// The device bank of a ground: made by the process when the first hash comes, the same for every organisation, and closed
// to everyone's hands.
import { newId } from '../../kit/ids.ts';
import type { Work } from '../../runtime/database.ts';
import type { Ground } from '../grounds.ts';
import { type Bank, codeIsTaken } from '../store/banks.ts';
import { findDeviceBank, insertDeviceBank } from '../store/device.ts';

/** Partners that may match against a device bank at one time: each is one more place that learns of a match. */
export const mostPartners = 10;

/** The organisation's device bank of a ground, made now if it is the first time that it is needed. */
export async function ensureBank(work: Work, ground: Ground, now: Date): Promise<{ bank: Bank; made: boolean }> {
  const there = await findDeviceBank(work.client, ground);
  if (there) return { bank: there, made: false };
  const made = await insertDeviceBank(work.client, await newBank(work, ground, now));
  const bank = await findDeviceBank(work.client, ground);
  if (!bank)
    throw new Error(`The device bank for ${ground} could not be made: its code was taken meanwhile; try again`);
  return { bank, made };
}

async function newBank({ client }: Work, ground: Ground, now: Date) {
  const id = newId('bank', now);
  // The code tells clients of `/hma`, which see no action, what a hit in it is for.
  const code = `DEVICE_REVIEW_${ground.toUpperCase().replaceAll('-', '_')}`;
  return {
    id,
    code: (await codeIsTaken(client, code, id)) ? `${code}_${id.slice(-6).toUpperCase()}` : code,
    name: `Lindungi gambarku · Protect my picture: ${ground}`,
    purpose:
      'Sidik jari yang dihitung orang dari gambarnya sendiri di perangkatnya sendiri. Fingerprints that people computed from their own pictures on their own devices.',
    ground,
    legalBasis:
      'Persetujuan orang yang memberikannya, tercatat bersama kirimannya. Consent of the person who gave each, recorded with the submission.',
    createdAt: now,
  };
}
