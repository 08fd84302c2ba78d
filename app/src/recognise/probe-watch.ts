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
/** Listed hashes remembered for each caller, in memory only, and queries that met each of them. */
const rememberedSignals = 2000;
const rememberedQueries = 2 * alarmAt;
const forgetAfterMs = 60 * minuteMs;

/** A matched PDQ query, and the listed hash nearest to it. */
export interface Met {
  signalNumber: number;
  code: Buffer;
}

interface Seen {
  code: Buffer;
  at: number;
}

export class ProbeWatch {
  /** For each caller, the queries that met a listed hash, by its number, the latest met last. */
  readonly #seen = new Map<string, Map<number, Seen[]>>();
  readonly #silentUntil = new Map<string, number>();

  /** Looks at a caller's matched queries; raises at most one alarm an hour for a caller. */
  async watch(house: House, caller: Caller, met: Met[]): Promise<void> {
    const at = house.now().getTime();
    const close = Math.max(0, ...met.map((each) => this.#remember(caller.id, each, at)));
    if (close < alarmAt || (this.#silentUntil.get(caller.id) ?? 0) > at) return;
    this.#silentUntil.set(caller.id, at + forgetAfterMs);
    house.log.warn({ caller: caller.id, close }, 'a caller asks about many close variations of one listed picture');
    await call(house, raiseAlarm, caller, { kind: 'near-neighbour-probing', callerId: caller.id });
  }

  /** Remembers a matched query; how many different ones close to it met the same listed hash. */
  #remember(callerId: string, { signalNumber, code }: Met, at: number): number {
    const bySignal = this.#seen.get(callerId) ?? new Map<number, Seen[]>();
    const seen = (bySignal.get(signalNumber) ?? []).filter((each) => at - each.at < forgetAfterMs);
    const close = seen.filter((each) => distance(each.code, code) <= closeBits);
    if (!close.some((each) => each.code.equals(code))) seen.push({ code, at });
    bySignal.delete(signalNumber);
    bySignal.set(signalNumber, seen.slice(-rememberedQueries));
    if (bySignal.size > rememberedSignals) bySignal.delete(bySignal.keys().next().value!);
    this.#seen.set(callerId, bySignal);
    return close.length;
  }
}
