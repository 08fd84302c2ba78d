// Made-up reports, drawn from a seed: the same week each time. Addresses end in .example, numbers are nobody's, places
// and people are obviously invented.
import { dayMs, hourMs, minuteMs } from '../../kit/time.ts';
import { ageBands, concerns, extortions, relations, spreads, type ToldFacts } from '../facts.ts';
import type { ReportState } from '../states.ts';

/** A small generator of pseudorandom numbers (mulberry32): 32 bits of state, for made-up data only. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface DrawnReport extends ToldFacts {
  channel: 'web' | 'phone' | 'walk-in';
  language: 'id' | 'en';
  receivedAt: Date;
  /** The state it is to end in. */
  state: ReportState;
  story: string | null;
  place: string | null;
  items: string;
}

// In a hundred: how many of a week's reports stand in which state.
const shares: [ReportState, number][] = [
  ['received', 24],
  ['triaged', 10],
  ['in-progress', 16],
  ['resolved', 12],
  ['closed', 14],
  ['duplicate', 7],
  ['out-of-scope', 8],
  ['spam', 5],
  ['reopened', 4],
];

const stories = [
  'Cerita rekaan: seseorang yang kukenal lewat gim meminta uang dan mengancam.',
  'Cerita rekaan: akun ini memakai namaku. Aku tidak tahu harus bagaimana.',
  'Made-up story: somebody keeps writing from new accounts.',
  'Cerita rekaan: aku sudah menyimpan waktu dan nama akunnya.',
  'Cerita rekaan: temanku takut bercerita kepada orang tuanya.',
];
const places = ['Kampung Rekaan, Kota Contoh', 'Kecamatan Contoh', 'Kota Rekaan bagian utara'];

/** A week of reports that ends at `now`; `items` different items are spread over them, some reported several times. */
export function drawWeek(given: { seed: number; reports: number; items: number; now: Date }): DrawnReport[] {
  const { reports, now } = given;
  const next = random(given.seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)]!;
  const maybe = <T>(from: readonly T[], share: number): T | null => (next() < share ? pick(from) : null);
  const states = shares.flatMap(([state, share]) =>
    Array.from({ length: Math.round((share * reports) / 100) }, () => state),
  );
  return Array.from({ length: reports }, (_, n): DrawnReport => {
    const concern = pick(concerns);
    const threatens = concern === 'sextortion' || concern === 'picture-abuse';
    return {
      concern,
      relation: maybe(relations, 0.85),
      ageBand: maybe(ageBands, 0.8),
      inDanger: next() < 0.04 ? true : maybe([false], 0.7),
      extortion: threatens ? maybe(extortions, 0.9) : null,
      paid: concern === 'sextortion' ? maybe([true, false], 0.6) : null,
      spread: maybe(spreads, 0.7),
      channel: next() < 0.82 ? 'web' : pick(['phone', 'walk-in'] as const),
      language: next() < 0.9 ? 'id' : 'en',
      receivedAt: new Date(now.getTime() - 20 * minuteMs - Math.floor(next() * (7 * dayMs - hourMs))),
      state: states[n] ?? 'received',
      story: maybe(stories, 0.6),
      place: maybe(places, 0.3),
      items: itemsOf(n, given, next),
    };
  }).toSorted((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime());
}

/** Each item is reported at least once, by the report whose turn it is; every third report names one of an earlier one too. */
function itemsOf(n: number, { reports, items }: { reports: number; items: number }, next: () => number): string {
  const own: string[] = [];
  for (let item = n; item < items; item += reports) own.push(drawnItem(item));
  if (n > 3 && n % 3 === 0) own.push(drawnItem(Math.floor(next() * n)));
  return own.join('\n');
}

function drawnItem(n: number): string {
  switch (n % 5) {
    case 0:
      return `https://contoh-${n}.example/halaman/${n}`;
    case 1:
      return `https://www.instagram.com/akun_rekaan_${n}`;
    case 2:
      return `https://t.me/grup_rekaan_${n}`;
    case 3:
      // 0811-0000 and four digits: numbers that are written in examples only.
      return `0811-0000-${String(n).padStart(4, '0')}`;
    default:
      return `https://rekaan.example/unggahan?id=${n}`;
  }
}
