// Verbs: the only way anything is read or changed. `ask` reads; `do` changes, in one transaction with one event.
// Each declares its schema and its permission; pages, API, jobs and command line call the same ones through `call`.
import { z } from 'zod';
import { type EventFacts, writeEvent } from '../audit/record.ts';
import { Refusal } from '../kit/errors.ts';
import { inOrganisation, type Work } from '../runtime/database.ts';
import type { House } from '../runtime/house.ts';
import type { JobData } from '../runtime/jobs.ts';
import type { Caller, Permission } from './caller.ts';
import { publish } from './publish.ts';

/** What every verb's body is given. */
export interface Circumstances<Input> {
  house: House;
  caller: Caller;
  /** The caller's organisation, checked to be there unless the verb needs no permission. */
  organisationId: string;
  input: Input;
  now: Date;
}

export interface AskCircumstances<Input> extends Circumstances<Input>, Work {}

export interface DoCircumstances<Input> extends Circumstances<Input>, Work {
  /** Queues a job in this transaction. */
  enqueue: (name: string, data: JobData, options?: { once?: string }) => Promise<void>;
}

/** For asks that open a transaction only when they need one (matching), or hold one open while they stream. */
export interface OpenCircumstances<Input> extends Circumstances<Input> {
  transact: <T>(work: (work: Work) => Promise<T>) => Promise<T>;
}

/** What a `do` came to: the answer, and what the record says of it. `thing` is the id of what changed. */
export interface Done<Output> {
  result: Output;
  event: { thing: string; facts?: EventFacts };
}

interface Declaration<Schema extends z.ZodType> {
  /** `desk.verb-in-words`, unique. */
  name: string;
  /** null: anyone may, also someone not signed in. Say why beside it. */
  permission: Permission | null;
  input: Schema;
}

interface AskDeclaration<Schema extends z.ZodType, Output> extends Declaration<Schema> {
  /** Writes an event for the reading itself, as for an identity: the id of what was read. */
  audited?: (input: z.output<Schema>) => string;
  run(circumstances: AskCircumstances<z.output<Schema>>): Promise<Output>;
}

interface OpenAskDeclaration<Schema extends z.ZodType, Output> extends Declaration<Schema> {
  run(circumstances: OpenCircumstances<z.output<Schema>>): Promise<Output>;
}

interface DoDeclaration<Schema extends z.ZodType, Output> extends Declaration<Schema> {
  run(circumstances: DoCircumstances<z.output<Schema>>): Promise<Done<Output>>;
}

export interface Verb<Given, Output> {
  readonly kind: 'ask' | 'do';
  readonly name: string;
  readonly permission: Permission | null;
  readonly input: z.ZodType;
  readonly perform: (circumstances: Circumstances<never>) => Promise<Output>;
  /** Carries the type of what is given to `call`; never set. */
  readonly _given?: (given: Given) => void;
}

export function askVerb<Schema extends z.ZodType, Output>(
  declaration: AskDeclaration<Schema, Output>,
): Verb<z.input<Schema>, Output> {
  type Input = z.output<Schema>;
  const perform = (circumstances: Circumstances<Input>) =>
    inOrganisation(circumstances.house.database, circumstances.organisationId, async (work) => {
      const output = await declaration.run({ ...circumstances, ...work });
      if (declaration.audited)
        await recordEvent(work, circumstances, declaration.name, { thing: declaration.audited(circumstances.input) });
      return output;
    });
  return { kind: 'ask', ...declared(declaration), perform };
}

export function openAskVerb<Schema extends z.ZodType, Output>(
  declaration: OpenAskDeclaration<Schema, Output>,
): Verb<z.input<Schema>, Output> {
  const perform = (circumstances: Circumstances<z.output<Schema>>) =>
    declaration.run({
      ...circumstances,
      transact: (work) => inOrganisation(circumstances.house.database, circumstances.organisationId, work),
    });
  return { kind: 'ask', ...declared(declaration), perform };
}

export function doVerb<Schema extends z.ZodType, Output>(
  declaration: DoDeclaration<Schema, Output>,
): Verb<z.input<Schema>, Output> {
  type Input = z.output<Schema>;
  const perform = (circumstances: Circumstances<Input>) =>
    inOrganisation(circumstances.house.database, circumstances.organisationId, async (work) => {
      const { jobs } = circumstances.house;
      const done = await declaration.run({
        ...circumstances,
        ...work,
        enqueue: (name, data, options) => jobs.enqueue(work.client, name, data, options),
      });
      const eventId = await recordEvent(work, circumstances, declaration.name, done.event);
      const { organisationId, house } = circumstances;
      await publish(house, work, declaration.name, { organisationId, eventId, thing: done.event.thing });
      return done.result;
    });
  return { kind: 'do', ...declared(declaration), perform };
}

/**
 * Calls a verb: checks the permission, then the input, then performs it.
 * @throws Refusal `not-signed-in`, `not-permitted`, `bad-input`, or whatever the verb declares.
 */
export async function call<Given, Output>(
  house: House,
  verb: Verb<Given, Output>,
  caller: Caller,
  input: Given,
): Promise<Output> {
  checkPermission(verb, caller);
  const parsed = verb.input.safeParse(input);
  if (!parsed.success) throw badInput(parsed.error);
  const circumstances = {
    house,
    caller,
    organisationId: caller.organisationId ?? '',
    input: parsed.data as never,
    now: house.now(),
  };
  return verb.perform(circumstances);
}

/** Whether a caller may use a verb: pages ask before they show a button. */
export function may(caller: Caller, verb: Verb<never, unknown>): boolean {
  return verb.permission === null || (caller.organisationId !== null && caller.permissions.has(verb.permission));
}

/** Whether a value exported by a desk is a verb; the permission matrix collects them with it. */
export function isVerb(value: unknown): value is Verb<never, unknown> {
  return typeof value === 'object' && value !== null && 'perform' in value && 'permission' in value;
}

/** @throws Refusal `not-signed-in` or `not-permitted` when the caller may not use the verb. */
export function checkPermission(verb: Verb<never, unknown>, caller: Caller): void {
  if (may(caller, verb)) return;
  if (caller.kind === 'nobody')
    throw new Refusal('not-signed-in', 'not-signed-in', 'Sign in first, or send an API key');
  throw new Refusal('forbidden', 'not-permitted', `This needs the permission "${verb.permission}"`, {
    facts: { permission: verb.permission ?? '' },
  });
}

/** A refusal that names every field that could not be taken. */
export function badInput(error: z.ZodError): Refusal {
  const fields = error.issues.map((issue) => ({ path: issue.path.map(String).join('.'), message: issue.message }));
  const said = fields.map((field) => (field.path ? `${field.path}: ${field.message}` : field.message)).join('; ');
  return new Refusal('bad-input', 'bad-input', said, { fields });
}

function declared(declaration: Declaration<z.ZodType>) {
  return { name: declaration.name, permission: declaration.permission, input: declaration.input };
}

async function recordEvent(
  work: Work,
  { caller, now }: Circumstances<unknown>,
  verb: string,
  event: { thing: string; facts?: EventFacts },
): Promise<string> {
  return writeEvent(work, {
    at: now,
    organisationId: caller.organisationId,
    actorKind: caller.kind,
    actorId: caller.id,
    verb,
    thing: event.thing,
    facts: event.facts ?? {},
  });
}
