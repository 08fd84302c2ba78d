// Using a code: one of the app, newer than the last one used, or a recovery code that was never used.
import type { Fields } from '../../fields/index.ts';
import { Refusal } from '../../kit/errors.ts';
import type { Work } from '../../runtime/database.ts';
import { newRecoveryCodes, recoveryCodeHash } from './recovery-codes.ts';
import {
  confirmSecondFactor,
  lockSecondFactor,
  noteStep,
  replaceRecoveryCodes,
  type SecondFactor,
  takeRecoveryCode,
} from './store.ts';
import { stepOfCode } from './totp.ts';

interface Given {
  personId: string;
  typed: string;
  now: Date;
}

/** Uses a code of a person's confirmed second factor up; which kind it was, or null for a wrong one. */
export async function useCode(work: Work, fields: Fields, given: Given): Promise<'code' | 'recovery-code' | null> {
  const { personId, typed, now } = given;
  const factor = await lockSecondFactor(work, fields, personId);
  if (!factor?.confirmedAt) return null;
  if (await useAppCode(work, factor, typed, now)) return 'code';
  const hash = recoveryCodeHash(fields, personId, typed);
  return hash !== null && (await takeRecoveryCode(work, personId, hash, now)) ? 'recovery-code' : null;
}

async function useAppCode(work: Work, { id, secret, lastStep }: SecondFactor, typed: string, now: Date) {
  const step = secret === null ? null : stepOfCode(secret, typed.replaceAll(/\s/g, ''), now);
  if (step === null || step <= lastStep) return false;
  await noteStep(work, id, step);
  return true;
}

/**
 * Confirms a second factor that was begun with its first code. @returns the recovery codes, to be shown once.
 * @throws Refusal `factor-not-begun` or `factor-code-wrong`.
 */
export async function confirmWithCode(work: Work, fields: Fields, given: Given): Promise<string[]> {
  const { personId, typed, now } = given;
  const factor = await lockSecondFactor(work, fields, personId);
  if (factor === null || factor.confirmedAt !== null)
    throw new Refusal('conflict', 'factor-not-begun', 'There is no second factor to confirm; begin anew');
  if (!(await useAppCode(work, factor, typed, now))) throw codeWrong();
  await confirmSecondFactor(work, personId, now);
  const codes = newRecoveryCodes();
  await replaceRecoveryCodes(
    work,
    personId,
    codes.map((code) => recoveryCodeHash(fields, personId, code)!),
  );
  return codes;
}

export const codeWrong = (): Refusal =>
  new Refusal(
    'unprocessable',
    'factor-code-wrong',
    'This code is not right, or was used before; wait for the next one',
    {
      fields: [{ path: 'code', message: 'the six digits that the app shows now, or an unused recovery code' }],
    },
  );
