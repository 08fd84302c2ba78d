// What the desk's own tests share: a house with the desk open in it, callers, and drawn hashes.
import { randomBytes } from 'node:crypto';
import type { Configuration } from '../runtime/configuration.ts';
import { callerOf, openTestHouse, type TestHouse } from '../testing/house.ts';
import type { Caller, Permission } from '../verbs/caller.ts';
import { call } from '../verbs/verb.ts';
import { makeBank } from './banks.ts';
import { openRecognise } from './index.ts';
import { signalIndexKey } from './signal-index.ts';
import type { Bank } from './store/banks.ts';

export const everything: Permission[] = [
  'recognise.look',
  'recognise.curate',
  'recognise.review',
  'recognise.match',
  'recognise.see-detail',
  'recognise.verdict',
  'recognise.import',
  'recognise.export',
];

export interface TestDesk extends TestHouse {
  organisationId: string;
  /** Someone who may do everything at the desk. */
  curator: Caller;
  /** A second person of the same organisation. */
  second: Caller;
  /** Waits until this node's index holds all that is committed. */
  settle(): Promise<void>;
}

export async function openTestDesk(
  options: { database?: string; organisationId?: string; configuration?: Partial<Configuration> } = {},
): Promise<TestDesk> {
  const made = await openTestHouse(options);
  await openRecognise(made.house);
  const organisationId = options.organisationId ?? (await made.organisation());
  return {
    ...made,
    organisationId,
    curator: callerOf(organisationId, everything),
    second: callerOf(organisationId, everything),
    settle: () => made.house.part(signalIndexKey).follow(),
  };
}

let made = 0;

/** A bank for a test; active unless told otherwise. */
export function bankFor(desk: TestDesk, given: Record<string, unknown> = {}, caller = desk.curator): Promise<Bank> {
  made += 1;
  const plain = {
    code: `MADE_UP_${made}`,
    name: `Made-up list ${made}`,
    purpose: 'Tests',
    legalBasis: 'None, made up',
    ground: 'child-sexual-exploitation',
    active: true,
  };
  return call(desk.house, makeBank, caller, { ...plain, ...given } as never);
}

/** A random hash in hexadecimal. */
export function drawnHash(bytes = 32): string {
  return randomBytes(bytes).toString('hex');
}

/** The hash with its first `bits` bits flipped. */
export function flipped(hex: string, bits: number): string {
  const code = Buffer.from(hex, 'hex');
  for (let bit = 0; bit < bits; bit += 1) code[bit >> 3]! ^= 1 << (bit & 7);
  return code.toString('hex');
}
