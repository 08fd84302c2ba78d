// Verbs of the directory. Where notices go decides who learns of reported material, so changing it is for supervisors, and
// what stood there before stays readable in the entry's timeline.
import { z } from 'zod';
import { namesOf } from '../../access/index.ts';
import { type Fields, fieldsPart } from '../../fields/index.ts';
import { newWebhookSecret } from '../../outside/index.ts';
import { Refusal } from '../../kit/errors.ts';
import { newId } from '../../kit/ids.ts';
import type { Work } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import { askVerb, doVerb } from '../../verbs/verb.ts';
import { type EntryFacts, insertEntry, readEntries } from '../store/entries.ts';
import { type Entry, entry, platformId } from './input.ts';
import {
  findPlatform,
  hostOfNetwork,
  insertPlatform,
  listPlatforms,
  type Platform,
  platformByCode,
  platformTable,
  sealedSecret,
  updatePlatform,
} from './store.ts';

/** The directory by name. */
export const readDirectory = askVerb({
  name: 'remove.read-directory',
  permission: 'remove.look',
  input: z.object({
    search: z.string().trim().max(120, 'at most 120 characters').default(''),
    retired: z.boolean().default(false),
  }),
  run: ({ client, input }) => listPlatforms({ client }, input),
});

/** One entry with its timeline: what it said before, and who changed it. */
export const readPlatform = askVerb({
  name: 'remove.read-platform',
  permission: 'remove.look',
  input: z.object({ id: platformId }),
  async run({ house, client, input }) {
    const work = { client };
    const platform = await ownPlatform(work, input.id);
    const entries = await readEntries(work, platform.id);
    const people = [platform.checkedBy, ...entries.map(({ by }) => by)];
    return { platform, entries, names: await namesOf(work, house.part(fieldsPart), people) };
  },
});
export type PlatformSight = Awaited<ReturnType<typeof readPlatform.perform>>;

/**
 * Adds an entry, or changes one. A change of where its notices go has to be checked anew.
 * The secret of a webhook is answered once, when it was made here. @throws Refusal `platform-there`, `no-partner`,
 * `platform-retired`, `changed-meanwhile`.
 */
export const keepPlatform = doVerb({
  name: 'remove.keep-platform',
  permission: 'remove.supervise',
  input: z.object({ id: platformId.nullable().default(null), version: z.coerce.number().int().optional() }).and(entry),
  async run({ house, caller, client, input, now }) {
    const work = { client };
    const { id: given, version, ...said } = input;
    const standing = given === null ? null : await changeable(work, given, version);
    await checkFree(work, standing, said);
    const id = standing?.id ?? newId('platform', now);
    const made = needsSecret(standing, said) ? newWebhookSecret() : null;
    const secret = await sealSecret(work, house.part(fieldsPart), id, made ?? said.webhookSecret);
    const facts = standing
      ? await change(work, standing, said, secret)
      : await add(work, { id, ...said, webhookSecret: secret, now });
    await insertEntry(work, {
      thing: id,
      kind: standing ? 'entry-changed' : 'entry-added',
      facts,
      by: caller.id,
      at: now,
    });
    const changed = Object.keys(facts).join(' ');
    return { result: { id, secret: made }, event: { thing: id, facts: { kind: said.kind, way: said.way, changed } } };
  },
});

async function changeable(work: Work, id: string, shown: number | undefined): Promise<Platform> {
  const standing = await ownPlatform(work, id, 'FOR UPDATE');
  if (standing.retiredAt !== null) throw retired();
  checkShown(standing, shown);
  return standing;
}

async function checkFree(work: Work, standing: Platform | null, said: Entry): Promise<void> {
  const named = said.code === null ? null : await platformByCode(work, said.code);
  if (named && named.id !== standing?.id) throw there(named.name);
  const keeper = said.network === null ? null : await hostOfNetwork(work, said.network);
  if (keeper && keeper.id !== standing?.id) throw there(keeper.name);
  if (said.way === 'desk' && !standing?.partnerId)
    throw new Refusal('conflict', 'no-partner', 'Its people have no desk on this server yet; invite them first');
}

const there = (name: string): Refusal =>
  new Refusal('conflict', 'platform-there', `"${name}" stands in the directory for this already; change that entry`, {
    facts: { name },
  });

