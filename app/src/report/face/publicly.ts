// Calling verbs for whoever came to the public face: nobody, within the organisation that the face belongs to.
import type { FastifyRequest } from 'fastify';
import { publicOrganisationId } from '../../access/index.ts';
import { nobody } from '../../verbs/caller.ts';
import { call, type Verb } from '../../verbs/verb.ts';
import { needDesk } from '../needs-desk.ts';

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
