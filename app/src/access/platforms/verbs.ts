// Verbs about platforms: a desk lets a platform in, whose people then see what was sent to their platform, and answer it.
// The desk founds the organisation and its first person, and can close it; who else comes in is the platform's own affair.
import { z } from 'zod';
import { fieldsPart } from '../../fields/index.ts';
import { Refusal } from '../../kit/errors.ts';
import { idPattern, newId } from '../../kit/ids.ts';
import { partElsewhere, type Work } from '../../runtime/database.ts';
import { askVerb, doVerb } from '../../verbs/verb.ts';
import { insertPerson } from '../people/store.ts';
import { emailAddress, makeLink, personName } from '../people/verbs.ts';
import {
  closeInside,
  countPeople,
  firstPerson,
  type InvitedPlatform,
  insertPlatform,
  invitedPlatforms,
  reopenInside,
} from './store.ts';

const permission = 'access.manage-platforms';
const one = z.object({ id: z.string().regex(idPattern('organisation'), 'the id of a platform, such as org_…') });

export interface Platform extends InvitedPlatform {
  people: number;
  /** Whether anybody of it has chosen a password or added a passkey yet. */
  entered: boolean;
}

/** Lets a platform in; `linkToken` is the one-time link's secret for its first person, shown once. */
export const invitePlatform = doVerb({
  name: 'access.invite-platform',
  permission,
  input: z.object({
    name: z.string().trim().min(1, 'the name of the platform').max(200, 'at most 200 characters'),
    person: personName,
    email: emailAddress,
  }),
  async run({ house, organisationId: invitedBy, input, now, client }) {
    const work = { client };
    const [id, personId] = [newId('organisation', now), newId('person', now)];
    const { name, person, email } = input;
    const first = { id: personId, name: person, email, roles: ['administrator', 'platform'] as const };
    const linkToken = await partElsewhere(work, id, async () => {
      await insertPlatform(work, { name, invitedBy, now });
      await insertPerson(work, house.part(fieldsPart), { ...first, password: null, now });
      return makeLink(work, personId, now);
    });
    return { result: { id, personId, linkToken }, event: { thing: id } };
  },
});

/** The platforms that this desk let in, by name. Of their people it is told no more than how many there are. */
export const readPlatforms = askVerb({
  name: 'access.read-platforms',
  permission,
  input: z.object({}),
  async run({ client }): Promise<Platform[]> {
    const work = { client };
    const found: Platform[] = [];
    for (const platform of await invitedPlatforms(work))
      found.push({ ...platform, ...(await partElsewhere(work, platform.id, () => countPeople(work))) });
    return found;
  },
});

/**
 * A new one-time link for the person who was invited, as long as nobody of the platform has found a way in: after that
 * the desk could answer itself in the platform's name. @throws Refusal `platform-entered`, `platform-closed`.
 */
export const renewInvitation = doVerb({
  name: 'access.renew-invitation',
  permission,
  input: one,
  async run({ input, now, client }) {
    const work = { client };
    const { id, closedAt } = await ownPlatform(work, input.id);
    if (closedAt) throw new Refusal('conflict', 'platform-closed', 'This platform was closed; open it again first');
    const linkToken = await partElsewhere(work, id, async () => {
      if ((await countPeople(work)).entered) throw entered();
      return makeLink(work, (await firstPerson(work))!, now);
    });
    return { result: { linkToken }, event: { thing: id } };
  },
});

const entered = (): Refusal =>
  new Refusal('conflict', 'platform-entered', 'People of this platform sign in already; they make links themselves');

/** Closes a platform at once: its sessions, links and keys end, its people are locked out. What it answered stays. */
export const closePlatform = doVerb({
  name: 'access.close-platform',
  permission,
  input: one,
  async run({ input, now, client }) {
    const work = { client };
    const { id, closedAt } = await ownPlatform(work, input.id);
    if (closedAt) return { result: null, event: { thing: id, facts: { again: true } } };
    const facts = await partElsewhere(work, id, () => closeInside(work, now));
    return { result: null, event: { thing: id, facts } };
  },
});

/** Opens a closed platform again for the people who were locked out by closing it; keys are made anew. */
export const reopenPlatform = doVerb({
  name: 'access.reopen-platform',
  permission,
  input: one,
  async run({ input, client }) {
    const work = { client };
    const { id } = await ownPlatform(work, input.id);
    await partElsewhere(work, id, () => reopenInside(work));
    return { result: null, event: { thing: id } };
  },
});

async function ownPlatform(work: Work, id: string): Promise<InvitedPlatform> {
  const [platform] = await invitedPlatforms(work, id);
  if (platform) return platform;
  throw new Refusal('not-found', 'platform-unknown', `This desk let no platform in with the id "${id}"`);
}
