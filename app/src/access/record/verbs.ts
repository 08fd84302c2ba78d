// Reading the record: who did what in the organisation, and when.
import { z } from 'zod';
import { latestCheckpoint } from '../../audit/checkpoints.ts';
import type { RecordedEvent } from '../../audit/record.ts';
import { signerPart } from '../../audit/signing.ts';
import { fieldsPart } from '../../fields/index.ts';
import { Refusal } from '../../kit/errors.ts';
import { idPattern } from '../../kit/ids.ts';
import { askVerb } from '../../verbs/verb.ts';
import { readKeys } from '../keys/store.ts';
import { readPeople } from '../people/store.ts';
import { type EventPlace, readEvents } from './store.ts';

const eventId = idPattern('event');

export const readRecord = askVerb({
  name: 'access.read-record',
  permission: 'access.read-record',
  input: z.object({
    verb: z.string().max(100).nullable().default(null),
    actor: z.string().max(100).nullable().default(null),
    thing: z.string().max(100).nullable().default(null),
    from: z.date().nullable().default(null),
    until: z.date().nullable().default(null),
    /** Where the page before ended, as `next` said. */
    after: z.string().max(100).nullable().default(null),
    limit: z.int().min(1).max(500).default(50),
  }),
  async run({ house, input, ...work }) {
    const { after, limit, ...filter } = input;
    const events = await readEvents(work, filter, after === null ? null : parsePlace(after), limit + 1);
    const known = [...(await readPeople(work, house.part(fieldsPart))), ...(await readKeys(work))];
    const page = events.slice(0, limit);
    return {
      events: page,
      /** Names of people and programs that act in this organisation, by id. */
      names: new Map(known.map(({ id, name }) => [id, name])),
      next: events.length > limit ? placeOf(page.at(-1)!) : null,
    };
  },
});

/** The latest signed checkpoint, null before the first, and the public key that proves it elsewhere. */
export const readCheckpoint = askVerb({
  name: 'access.read-checkpoint',
  permission: 'access.read-record',
  input: z.object({}),
  run: async ({ house, ...work }) => ({
    checkpoint: await latestCheckpoint(work),
    publicKey: house.part(signerPart).publicKey,
  }),
});

const placeOf = ({ at, id }: RecordedEvent): string => `${at.getTime()}~${id}`;

function parsePlace(text: string): EventPlace {
  const [time = '', id = ''] = text.split('~', 2);
  if (!/^\d{1,15}$/.test(time) || !eventId.test(id))
    throw new Refusal('bad-input', 'bad-input', `"${text}" is no place in the record; expected what "next" said`, {
      fields: [{ path: 'after', message: 'what "next" said' }],
    });
  return { at: new Date(Number(time)), id };
}
