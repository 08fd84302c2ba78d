// Publishing to the right: the event of a `do` is the event. Desks to the right take part by jobs that are queued in the
// same transaction, so that a change and what follows from it exist together or not at all.
import type { Work } from '../runtime/database.ts';
import { type House, partKey } from '../runtime/house.ts';

/** What a subscriber is told: whose organisation, which event, and the id of what it is about. */
export interface Published {
  organisationId: string;
  /** Handlers are idempotent by it: a job may run again. */
  eventId: string;
  thing: string;
}

const subscriptionsPart = partKey<Map<string, string[]>>('verbs.subscriptions');

/**
 * Runs `handler` after each event of a `do`, in a job of its own that is tried again until it succeeds.
 * @param job the job's name, `desk.what-it-does`; unique for each verb.
 */
export async function subscribe(
  house: House,
  verbs: readonly string[],
  job: string,
  handler: (published: Published) => Promise<void>,
): Promise<void> {
  if (!house.has(subscriptionsPart)) house.place(subscriptionsPart, new Map());
  const subscriptions = house.part(subscriptionsPart);
  await house.jobs.handle(job, (data) => handler(data as unknown as Published));
  for (const verb of verbs) subscriptions.set(verb, [...(subscriptions.get(verb) ?? []), job]);
}

/** Queues the jobs of everyone who takes part in an event, in its transaction. */
export async function publish(
  house: House,
  { client }: Work,
  verb: string,
  { organisationId, eventId, thing }: Published,
): Promise<void> {
  if (!house.has(subscriptionsPart)) return;
  for (const job of house.part(subscriptionsPart).get(verb) ?? [])
    await house.jobs.enqueue(client, job, { organisationId, eventId, thing });
}
