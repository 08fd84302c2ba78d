// The permission matrix: every verb, called by every role, every scope of a key, nobody, and another organisation.
// A verb without an example fails the matrix, so that none is forgotten.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inspect } from 'node:util';
import { permissionsOfScopes, type Role, roles, type Scope, scopes } from '../access/index.ts';
import { insertKey } from '../access/keys/store.ts';
import { Refusal } from '../kit/errors.ts';
import { newId } from '../kit/ids.ts';
import { asOwner, inOrganisation } from '../runtime/database.ts';
import type { House } from '../runtime/house.ts';
import { type Caller, nobody, type Permission } from '../verbs/caller.ts';
import { call, isVerb, type Verb } from '../verbs/verb.ts';
import { addTestPerson } from './desk.ts';
import type { TestHouse } from './house.ts';

type AnyVerb = Verb<never, unknown>;

/** What an example works on: an organisation of its own, and who is about to call. */
export interface Ground {
  house: House;
  organisationId: string;
  /** May do everything in the organisation: makes what the example needs. */
  maker: Caller;
  /** Who will call the verb with the input; a person, a key or nobody. */
  caller: Caller;
  /** Another organisation, for what is shared. */
  partnerId: string;
}

export interface Example {
  /** Makes what the verb needs in the organisation; an input with which it succeeds. */
  input(ground: Ground): unknown;
  /** Refusals of the verb itself that such an input may meet, because it cannot be made to succeed here. */
  refusals?: readonly string[];
  /** Who may use a verb without a permission: anyone, or only a person about themselves. */
  open?: 'anyone' | 'oneself';
}

/** The verbs that a desk's door exports. */
export function verbsOf(door: object): AnyVerb[] {
  return Object.values(door).filter(isVerb);
}

/** Declares the matrix's tests. `open` opens a house with the desks that the verbs need. */
export function testMatrix(given: {
  verbs: readonly AnyVerb[];
  examples: Readonly<Record<string, Example>>;
  open(): Promise<TestHouse>;
}): void {
  const { verbs, examples } = given;
  let made: TestHouse;
  before(async () => {
    made = await given.open();
  });
  after(() => made?.close());

  test('every verb has its example in the matrix, and every example its verb', () => {
    assert.deepEqual(Object.keys(examples).toSorted(), verbs.map(({ name }) => name).toSorted());
  });
  for (const verb of verbs) {
    const example = examples[verb.name];
    if (!example) continue; // the test above says so
    test(`${verb.name} is for ${whom(verb, example)}`, () => walkCallers(made, verb, example));
    test(`${verb.name} neither shows nor changes anything of another organisation`, () =>
      crossOver(made, verb, example));
  }
}

function whom({ permission }: AnyVerb, { open }: Example): string {
  if (permission === null) return open === 'oneself' ? 'a person, about themselves' : 'anyone';
  const held = Object.entries<readonly Permission[]>({ ...roles, ...prefixed() }).filter(([, held]) =>
    held.includes(permission),
  );
  return held.map(([name]) => name).join(', ') || 'nobody';
}

const prefixed = () => Object.fromEntries(Object.entries(scopes).map(([name, held]) => [`key:${name}`, held]));

async function walkCallers(made: TestHouse, verb: AnyVerb, example: Example): Promise<void> {
  const organisationId = await made.organisation();
  const partnerId = await made.organisation('Made-up Partner');
  for (const caller of await callersOf(made, organisationId)) {
    const refusal = expectedRefusal(verb, example, caller);
    const maker = await makerOf(made, organisationId);
    const ground = { house: made.house, organisationId, partnerId, maker, caller: refusal === null ? caller : maker };
    const input = await example.input(ground);
    const outcome = await outcomeOf(made.house, verb, caller, input);
    const name = `${verb.name} by ${caller.kind} who may ${[...caller.permissions].join(', ') || 'nothing'}`;
    if (refusal === null) assert.ok(outcome === null || example.refusals?.includes(outcome), `${name}: ${outcome}`);
    else assert.equal(outcome, refusal, name);
  }
}

