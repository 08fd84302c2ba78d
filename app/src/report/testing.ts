// What the desk's tests share: a house with the report desk open in it, its callers, and a made-up report.
import { newOnce } from './receipt/index.ts';
import { openAccess } from '../access/index.ts';
import { newId } from '../kit/ids.ts';
import type { Configuration } from '../runtime/configuration.ts';
import { callerOf, openTestHouse, type TestHouse } from '../testing/house.ts';
import { type Caller, nobody, type Permission } from '../verbs/caller.ts';
import { call } from '../verbs/verb.ts';
import type { FiledPublicly } from './filing/verbs.ts';
import { confirmWrittenDown, fileReport, openReceipt, openReport } from './index.ts';

export const everything: Permission[] = [
  'report.look',
  'report.read',
  'report.work',
  'report.classify',
  'report.search-identity',
  'report.export',
  'report.decide-contest',
  'report.supervise',
  'report.go-live',
];

export interface ReportDesk extends TestHouse {
  organisationId: string;
  /** Someone who reports: nobody, within the organisation that the public face belongs to. */
  reporter: Caller;
  /** An officer who may do everything at the desk, and a second one. */
  officer: Caller;
  second: Caller;
}

export async function openReportDesk(options: { configuration?: Partial<Configuration> } = {}): Promise<ReportDesk> {
  const made = await openTestHouse(options);
  await openAccess(made.house);
  openReport(made.house);
  const organisationId = await made.organisation();
  return {
    ...made,
    organisationId,
    reporter: { ...nobody, organisationId },
    officer: callerOf(organisationId, everything),
    second: callerOf(organisationId, everything, newId('person')),
  };
}

/** Files a made-up report from the public form; its words are those of the made-up reporter's paper. */
export async function fileMadeUp(
  desk: Pick<ReportDesk, 'house' | 'reporter'>,
  more: Record<string, unknown> = {},
): Promise<FiledPublicly & { once: string }> {
  const once = newOnce();
  const told = { concern: 'sextortion', relation: 'self', once, ...more };
  return { ...(await call(desk.house, fileReport, desk.reporter, told as never)), once };
}

/** The ticket that the receipt of a made-up report is exchanged for. */
export async function ticketFor(
  desk: Pick<ReportDesk, 'house' | 'reporter'>,
  filed: { receipt: string[] | null; once: string },
): Promise<string> {
  if (filed.receipt === null)
    return (await call(desk.house, confirmWrittenDown, desk.reporter, { once: filed.once })).ticket;
  const receipt = filed.receipt.join(' ');
  return (await call(desk.house, openReceipt, desk.reporter, { receipt })).ticket;
}
