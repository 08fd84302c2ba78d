// What is public is still of one desk: the one that the public face belongs to.
import { Refusal } from '../../kit/errors.ts';

/** @throws Refusal `not-set-up` outside any organisation. */
export function needDesk(organisationId: string): void {
  if (organisationId !== '') return;
  throw new Refusal('unavailable', 'not-set-up', 'No desk stands behind this page yet; it has published nothing');
}
