// One made-up report played through the desk's verbs, at the times at which it would have happened.
import { dayMs, hourMs, minuteMs } from '../../kit/time.ts';
import type { House } from '../../runtime/house.ts';
import type { Caller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { openReceipt, writeToDesk } from '../comeback/verbs.ts';
import { fileReport, recordReport } from '../filing/verbs.ts';
import { mergeReports, moveReport, readReport, writeToReporter } from '../intake/verbs.ts';
import { newOnce } from '../receipt/index.ts';
import type { Referral, ReportState } from '../states.ts';
import type { DrawnReport } from './drawn.ts';

/** Who plays: the house, somebody who reports, and the made-up officers. */
export interface Cast {
  house: House;
  reporter: Caller;
  staff: readonly Caller[];
}

export interface Played {
  id: string;
  state: ReportState;
  receivedAt: Date;
}

interface Step {
  transition: 'triage' | 'begin' | 'resolve' | 'close' | 'reopen' | 'mark-spam' | 'refer';
  afterMs: number;
  outcome?: 'handled' | 'nothing-found' | 'not-possible';
  referredTo?: Referral;
}

const triage: Step = { transition: 'triage', afterMs: 25 * minuteMs };
const begin: Step = { transition: 'begin', afterMs: 2 * hourMs };
const resolve: Step = { transition: 'resolve', afterMs: dayMs, outcome: 'handled' };

/** The way to each state. */
const ways: Record<ReportState, Step[]> = {
  received: [],
  triaged: [triage],
  'in-progress': [triage, begin],
  duplicate: [],
  'out-of-scope': [{ transition: 'refer', afterMs: hourMs, referredTo: 'cyber-fraud' }],
  spam: [{ transition: 'mark-spam', afterMs: 10 * minuteMs }],
  resolved: [triage, begin, resolve],
  closed: [triage, begin, resolve, { transition: 'close', afterMs: dayMs + hourMs }],
  reopened: [triage, begin, resolve, { transition: 'reopen', afterMs: dayMs + 3 * hourMs }],
};

/** Plays a report to its state. What would happen in the future has not happened: it then stands where it is by now. */
export async function playReport(
  cast: Cast,
  drawn: DrawnReport,
  n: number,
  earlier: readonly Played[],
): Promise<Played> {
  const now = cast.house.now();
  const officer = cast.staff[n % cast.staff.length]!;
  const at = (afterMs: number) =>
    cast.house.at(() => new Date(Math.min(drawn.receivedAt.getTime() + afterMs, now.getTime())));
  const { id, receipt } = await fileDrawn(at(0), cast, drawn, officer);
  const happened = ways[drawn.state].filter(({ afterMs }) => drawn.receivedAt.getTime() + afterMs <= now.getTime());
  for (const { afterMs, ...step } of happened) await move(at(afterMs), officer, id, step);
  if (drawn.state === 'duplicate') await joinToEarlier(at(hourMs), officer, id, earlier);
  if (n % 4 === 0 && (drawn.state === 'in-progress' || drawn.state === 'triaged'))
    await talk(at, cast, officer, { id, receipt, answered: n % 8 === 0 });
  return { id, state: drawn.state, receivedAt: drawn.receivedAt };
}

function fileDrawn(house: House, { reporter }: Cast, drawn: DrawnReport, officer: Caller) {
  const { channel, receivedAt: _, state: __, ...told } = drawn;
  return channel === 'web'
    ? call(house, fileReport, reporter, { ...told, once: newOnce() })
    : call(house, recordReport, officer, { ...told, channel, anonymity: 'anonymous' });
}

async function move(house: House, officer: Caller, id: string, step: Omit<Step, 'afterMs'>): Promise<void> {
  await call(house, moveReport, officer, { ...(await seen(house, officer, id)), ...step });
}

async function seen(house: House, officer: Caller, id: string): Promise<{ id: string; version: number }> {
  const { report } = await call(house, readReport, officer, { id });
  return { id, version: report.version };
}

async function joinToEarlier(house: House, officer: Caller, id: string, earlier: readonly Played[]): Promise<void> {
  const other = earlier.findLast(({ state }) => state === 'received' || state === 'triaged' || state === 'in-progress');
  if (!other) return;
  const given = { ...(await seen(house, officer, id)), into: other.id, reason: 'same-thing' as const };
  await call(house, mergeReports, officer, given);
}

async function talk(
  at: (afterMs: number) => House,
  { reporter }: Cast,
  officer: Caller,
  { id, receipt, answered }: { id: string; receipt: string[] | null; answered: boolean },
): Promise<void> {
  const body = 'Terima kasih sudah melapor. Apakah kamu aman sekarang? (pesan rekaan)';
  await call(at(3 * hourMs), writeToReporter, officer, { ...(await seen(at(3 * hourMs), officer, id)), body });
  if (!answered || !receipt) return;
  const house = at(5 * hourMs);
  const { ticket } = await call(house, openReceipt, reporter, { receipt: receipt.join(' ') });
  await call(house, writeToDesk, reporter, { ticket, body: 'Ya, aku aman. Akun itu menulis lagi. (pesan rekaan)' });
}
