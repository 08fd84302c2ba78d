// What the desk's own tests share: a house with the desk open in it, callers, and drawn hashes.
import { randomBytes } from 'node:crypto';
import { openFields } from '../fields/index.ts';
import { newId } from '../kit/ids.ts';
import type { Configuration } from '../runtime/configuration.ts';
import { inOrganisation } from '../runtime/database.ts';
import { callerOf, openTestHouse, type TestHouse } from '../testing/house.ts';
import { type Caller, nodeCaller, type Permission } from '../verbs/caller.ts';
import { call } from '../verbs/verb.ts';
import { makeBank } from './banks.ts';
import type { Algorithm } from './hashes.ts';
import { devicePermission, listDeviceSignals, listSignal, match, openRecognise } from './index.ts';
import type { Answer } from './match.ts';
import { signalIndexKey } from './signal-index.ts';
import type { Bank } from './store/banks.ts';
import type { Signal } from './store/signals.ts';

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

/** Of each database, the master key that its first node was opened with. */
const masterKeys = new Map<string, string>();

export async function openTestDesk(
  options: { database?: string; organisationId?: string; configuration?: Partial<Configuration> } = {},
): Promise<TestDesk> {
  const key = options.database && masterKeys.get(options.database);
  const configuration = { ...(key ? { masterKey: key } : {}), ...options.configuration };
  const made = await openTestHouse({ ...options, configuration });
  masterKeys.set(made.database, made.house.configuration.masterKey!);
  try {
    await openFields(made.house);
    await openRecognise(made.house);
  } catch (fault) {
    await made.close();
    throw fault;
  }
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

type Rest<Function> = Function extends (desk: TestDesk, ...rest: infer Given) => infer Answer
  ? (...given: Given) => Answer
  : never;
export type Lists = Rest<typeof listHash>;
export type Asks = Rest<typeof askAbout>;

/** Lists a PDQ hash, and waits until the index holds it. */
export async function listHash(
  desk: TestDesk,
  bank: Bank,
  hash: string,
  more: Record<string, unknown> = {},
  caller: Caller = desk.curator,
): Promise<Signal> {
  const [signal] = await call(desk.house, listSignal, caller, {
    bankId: bank.id,
    hashes: [{ algorithm: 'pdq', hash }],
    ...more,
  });
  await desk.settle();
  return signal!;
}

/** The process's own caller, as the desk that takes submissions has it. */
export const deskItself = (organisationId: string): Caller => nodeCaller(organisationId, [devicePermission]);

/** Lists hashes as a person's own device gave them, PDQ unless told otherwise; the id of the submission. */
export async function protect(
  desk: TestDesk,
  hashes: string | { algorithm: Algorithm; hash: string }[],
  more: Record<string, unknown> = {},
): Promise<string> {
  const given = {
    submissionId: newId('submission'),
    ground: 'image-based-sexual-abuse',
    hashes: typeof hashes === 'string' ? [{ algorithm: 'pdq', hash: hashes }] : hashes,
    expiresAt: null,
    ...more,
  };
  await call(desk.house, listDeviceSignals, deskItself(desk.organisationId), given as never);
  await desk.settle();
  return given.submissionId;
}

/** What a lookup of one hash comes to. */
export async function askAbout(
  desk: TestDesk,
  hash: string,
  algorithm: Algorithm = 'pdq',
  caller: Caller = desk.curator,
): Promise<Answer> {
  return (await call(desk.house, match, caller, { hashes: [{ algorithm, hash }] })).answers[0]!;
}

/** A partner organisation's caller, with a grant to match against the bank. */
export async function partnerOf(desk: TestDesk, name: string, bank: Bank): Promise<Caller> {
  const organisationId = await desk.organisation(name);
  await inOrganisation(desk.house.database, desk.organisationId, ({ client }) =>
    client.query(
      `INSERT INTO access.grant (id, organisation_id, to_organisation_id, thing, allows, agreement, granted_at)
       VALUES ($1, $2, $3, $4, 'match', 'Made-up agreement', now())`,
      [newId('grant'), desk.organisationId, organisationId, bank.id],
    ),
  );
  return callerOf(organisationId, everything);
}
