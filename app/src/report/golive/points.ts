// The go-live list: what has to be true before a frightened person may rely on this desk. Until all of it is confirmed by
// named people and the whole is signed off, every public page says that nobody reads this.
import { dayMs } from '../../kit/time.ts';

export const points = [
  'controller',
  'privacy-notice',
  'retention',
  'key-custody',
  'tls',
  'backup-drill',
  'cover-hours',
  'help-lines',
] as const;
export type Point = (typeof points)[number];

/** Points whose text is shown in public. */
export const publicPoints = ['controller', 'privacy-notice', 'retention', 'cover-hours'] as const satisfies Point[];

/** How long a number that somebody called counts as checked. */
export const lineFreshMs = 90 * dayMs;

export interface Confirmed {
  point: Point;
  textId: string;
  textEn: string;
  confirmedBy: string;
  confirmedAt: Date;
}

export interface LineChecked {
  kind: string;
  verifiedAt: Date | null;
}

/** Why the desk is not live: points not confirmed, lines not fresh, no emergency or crisis line, not signed off. */
export type Missing = Point | 'line-not-checked' | 'no-emergency-line' | 'no-crisis-line' | 'sign-off' | 'made-up';

export function missingForLive(
  given: {
    confirmed: readonly Confirmed[];
    lines: readonly LineChecked[];
    signedAt: Date | null;
    demonstration: boolean;
  },
  now: Date,
): Missing[] {
  const { confirmed, lines, signedAt, demonstration } = given;
  const held = new Set(confirmed.map(({ point }) => point));
  const fresh = lines.filter(({ verifiedAt }) => isFresh(verifiedAt, now));
  const urgent = lines.filter(({ kind }) => kind === 'emergency' || kind === 'crisis');
  const lastChange = Math.max(0, ...confirmed.map(({ confirmedAt }) => confirmedAt.getTime()));
  return [
    ...(demonstration ? (['made-up'] as const) : []),
    ...points.filter((point) => !held.has(point)),
    ...(urgent.some(({ verifiedAt }) => !isFresh(verifiedAt, now)) ? (['line-not-checked'] as const) : []),
    ...(fresh.some(({ kind }) => kind === 'emergency') ? [] : (['no-emergency-line'] as const)),
    ...(fresh.some(({ kind }) => kind === 'crisis') ? [] : (['no-crisis-line'] as const)),
    ...(signedAt && signedAt.getTime() >= lastChange ? [] : (['sign-off'] as const)),
  ];
}

export function isFresh(verifiedAt: Date | null, now: Date): boolean {
  return verifiedAt !== null && now.getTime() - verifiedAt.getTime() < lineFreshMs;
}