async function callersOf(made: TestHouse, organisationId: string): Promise<Caller[]> {
  const people = [];
  for (const role of Object.keys(roles))
    people.push((await addTestPerson(made.house, organisationId, [role as Role])).caller);
  const keys = [];
  for (const scope of Object.keys(scopes) as Scope[])
    keys.push({
      kind: 'key' as const,
      id: await addTestKey(made, organisationId, scope),
      organisationId,
      permissions: permissionsOfScopes([scope]),
    });
  return [...people, ...keys, nobody];
}

// Stored directly: the verb makes no keys of scopes that are not for an organisation of its kind.
async function addTestKey({ house }: TestHouse, organisationId: string, scope: Scope): Promise<string> {
  const id = newId('apiKey');
  const key = { id, name: 'Made-up program', scopes: [scope], requestsAMinute: 600, expiresAt: null };
  const made = { madeBy: newId('person'), madeAt: house.now(), secretHash: Buffer.alloc(32) };
  await inOrganisation(house.database, organisationId, (work) => insertKey(work, { ...key, ...made }));
  return id;
}

async function makerOf(made: TestHouse, organisationId: string): Promise<Caller> {
  return (await addTestPerson(made.house, organisationId, Object.keys(roles) as Role[])).caller;
}

/** The code with which this caller has to be refused; null when they may. */
function expectedRefusal({ permission }: AnyVerb, { open }: Example, caller: Caller): string | null {
  if (permission === null) return open === 'oneself' && caller.kind !== 'person' ? 'not-signed-in' : null;
  if (caller.kind === 'nobody') return 'not-signed-in';
  return caller.permissions.has(permission) ? null : 'not-permitted';
}

/** The code of the refusal, or null for success; a fault is thrown on. */
async function outcomeOf(house: House, verb: AnyVerb, caller: Caller, input: unknown): Promise<string | null> {
  try {
    await call(house, verb, caller, input as never);
    return null;
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown.code;
    throw thrown;
  }
}

async function crossOver(made: TestHouse, verb: AnyVerb, example: Example): Promise<void> {
  const organisationId = await made.organisation('Made-up Owner');
  const partnerId = await made.organisation('Made-up Partner');
  const maker = await makerOf(made, organisationId);
  const input = await example.input({ house: made.house, organisationId, partnerId, maker, caller: maker });
  const before = await rowsOf(made.house, organisationId);
  const outsider = await makerOf(made, await made.organisation('Made-up Outsider'));
  const result = await call(made.house, verb, outsider, input as never).catch((thrown: unknown) => {
    if (thrown instanceof Refusal) return null;
    throw thrown;
  });
  const shown = inspect(result, { depth: null, maxArrayLength: null, maxStringLength: null });
  const owned = new Set(before.flatMap((row) => row.match(/\b(?!org_)[a-z]{3}_[0-9a-z]{26}\b/g) ?? []));
  assert.deepEqual(
    [...owned].filter((id) => shown.includes(id)),
    [],
    `${verb.name} showed things of another organisation`,
  );
  assert.deepEqual(await rowsOf(made.house, organisationId), before, `${verb.name} changed another organisation`);
}

/** Every row of an organisation in every table, as text. Read as the owner of the database, past row-level security. */
function rowsOf(house: House, organisationId: string): Promise<string[]> {
  return asOwner(house.database, async ({ client }) => {
    const { rows: tables } = await client.query(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.columns
        JOIN information_schema.tables USING (table_schema, table_name)
        WHERE column_name = 'organisation_id' AND table_type = 'BASE TABLE' ORDER BY 1`,
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query(
        `SELECT t::text AS row FROM ${name} t WHERE organisation_id = $1 ORDER BY 1`,
        [organisationId],
      );
      found.push(...rows.map(({ row }) => `${name} ${row}`));
    }
    return found;
  });
}
