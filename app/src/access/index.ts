// Access: who is who, what they may do, and the door they come through. The room's only door: its verbs, its parts.
import { openFields } from '../fields/index.ts';
import { isLoopback } from '../runtime/configuration.ts';
import type { House } from '../runtime/house.ts';
import { Quotas } from './quota.ts';
import { addressThrottle, quotasPart } from './request/limits.ts';
import { SetUpCode, setUpCodePart } from './setup/code.ts';
import { type Demonstration, demonstrationsPart } from './setup/demonstration.ts';
import { isSetUp } from './setup/verbs.ts';
import { type Sharable, sharablesPart } from './sharing.ts';
import { Throttle } from './throttle.ts';

export { partnersUsing } from './grants/store.ts';
export { giveGrant, listGrants, listSharables, revokeGrant } from './grants/verbs.ts';
export { forgetAttempts } from './attempts/attempt.ts';
export { forgetAnswers } from './idempotency.ts';
export { listKeys, makeKey, revokeKey } from './keys/verbs.ts';
export { addPasskey, beginPasskey, listMyPasskeys, removePasskey } from './passkeys/add.ts';
export { signInWithPasskey } from './passkeys/sign-in.ts';
export { changePassword, setPasswordByLink } from './passwords/verbs.ts';
export {
  addPerson,
  changeRoles,
  disablePerson,
  enablePerson,
  listPeople,
  makePasswordLink,
  readPerson,
  unlockPerson,
} from './people/verbs.ts';
export { namesOf } from './people/names.ts';
export { invitedPlatforms } from './platforms/store.ts';
export {
  closePlatform,
  invitePlatform,
  type Platform,
  readPlatforms,
  renewInvitation,
  reopenPlatform,
} from './platforms/verbs.ts';
export { readCheckpoint, readRecord } from './record/verbs.ts';
export { signInByEnrolling, signInWithCode } from './second-factor/sign-in.ts';
export {
  beginSecondFactor,
  confirmSecondFactor,
  readMySecondFactor,
  readSignInRule,
  removeSecondFactor,
  requireSecondFactor,
  takeAwaySecondFactor,
} from './second-factor/verbs.ts';
export { signIn } from './sessions/sign-in.ts';
export { endOtherSessions, endSession, listMySessions } from './sessions/verbs.ts';
export {
  beginLookingAround,
  type Demonstration,
  endLookingAround,
  lookAround,
  removeDemonstration,
} from './setup/demonstration.ts';
export { setUp } from './setup/verbs.ts';
export { callerOfKey } from './keys/identify.ts';
export {
  type OrganisationKind,
  permissionsOfRoles,
  permissionsOfScopes,
  permissionsWithin,
  type Role,
  roles,
  type Scope,
  scopes,
} from './roles.ts';
export type { Sharable } from './sharing.ts';
export { hashPassword, isPassword } from './passwords/hash.ts';
export { pauseMs, refuseUntil } from './throttle.ts';
export { publicOrganisationId, readOrganisation } from './organisations.ts';

export interface AccessOptions {
  /** What each desk does about made-up data, in the order to fill; removed in reverse. */
  demonstrations?: readonly Demonstration[];
  /** The kinds of things that may be shared with partners. */
  sharables?: readonly Sharable[];
  /** Shows the one-time set-up code to whoever sees the terminal; called only where one is needed. */
  announce?: (code: string) => void;
}

/** Opens the keys of encrypted fields, then places this room's parts in the house. */
export async function openAccess(house: House, options: AccessOptions = {}): Promise<void> {
  await openFields(house);
  house.place(addressThrottle, new Throttle(house.now, 20));
  house.place(quotasPart, new Quotas(house.now));
  house.place(demonstrationsPart, options.demonstrations ?? []);
  house.place(sharablesPart, options.sharables ?? []);
  const codeNeeded = !isLoopback(house.configuration) && !(await isSetUp(house));
  if (codeNeeded && !options.announce)
    throw new Error('A desk that others can reach needs a way to show its set-up code, and none was given');
  house.place(setUpCodePart, { code: codeNeeded ? new SetUpCode(options.announce!) : null });
}
