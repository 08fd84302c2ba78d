// The public face with the report form and coming back on it, over a desk of its own, for tests.
import type { Configuration } from '../../../runtime/configuration.ts';
import type { Log } from '../../../runtime/log.ts';
import type { TestDesk } from '../../../testing/desk.ts';
import { callerOf } from '../../../testing/house.ts';
import { type Caller, nobody } from '../../../verbs/caller.ts';
import { type FloodLimits, placeFlood } from '../../flood/index.ts';
import { everything } from '../../testing.ts';
import { showDone } from '../check/done.ts';
import { registerCheck } from '../check/pages.ts';
import type { ReceiptView } from '../check/receipt-views.ts';
import { readDeskFacts } from '../desk-facts.ts';
import type { DeskFacts } from '../face.ts';
import { registerReceipts } from '../receipt-page.ts';
import { registerReportForm } from '../report-form/pages.ts';
import { openTestFace } from '../testing.ts';

interface Given {
  /** What the desk says of itself, besides what stands in its tables. */
  facts?: Partial<DeskFacts>;
  configuration?: Partial<Configuration>;
  flood?: FloodLimits;
  log?: Log;
  /** Whether there is a desk behind the face. */
  founded?: boolean;
  /** What shows a contest or a submission. */
  elsewhere?: ReceiptView;
}

export interface OpenFace extends TestDesk {
  organisationId: string;
  /** Someone who reports: nobody, within the organisation that the face belongs to. */
  reporter: Caller;
  /** Works at the desk behind the face. */
  officer: Caller;
}

const notHere: ReceiptView = async () => {
  throw new Error('no receipt of this kind is made here');
};

export async function openFace(given: Given = {}): Promise<OpenFace> {
  const { elsewhere = notHere, founded = true } = given;
  const desk = await openTestFace({
    ...(given.configuration ? { configuration: given.configuration } : {}),
    ...(given.log ? { log: given.log } : {}),
    face: {
      doors: [
        { door: 'report', href: '/report' },
        { door: 'status', href: '/check' },
      ],
      read: async (request) => ({ ...(await readDeskFacts(request)), ...given.facts }),
    },
    pages(scope) {
      placeFlood(scope.house, given.flood, async () => {});
      registerReportForm(scope);
      registerReceipts(scope, { report: showDone, contest: elsewhere, submission: elsewhere });
      registerCheck(scope, { contest: elsewhere, submission: elsewhere });
    },
  });
  const organisationId = founded ? await desk.organisation('Rumah Aman Rekaan') : '';
  return {
    ...desk,
    organisationId,
    reporter: { ...nobody, organisationId },
    officer: callerOf(organisationId, everything),
  };
}
