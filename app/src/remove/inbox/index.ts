// The platform desk: what was served on a platform, in its own organisation, and its answers. The folder's door.
import { registerCarrier } from '../../outside/index.ts';
import type { House } from '../../runtime/house.ts';
import { deskCarrier, followAnswers } from './carry.ts';

export { acknowledgeServed, complyServed, contestServed, refuseServed } from './answers.ts';
export { carryDue, noteCarried, readServedAnswer, readNoticeClock } from './carry.ts';
export { linkPartner } from './partners/verbs.ts';
export { serveNotice, setServedClock, withdrawServed } from './serve.ts';
export { openServed, readInbox } from './verbs.ts';

/** Carries notices over and answers back. The room of deliveries is open already. */
export async function openInbox(house: House): Promise<void> {
  registerCarrier(house, 'desk', deskCarrier(house));
  await followAnswers(house);
}
