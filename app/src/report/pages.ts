// The pages that main registers: the public face in a scope of its own, and the desk in the scope for people.
import type { FastifyInstance } from 'fastify';
import type { EventWords, RefusalWords } from '../access/http.ts';
import type { NavigationEntry } from '../access/shell.ts';
import type { Language } from '../kit/words.ts';
import * as assess from './assess/pages.ts';
import * as care from './care/pages.ts';
import * as channels from './channels/pages.ts';
import * as contest from './contest/pages.ts';
import * as bulkExport from './export/pages.ts';
import { registerCheck } from './face/check/pages.ts';
import { showDone } from './face/check/done.ts';
import { contestPath, registerContest } from './face/contest/pages.ts';
import { registerContestView, showContest } from './face/contest/view.ts';
import { readDeskFacts } from './face/desk-facts.ts';
import { eventWords as faceEvents } from './face/events.ts';
import { registerProtect } from './face/protect/pages.ts';
import { protectPath } from './face/protect/steps.ts';
import { registerSubmissionView, showSubmission } from './face/protect/view.ts';
import { registerReceipts } from './face/receipt-page.ts';
import { registerFace } from './face/register.ts';
import { registerReportForm } from './face/report-form/pages.ts';
import { servePublic } from './face/scope.ts';
import * as find from './find/pages.ts';
import * as intake from './intake/pages.ts';
import { deskPath } from './pages/frame.ts';
import type { ReportSlots } from './pages/slots.ts';
import * as settings from './settings/pages.ts';
import { frameWords } from './words/index.ts';

export type { ReportSlots } from './pages/slots.ts';

/** The public face with all its doors. */
export function registerPublicFace(scope: FastifyInstance): void {
  const doors = [
    { door: 'report', href: '/report' },
    { door: 'protect', href: protectPath },
    { door: 'status', href: '/check' },
    { door: 'contest', href: contestPath },
  ] as const;
  servePublic(scope, { doors, read: readDeskFacts });
  registerFace(scope);
  registerReportForm(scope);
  registerProtect(scope);
  registerContest(scope);
  const others = { contest: showContest, submission: showSubmission };
  registerCheck(scope, others);
  registerReceipts(scope, { report: showDone, ...others });
  registerSubmissionView(scope);
  registerContestView(scope);
}

/** The desk's way down the side. */
export const reportNavigation: readonly NavigationEntry[] = [
  { href: deskPath, label: (language) => frameWords(language).desk, permission: 'report.look' },
];

/** The desk's pages. @param slots what desks to the right show on them. */
export function registerReportPages(scope: FastifyInstance, slots: ReportSlots = {}): void {
  channels.registerChannelPages(scope);
  contest.registerContestPages(scope, slots);
  assess.registerAssessPages(scope, slots);
  care.registerCarePages(scope);
  find.registerFindPages(scope);
  bulkExport.registerExportPages(scope);
  settings.registerSettingsPages(scope);
  intake.registerIntakePages(scope, slots);
}

const parts = [intake, channels, contest, assess, care, find, bulkExport, settings];

/** What the desk's refusals say, and its events in the record. */
export const refusalWords: ((language: Language) => RefusalWords)[] = parts.map((part) => part.refusalWords);
export const eventWords: ((language: Language) => EventWords)[] = [...parts.map((part) => part.eventWords), faceEvents];
