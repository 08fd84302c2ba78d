// What tests of second factors share: an authenticator app in software, and people who have one.
import assert from 'node:assert/strict';
import { Secret, TOTP } from 'otpauth';
import { secondMs } from '../../kit/time.ts';
import type { Visitor } from '../../testing/desk.ts';
import type { House } from '../../runtime/house.ts';
import type { Caller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { beginSecondFactor, confirmSecondFactor, readMySecondFactor } from './verbs.ts';

/** The code that an app shows at a time, `steps` of 30 seconds away. */
export function codeAt(secret: string, at: Date, steps = 0): string {
  const totp = new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30, algorithm: 'SHA1' });
  return totp.generate({ timestamp: at.getTime() + steps * 30 * secondMs });
}

/** Gives a person a confirmed second factor through the verbs; its secret and recovery codes. */
export async function enrol(house: House, caller: Caller): Promise<{ secret: string; recoveryCodes: string[] }> {
  await call(house, beginSecondFactor, caller, {});
  const mine = await call(house, readMySecondFactor, caller, {});
  assert.equal(mine.state, 'begun');
  const { recoveryCodes } = await call(house, confirmSecondFactor, caller, { code: codeAt(mine.secret, house.now()) });
  return { secret: mine.secret, recoveryCodes };
}

/** Sends the first form of the door. */
export async function givePassword(visitor: Visitor, email: string, password: string, to = '') {
  await visitor.get(`/desk/sign-in${to}`);
  return visitor.submit(`/desk/sign-in${to}`, { email, password });
}
