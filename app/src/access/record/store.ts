// SQL of reading the record: the organisation's own events, newest first, a page at a time.
import type { EventFacts, RecordedEvent } from '../../audit/record.ts';
import type { Work } from '../../runtime/database.ts';

export interface EventFilter {
  /** The verb, or the desk before the dot. */
  verb: string | null;
  actor: string | null;
  thing: string | null;
  from: Date | null;
  until: Date | null;
}

/** Where a page ends: the event that is shown last. */
export interface EventPlace {
  at: Date;
  id: string;
}

interface EventRow {
  id: string;
  at: Date;
  organisation_id: string | null;
  actor_kind: RecordedEvent['actorKind'];
  actor_id: string;
  verb: string;
  thing: string;
  facts: EventFacts;
}

/** Up to `limit` events before a place. */
export async function readEvents(
  { client }: Work,
  filter: EventFilter,
  before: EventPlace | null,
  limit: number,
): Promise<RecordedEvent[]> {
  const { rows } = await client.query<EventRow>(
    `SELECT * FROM audit.event
      WHERE organisation_id = runtime.organisation()
        AND ($1::text IS NULL OR verb = $1 OR starts_with(verb, $1 || '.'))
        AND ($2::text IS NULL OR actor_id = $2) AND ($3::text IS NULL OR thing = $3)
        AND ($4::timestamptz IS NULL OR at >= $4) AND ($5::timestamptz IS NULL OR at < $5)
        AND ($6::timestamptz IS NULL OR (at, id COLLATE "C") < ($6, $7))
      ORDER BY at DESC, id COLLATE "C" DESC LIMIT $8`,
    [filter.verb, filter.actor, filter.thing, filter.from, filter.until, before?.at ?? null, before?.id ?? '', limit],
  );
  return rows.map(({ organisation_id: organisationId, actor_kind: actorKind, actor_id: actorId, ...event }) => ({
    ...event,
    organisationId,
    actorKind,
    actorId,
  }));
}
