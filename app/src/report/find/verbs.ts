// The verbs that look for an identity: one at a time, with a reason, and logged whether it finds anything or not.
import { z } from 'zod';
import { namesOf } from '../../access/index.ts';
import { fieldsPart } from '../../fields/index.ts';
import { Refusal } from '../../kit/errors.ts';
import { defang, displayKind, type Identifier, readIdentifier } from '../../kit/identifiers/index.ts';
import { newId } from '../../kit/ids.ts';
import { hourMs } from '../../kit/time.ts';
import type { Work } from '../../runtime/database.ts';
import { answerable } from '../../verbs/caller.ts';
import { askVerb, doVerb } from '../../verbs/verb.ts';
import { standingFor } from '../assess/index.ts';
import { itemBlind } from '../items/join.ts';
import { needsReference, searchReasons } from './reasons.ts';
import { countSearches, findByBlind, insertSearch, latestSearches, reportsWith } from './store.ts';

/** More in an hour than anybody needs for their work; a list of numbers is not looked through one by one. */
export const searchesAnHour = 60;

/** How many reports one search names; how many there are in all is said. */
const shownReports = 50;

/**
 * Looks whether one address, account, number or group was reported here, in whatever form it is typed.
 * @throws Refusal `identifier-not-read`, `too-many-searches`.
 */
export const searchIdentity = doVerb({
  name: 'report.search-identity',
  permission: 'report.search-identity',
  input: z
    .object({
      text: z.string().trim().min(1, 'an address, account, number or group').max(2000, 'at most 2,000 characters'),
      reason: z.enum(searchReasons, `one of ${searchReasons.join(', ')}`),
      reference: z.string().trim().max(200, 'at most 200 characters').default(''),
    })
    .refine(({ reason, reference }) => !needsReference(reason) || reference !== '', {
      message: 'the reference of the request or order',
      path: ['reference'],
    }),
  async run({ house, caller, input, now, client }) {
    const work = { client };
    const fields = house.part(fieldsPart);
    const personId = answerable(caller);
    await refuseSeries(work, personId, now);
    const asked = read(input.text);
    const item = await findByBlind(work, itemBlind(fields, asked));
    const found = item ? await reportsWith(work, item.id, shownReports) : { reports: [], total: 0 };
    const standing = item ? (await standingFor(work, [item.id], caller)).get(item.id) : undefined;
    const names = await namesOf(
      work,
      fields,
      found.reports.map(({ takenBy }) => takenBy),
    );
    const id = newId('search', now);
    const { reason } = input;
    const hits = item ? 1 : 0;
    const reference = input.reference || null;
    await insertSearch(work, fields, { id, personId, at: now, reason, reference, kind: asked.kind, hits });
    return {
      // What was asked, as it was understood; a search that found nothing says what it looked for.
      result: { asked: defang(asked), kind: displayKind(asked), item, standing, ...found, names },
      event: { thing: id, facts: { reason, kind: asked.kind, hits, reports: found.total } },
    };
  },
});
export type Found = Awaited<ReturnType<typeof searchIdentity.perform>>;

async function refuseSeries(work: Work, personId: string, now: Date): Promise<void> {
  const before = await countSearches(work, personId, new Date(now.getTime() - hourMs));
  if (before < searchesAnHour) return;
  throw new Refusal('too-many', 'too-many-searches', `${before} searches within an hour; at most ${searchesAnHour}`, {
    facts: { limit: searchesAnHour },
  });
}

function read(text: string): Identifier {
  const reading = readIdentifier(text, { defaultCountry: 'ID' });
  if (reading.ok) return reading.identifier;
  // Without the text itself: what is typed here is somebody's identity.
  throw new Refusal(
    'unprocessable',
    reading.why === 'which-platform' ? 'platform-missing' : 'identifier-not-read',
    `What was typed is not understood (${reading.why}); write an address, "platform: name", or a number`,
    { fields: [{ path: 'text', message: 'an address, "platform: name", or a telephone number' }] },
  );
}

/** The latest searches, for supervisors: who looked, when and why; never for whom. */
export const readSearches = askVerb({
  name: 'report.read-searches',
  permission: 'report.supervise',
  input: z.object({}),
  async run({ house, client }) {
    const work = { client };
    const fields = house.part(fieldsPart);
    const searches = await latestSearches(work, fields, 50);
    const names = await namesOf(
      work,
      fields,
      searches.map(({ personId }) => personId),
    );
    return { searches, names };
  },
});
