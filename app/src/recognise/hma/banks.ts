// Banks by name: made, read, changed and ended as clients of the protocol do it.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Refusal } from '../../kit/errors.ts';
import type { House } from '../../runtime/house.ts';
import { call } from '../../verbs/verb.ts';
import { changeBank, endBank, makeBank } from '../banks.ts';
import { decimal } from './answers.ts';
import type { NamedBank } from './bank-names.ts';
import { numberGiven, take, truthGiven } from './given.ts';
import { needs } from './needs.ts';
import { eraseDescription, readNamedBanks } from './verbs.ts';

export interface NamedInPath {
  Params: { name: string };
}

const unstated = 'Not stated: this list was made by a program and waits for its owner to state it';

const toMake = z.object({
  name: z.string(),
  enabled_ratio: numberGiven.nullish(),
  enabled: truthGiven.nullish(),
  ground: z.string().default('child-sexual-exploitation'),
  purpose: z.string().default(unstated),
  legal_basis: z.string().default(unstated),
});

const toChange = z.object({
  name: z.string().nullish(),
  enabled_ratio: numberGiven.nullish(),
  enabled: truthGiven.nullish(),
});

export function registerBanks(server: FastifyInstance, house: House): void {
  server.get('/c/banks', needs(readNamedBanks), async (request) =>
    (await call(house, readNamedBanks, request.caller, {})).map(shapeBank),
  );
  server.post('/c/banks', needs(makeBank), async (request, reply) => {
    const given = take(toMake, request.body);
    const { name, purpose } = given;
    checkName(name);
    const bank = await call(house, makeBank, request.caller, {
      code: name,
      name,
      purpose,
      legalBasis: given.legal_basis,
      ground: given.ground as never, // the verb checks it
      enabledRatio: ratioIn(given) ?? 1,
      active: true,
    }).catch((fault) => refuseTaken(fault, 'Bank already exists'));
    return reply.status(201).send(shapeBank({ ...bank, clientName: bank.code, shared: false }));
  });
  server.get<NamedInPath>('/c/bank/:name', needs(readNamedBanks), async (request) =>
    shapeBank(await bankInPath(house, request)),
  );
  server.put<NamedInPath>('/c/bank/:name', needs(changeBank), async (request) => {
    const given = take(toChange, request.body);
    const before = await bankInPath(house, request, 'Bank not found');
    const bank = await changeAsGiven(house, request, before, given);
    return shapeBank({ ...bank, clientName: bank.code, shared: false });
  });
  server.delete<NamedInPath>('/c/bank/:name', needs(endBank), async (request) => {
    const bank = await findInPath(house, request);
    if (bank) await endWhole(house, request, bank);
    return { message: 'Done' };
  });
}

/** The bank that a request names in its path. @throws Refusal `no-such-bank`. */
export async function bankInPath(
  house: House,
  request: FastifyRequest<NamedInPath>,
  otherwise?: string,
): Promise<NamedBank> {
  const { name } = request.params;
  const bank = await findInPath(house, request);
  if (bank) return bank;
  throw new Refusal('not-found', 'no-such-bank', otherwise ?? `bank '${name}' not found`, { facts: { named: name } });
}

async function findInPath(house: House, request: FastifyRequest<NamedInPath>): Promise<NamedBank | undefined> {
  const banks = await call(house, readNamedBanks, request.caller, {});
  return banks.find((bank) => bank.clientName === request.params.name);
}

/** A bank as the protocol shows it. One that is not active matches nothing, whatever its ratio. */
export function shapeBank(bank: NamedBank): Record<string, unknown> {
  return { name: bank.clientName, matching_enabled_ratio: decimal(bank.state === 'active' ? bank.enabledRatio : 0) };
}

/** Ends a bank with what was said about its contents. */
export async function endWhole(house: House, { caller }: FastifyRequest, { id }: { id: string }): Promise<void> {
  await call(house, eraseDescription, caller, { bankId: id });
  await call(house, endBank, caller, { id, reason: 'Ended by a program' });
}

async function changeAsGiven(
  house: House,
  request: FastifyRequest,
  before: NamedBank,
  given: z.output<typeof toChange>,
) {
  const name = given.name ?? before.code;
  if (name !== before.code) checkName(name);
  const title = before.name === before.code ? { name } : {}; // a bank that a program named goes by that name
  const ratio = ratioIn(given);
  return call(house, changeBank, request.caller, {
    id: before.id,
    changes: { code: name, ...title, ...(ratio === null ? {} : { enabledRatio: ratio }) },
  }).catch((fault) => refuseTaken(fault, 'Bank name already exists'));
}

/** The ratio that a client asks for, by number or by yes and no; the number counts more. */
function ratioIn({ enabled_ratio: ratio, enabled }: z.output<typeof toChange>): number | null {
  return ratio ?? (typeof enabled === 'boolean' ? Number(enabled) : null);
}

function checkName(name: string): void {
  if (!/^[A-Z_][A-Z0-9_]*$/.test(name))
    throw new Refusal('bad-input', 'bad-name', 'Bank names must be UPPER_WITH_UNDERSCORE');
}

// Clients read 403 and these words as "it is there already".
function refuseTaken(fault: unknown, said: string): never {
  if (fault instanceof Refusal && fault.code === 'bank-code-taken')
    throw new Refusal('forbidden', fault.code, said, { cause: fault });
  throw fault;
}
