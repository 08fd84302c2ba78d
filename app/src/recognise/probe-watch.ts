// Watching for probing: someone who may only learn "match or no match" can still walk along the edge of a listed hash by
// asking about many close variations of one picture, and so learn what it looks like. That raises an alarm.
import { distance } from '@suaka/pdq';
import { minuteMs } from '../kit/time.ts';
import { type House, partKey } from '../runtime/house.ts';
import type { Caller } from '../verbs/caller.ts';
import { call } from '../verbs/verb.ts';
import { raiseAlarm } from './matches.ts';

export const probeWatchKey = partKey<ProbeWatch>('recognise.probe-watch');

/** Variations of one picture, each different and each matched, that one caller may ask about in an hour. */
const alarmAt = 40;
/** Two queries this close and not equal are variations of one picture made on purpose: re-encodings repeat few hashes. */
const closeBits = 8;
/** Matched queries remembered for each caller, in memory only. */
const remembered = 400;
const forgetAfterMs = 60 * minuteMs;

interface Seen {
  code: Buffer;
  at: number;
}

export class ProbeWatch {
  readonly #seen = new Map<string, Seen[]>();
  readonly #silentUntil = new Map<string, number>();

  /** Looks at a caller's matched queries; raises at most one alarm an hour for a caller. */
  async watch(house: House, caller: Caller, matched: { algorithm: string; hash: string }[]): Promise<void> {
    const at = house.now().getTime();
    for (const { algorithm, hash } of matched) {
      if (algorithm !== 'pdq') continue;
      const close = this.#remember(caller.id, Buffer.from(hash, 'hex'), at);
      if (close < alarmAt || (this.#silentUntil.get(caller.id) ?? 0) > at) continue;
      this.#silentUntil.set(caller.id, at + forgetAfterMs);
      house.log.warn({ caller: caller.id, close }, 'a caller asks about many close variations of one listed picture');
      await call(house, raiseAlarm, caller, { kind: 'near-neighbour-probing', callerId: caller.id });
    }
  }

  /** Remembers a matched query; how many different ones close to it the caller asked about. */
  #remember(callerId: string, code: Buffer, at: number): number {
    const seen = (this.#seen.get(callerId) ?? []).filter((each) => at - each.at < forgetAfterMs);
    const close = seen.filter((each) => distance(each.code, code) <= closeBits);
    if (!close.some((each) => each.code.equals(code))) seen.push({ code, at });
    this.#seen.set(callerId, seen.slice(-remembered));
    return close.length;
  }
}
