// The chain over the record: each seal's hash covers the seal before it and every field of the event it seals, so that
// an event changed, removed or slipped in afterwards no longer fits.
import { createHash } from 'node:crypto';

/** An event as it is sealed, read back from the database in one fixed textual form. */
export interface SealedFields {
  id: string;
  at: string;
  organisation_id: string | null;
  actor_kind: string;
  actor_id: string;
  verb: string;
  thing: string;
  facts: string;
}

/** SQL that reads an event in exactly the form that is hashed; jsonb text is canonical in PostgreSQL. */
export const sealedColumns = `e.id, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at, e.organisation_id, e.actor_kind, e.actor_id, e.verb, e.thing, e.facts::text AS facts`;

/** What the first seal stands on. */
export const firstHash = Buffer.alloc(32);

/** SHA-256 over the previous seal's 32 bytes, the seal's number and the event's fields as JSON in fixed order. */
export function sealHash(previous: Uint8Array, number: number, event: SealedFields): Buffer {
  const fields = [
    number,
    event.id,
    event.at,
    event.organisation_id,
    event.actor_kind,
    event.actor_id,
    event.verb,
    event.thing,
    event.facts,
  ];
  return createHash('sha256').update(previous).update(JSON.stringify(fields)).digest();
}
