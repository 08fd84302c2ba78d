// What happens to made-up notices, drawn by turns so that every state is there: how far each gets, how its recipient
// answers, and what checks see.
import { hourMs, minuteMs } from '../../kit/time.ts';

/** What the recipient does, with how long it takes; null: nothing. */
interface Answer {
  state: 'acknowledged' | 'complied' | 'partial' | 'refused';
  afterMs: number;
  refusedFor?: 'not-found' | 'not-illegal-here' | 'not-ours' | 'incomplete' | 'other';
}

/** What checks see after the answer: from when on, in which order of rounds, eight hours apart. */
type Seen = 'gone' | 'present' | 'login' | 'geo-blocked' | 'gone-here' | 'gone-and-back';

export interface Plan {
  /** How far the notice gets before anything is sent. */
  until: 'draft' | 'proposed' | 'approved' | 'discarded' | 'sent';
  /** Whether it stands on a rule of law. */
  statutory: boolean;
  answer: Answer | null;
  seen: Seen | null;
  next?: 'escalate' | 'withdraw' | 'attest';
}

const complied = (hours: number): Answer => ({ state: 'complied', afterMs: hours * hourMs });
const plain = { until: 'sent', statutory: false } as const;
const order = { until: 'sent', statutory: true } as const;

/** In turn; each as often as it is written here. */
const plans: readonly Plan[] = [
  { ...order, answer: complied(2), seen: 'gone' },
  { ...plain, answer: complied(5), seen: 'gone' },
  { ...order, answer: complied(3), seen: null },
  { ...plain, answer: { state: 'acknowledged', afterMs: 40 * minuteMs }, seen: 'present' },
  { ...order, answer: null, seen: 'present' },
  { ...plain, answer: complied(9), seen: 'gone' },
  { ...plain, answer: { state: 'refused', afterMs: 6 * hourMs, refusedFor: 'not-illegal-here' }, seen: 'present' },
  { ...order, answer: complied(1), seen: 'gone-and-back' },
  { ...plain, answer: null, seen: 'login' },
  { ...order, answer: null, seen: 'present', next: 'escalate' },
  { until: 'proposed', statutory: true, answer: null, seen: null },
  { ...plain, answer: complied(4), seen: 'gone-here' },
  { ...order, answer: null, seen: 'geo-blocked' },
  { until: 'draft', statutory: false, answer: null, seen: null },
  { ...plain, answer: complied(7), seen: null, next: 'attest' },
  { until: 'approved', statutory: true, answer: null, seen: null },
  { ...plain, answer: { state: 'partial', afterMs: 5 * hourMs }, seen: 'present' },
  { ...plain, answer: null, seen: null, next: 'withdraw' },
  { ...order, answer: complied(3), seen: 'gone' },
  { until: 'discarded', statutory: false, answer: null, seen: null },
];

export const planOf = (n: number): Plan => plans[n % plans.length]!;

/** Made-up recipients: two let their people sign in here, the others have a form of their own. */
export const recipients = [
  { name: 'Lingkar Rekaan', country: 'ID', desk: true },
  { name: 'Gardu Foto Contoh', country: 'SG', desk: true },
  { name: 'Obrolan Rekaan', country: 'ID', desk: false },
  { name: 'Host Contoh Selatan', country: 'ID', desk: false },
  { name: 'Papan Video Rekaan', country: 'NL', desk: false },
  { name: 'Jejaring Contoh', country: 'US', desk: false },
] as const;

/** From where it is looked, in made-up networks kept for documentation (RFC 5398). */
export const vantages = [
  { name: 'Jalur rekaan Jakarta', network: 64_496, country: 'ID' },
  { name: 'Jalur rekaan Surabaya', network: 64_497, country: 'ID' },
  { name: 'Jalur rekaan Singapura', network: 64_498, country: 'SG' },
] as const;
