// Floods: what comes in is counted in memory, per source and in all, without keeping an address: sources are keyed hashes
// under a secret that is drawn anew every hour and written nowhere. While one source, or everybody together, sends far
// more than people do, one more question is asked (puzzle.ts); otherwise nobody ever meets it.
import { createHmac, randomBytes } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { type Clock, hourMs, minuteMs } from '../../kit/time.ts';

export interface FloodLimits {
  /** Sendings an hour from one source before the question is asked. Many phones share an address with a whole district. */
  freePerSource: number;
  /** Sendings an hour from one source after which it has to wait, whatever it answers. */
  mostPerSource: number;
  /** Sendings a minute from everybody together from which on everybody is asked. */
  manyPerMinute: number;
  /** How long everybody is asked after the last such minute. */
  calmMs: number;
}

// A busy national hotline gets a few hundred web reports a day; a hundred in one minute on one node is not people.
export const floodLimits: FloodLimits = {
  freePerSource: 6,
  mostPerSource: 120,
  manyPerMinute: 100,
  calmMs: 10 * minuteMs,
};

export type Verdict = 'free' | 'question' | 'wait';

/** The longest list of sources kept; beyond it the oldest go, and those sources count anew. */
const longestList = 50_000;

export class FloodGate {
  readonly #now: Clock;
  readonly #limits: FloodLimits;
  #secret = randomBytes(32);
  #hour = -1;
  #minute = -1;
  #thisMinute = 0;
  #floodUntil = 0;
  readonly #sources = new Map<string, number>();

  constructor(now: Clock, limits: FloodLimits = floodLimits) {
    this.#now = now;
    this.#limits = limits;
  }

  /** Counts one sending and says what to do with it. */
  count(address: string): Verdict {
    const now = this.#now().getTime();
    this.#turn(now);
    this.#countAll(now);
    const { freePerSource, mostPerSource } = this.#limits;
    // How full each is that the address belongs to, in sources.
    const sent = sourcesOf(address).map(({ source, worth }) => this.#countOne(source) / worth);
    if (sent.some((count) => count > mostPerSource)) return 'wait';
    return sent.some((count) => count > freePerSource) || this.isFlood ? 'question' : 'free';
  }

  #countOne(source: string): number {
    const hashed = createHmac('sha256', this.#secret).update(source).digest('base64url');
    const sent = (this.#sources.get(hashed) ?? 0) + 1;
    this.#sources.delete(hashed); // set again, so that those go first that sent nothing for longest
    this.#sources.set(hashed, sent);
    if (this.#sources.size > longestList) this.#sources.delete(this.#sources.keys().next().value!);
    return sent;
  }

  /** Whether everybody is asked at the moment. */
  get isFlood(): boolean {
    return this.#now().getTime() < this.#floodUntil;
  }

  /** Seconds until the counts of sources begin anew. */
  get secondsToNextHour(): number {
    return Math.ceil((hourMs - (this.#now().getTime() % hourMs)) / 1000);
  }

  #turn(now: number): void {
    const hour = Math.floor(now / hourMs);
    if (hour === this.#hour) return;
    this.#hour = hour;
    this.#secret = randomBytes(32);
    this.#sources.clear();
  }

  #countAll(now: number): void {
    const minute = Math.floor(now / minuteMs);
    if (minute !== this.#minute) [this.#minute, this.#thisMinute] = [minute, 0];
    this.#thisMinute += 1;
    if (this.#thisMinute >= this.#limits.manyPerMinute) this.#floodUntil = now + this.#limits.calmMs;
  }
}

/** What an address belongs to, and as how many sources each counts. */
function sourcesOf(address: string): { source: string; worth: number }[] {
  if (!isIPv6(address)) return [{ source: address, worth: 1 }];
  const groups = expanded(address);
  const prefix = groups.slice(0, 6).join(':');
  // An IPv4 address in another coat: as a socket for both writes it (RFC 4291), or as a translator does (RFC 6052).
  if (prefix === '0:0:0:0:0:ffff' || prefix === '64:ff9b:0:0:0:0') return [{ source: fourNumbers(groups), worth: 1 }];
  // One household has a whole /64 of IPv6 addresses and often a /48 of those (RFC 6177); others rent one for little.
  return [
    { source: groups.slice(0, 4).join(':'), worth: 1 },
    { source: groups.slice(0, 3).join(':'), worth: 8 },
  ];
}

function fourNumbers(groups: readonly string[]): string {
  const bytes = groups.slice(6).flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]);
  return bytes.join('.');
}

/** The eight groups of an IPv6 address. */
function expanded(address: string): string[] {
  const [head = '', tail] = inGroups(address.split('%', 1)[0]!).split('::', 2);
  const left = head === '' ? [] : head.split(':');
  const right = tail ? tail.split(':') : [];
  const middle =
    tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  return [...left, ...middle, ...right].map((group) => group.replace(/^0+(?=.)/, '').toLowerCase());
}

/** The address without a dotted end: "::ffff:192.0.2.7" is "::ffff:c000:207". */
function inGroups(address: string): string {
  return address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...bytes: string[]) => {
    const [one, two, three, four] = bytes.slice(0, 4).map(Number) as [number, number, number, number];
    return `${(one * 256 + two).toString(16)}:${(three * 256 + four).toString(16)}`;
  });
}