const needsSecret = (standing: Platform | null, { way, webhookSecret, newSecret }: Entry): boolean =>
  way === 'webhook' && webhookSecret === null && (newSecret || !standing?.hasSecret);

async function sealSecret(work: Work, fields: Fields, id: string, secret: string | null): Promise<Buffer | null> {
  if (secret === null) return null;
  return (await fields.seal(work, { table: platformTable, id }, { webhook_secret: secret })).webhook_secret;
}

async function add(work: Work, given: Parameters<typeof insertPlatform>[1]): Promise<EntryFacts> {
  if (!(await insertPlatform(work, given))) throw there(given.name);
  return { way: given.way, ...(given.mail ? { mail: given.mail } : {}), ...(given.form ? { form: given.form } : {}) };
}

const kept = [
  'name',
  'kind',
  'code',
  'country',
  'language',
  'way',
  'mail',
  'webhook',
  'form',
  'network',
  'opening',
  'source',
] as const;
/** What decides to whom a notice goes. */
const whereTo: readonly string[] = ['way', 'mail', 'webhook', 'form', 'secret'];

/** Stores what differs; the facts are what stood there before, but never a secret. */
async function change(work: Work, standing: Platform, said: Entry, secret: Buffer | null): Promise<EntryFacts> {
  const before: EntryFacts = {};
  for (const name of kept) if (standing[name] !== said[name]) before[name] = standing[name];
  if (standing.domains.join(' ') !== said.domains.join(' ')) before['domains'] = standing.domains.join(' ');
  if (secret) before['secret'] = standing.hasSecret ? 'replaced' : 'none';
  const moved = Object.keys(before).some((name) => whereTo.includes(name));
  const { webhookSecret: _typed, newSecret: _asked, ...rest } = said;
  await updatePlatform(work, standing.id, {
    ...rest,
    ...(secret ? { webhookSecret: secret } : {}),
    ...(moved ? { checkedBy: null, checkedAt: null } : {}),
  });
  return before;
}

/** A person says that an entry still holds, as they saw it. */
export const checkPlatform = doVerb({
  name: 'remove.check-platform',
  permission: 'remove.work',
  input: z.object({ id: platformId, version: z.coerce.number().int() }),
  async run({ caller, client, input, now }) {
    const work = { client };
    const standing = await changeable(work, input.id, input.version);
    await updatePlatform(work, standing.id, { checkedBy: caller.id, checkedAt: now });
    await insertEntry(work, { thing: standing.id, kind: 'entry-checked', by: caller.id, at: now });
    return { result: null, event: { thing: standing.id } };
  },
});

/** Takes an entry out of use. What was sent to it keeps pointing to it. */
export const retirePlatform = doVerb({
  name: 'remove.retire-platform',
  permission: 'remove.supervise',
  input: z.object({ id: platformId, version: z.coerce.number().int().optional() }),
  async run({ caller, client, input, now }) {
    const work = { client };
    const standing = await changeable(work, input.id, input.version);
    await updatePlatform(work, standing.id, { retiredAt: now });
    await insertEntry(work, { thing: standing.id, kind: 'entry-retired', by: caller.id, at: now });
    return { result: null, event: { thing: standing.id } };
  },
});

/** The secret with which an entry's webhook is signed; null where it has none. */
export async function openWebhookSecret(work: Work, house: House, id: string): Promise<string | null> {
  const row = await sealedSecret(work, id);
  if (!row) return null;
  const [opened] = await house.part(fieldsPart).unseal(work, platformTable, [row], ['webhook_secret']);
  return opened!.webhook_secret;
}

export async function ownPlatform(work: Work, id: string, lock: '' | 'FOR UPDATE' = ''): Promise<Platform> {
  const platform = await findPlatform(work, id, lock);
  if (platform) return platform;
  throw new Refusal('not-found', 'no-such-platform', `There is no entry "${id}" in the directory`);
}

const retired = (): Refusal =>
  new Refusal('conflict', 'platform-retired', 'This entry of the directory was retired; add another one');

function checkShown({ version }: Platform, shown: number | undefined): void {
  if (shown === version) return;
  throw new Refusal('conflict', 'changed-meanwhile', 'Somebody changed this meanwhile; look at it again first', {
    facts: { shown: shown ?? 0, now: version },
  });
}
