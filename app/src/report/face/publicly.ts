// Calling verbs for whoever came to the public face: nobody, within the organisation that the face belongs to.
import type { FastifyRequest } from 'fastify';
import { publicOrganisationId } from '../../access/index.ts';
import { nobody } from '../../verbs/caller.ts';
import { call, type Verb } from '../../verbs/verb.ts';
import { evenly } from '../flood/index.ts';
import { needDesk } from '../needs-desk.ts';

/** For what is filed or written: the answer comes on the beat, so that how long it took tells nothing of what is known. */
export function sendPublicly<Given, Output>(
  request: FastifyRequest,
  verb: Verb<Given, Output>,
  input: Given,
): Promise<Output> {
  return evenly(request.server, () => askPublicly(request, verb, input));
}

/** @throws Refusal `not-set-up` while there is no desk behind the face; else what the verb declares. */
export async function askPublicly<Given, Output>(
  request: FastifyRequest,
  verb: Verb<Given, Output>,
  input: Given,
): Promise<Output> {
  const { house } = request.server;
  const organisationId = (await publicOrganisationId(house)) ?? '';
  needDesk(organisationId);
  return call(house, verb, { ...nobody, organisationId }, input);
}
