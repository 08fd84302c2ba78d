// Watching for probing: someone who may only learn "match or no match" can still walk along the edge of a listed hash by
// asking about many close variations of one picture, and so learn what it looks like. That raises an alarm.
import { minuteMs } from '../kit/time.ts';
import { type House, partKey } from '../runtime/house.ts';
import type { Caller } from '../verbs/caller.ts';
import { call } from '../verbs/verb.ts';
import { raiseAlarm } from './matches.ts';

export const probeWatchKey = partKey<ProbeWatch>('recognise.probe-watch');

/** Different queries that met one listed hash, of one caller in an hour: re-encodings of a picture repeat few hashes. */
const alarmAt = 40;
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
    const different = Math.max(0, ...met.map((each) => this.#remember(caller.id, each, at)));
    if (different < alarmAt || (this.#silentUntil.get(caller.id) ?? 0) > at) return;
    house.log.warn({ caller: caller.id, different }, 'a caller asks about many close variations of one listed picture');
    await call(house, raiseAlarm, caller, { kind: 'near-neighbour-probing', callerId: caller.id });
    this.#silentUntil.set(caller.id, at + forgetAfterMs);
  }

  /** Remembers a matched query; how many different ones of the caller met the same listed hash. */
  #remember(callerId: string, { signalNumber, code }: Met, at: number): number {
    const bySignal = this.#seen.get(callerId) ?? new Map<number, Seen[]>();
    const seen = (bySignal.get(signalNumber) ?? []).filter((each) => at - each.at < forgetAfterMs);
    if (!seen.some((each) => each.code.equals(code))) seen.push({ code, at });
    bySignal.delete(signalNumber);
    bySignal.set(signalNumber, seen.slice(-rememberedQueries));
    if (bySignal.size > rememberedSignals) bySignal.delete(bySignal.keys().next().value!);
    this.#seen.set(callerId, bySignal);
    return seen.length;
  }
}
