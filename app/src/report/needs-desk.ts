// Verbs that are open to anyone still work for one desk: the one that the public face belongs to.
import { Refusal } from '../kit/errors.ts';

/** @throws Refusal `not-set-up` outside any organisation: nothing that is sent is taken before a desk stands behind it. */
export function needDesk(organisationId: string): void {
  if (organisationId !== '') return;
  throw new Refusal('unavailable', 'not-set-up', 'No desk stands behind this page yet; nothing can be sent here');
}
