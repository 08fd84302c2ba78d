// Writing into the record. An event is written in the transaction of the change it tells of: both happen or neither.
import { newId } from '../kit/ids.ts';
import type { Work } from '../runtime/database.ts';

export type ActorKind = 'person' | 'key' | 'node' | 'nobody';

/** What an event may say: ids, counts, codes and keyed digests. Never personal data, an address or a hash. */
export type EventFacts = Record<string, string | number | boolean | null | string[]>;

export interface Event {
  at: Date;
  organisationId: string | null;
  actorKind: ActorKind;
  actorId: string;
  /** The verb that made it, such as `recognise.withdraw-signal`. */
  verb: string;
  /** The id of the thing it is about. */
  thing: string;
  facts: EventFacts;
}

/** @returns the event's id. */
export async function writeEvent(work: Work, event: Event): Promise<string> {
  const id = newId('event', event.at);
  await work.client.query(
    'INSERT INTO audit.event (id, at, organisation_id, actor_kind, actor_id, verb, thing, facts) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
    [
      id,
      event.at,
      event.organisationId,
      event.actorKind,
      event.actorId,
      event.verb,
      event.thing,
      JSON.stringify(event.facts),
    ],
  );
  return id;
}

export interface RecordedEvent extends Event {
  id: string;
}

/** The events about one thing that the caller's organisation may see, oldest first; at most `limit`. */
export async function eventsAbout(work: Work, thing: string, limit = 200): Promise<RecordedEvent[]> {
  const { rows } = await work.client.query('SELECT * FROM audit.event WHERE thing = $1 ORDER BY at, xid, id LIMIT $2', [
    thing,
    limit,
  ]);
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    organisationId: row.organisation_id,
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    verb: row.verb,
    thing: row.thing,
    facts: row.facts,
  }));
}
