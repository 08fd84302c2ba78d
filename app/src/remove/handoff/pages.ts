// The forms of a removal's page that hand over, note receipts and answers, hold and let go; each leads back to that page.
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Html } from '../../kit/html.ts';
import { refusedPage } from '../locate/pages.ts';
import { redirectWithNotice, submit, typed } from '../pages/frame.ts';
import { oneRemoval, removalPath } from '../removal/pages/sight.ts';
import { exportToHotline } from './export.ts';
import { type Again, type Given, holdForm, policeForm } from './forms.ts';
import { endHold, placeHold, renewHold } from './holds.ts';
import { seenBy, type Sight } from './page.ts';
import { handToHotline, handToPolice, noteReceipt, noteReturned } from './verbs.ts';

export { handOffPanel } from './panels.ts';
export { eventWords, refusalWords } from './words.ts';

type Act = (seen: Sight, id: string, given: Given) => Promise<string>;

/** What each form does, with what it is about; answers with what to say on the next page. */
const acts: Readonly<Record<string, Act>> = {
  async police({ ask, words }, removalId, { reference, preservation, received }) {
    const has = received === 'yes';
    const asked = { removalId, reference: reference ?? '', preservation: preservation === 'yes', received: has };
    await ask(handToPolice, asked);
    return has ? words.saidPoliceReceived : words.saidPolice;
  },
  async hotline({ ask, words }, removalId) {
    await ask(handToHotline, { removalId });
    return words.saidHotline;
  },
  async hold({ ask, words }, removalId, { reference = '', hours }) {
    await ask(placeHold, { removalId, reference, hours });
    return words.saidHeld;
  },
};

/** The same for forms about one hand-over, or one hold. */
const actsOnOne: Readonly<Record<string, Act>> = {
  async 'hand-offs/:one/receipt'({ ask, words }, id, { reference }) {
    await ask(noteReceipt, { id, reference: reference ?? '' });
    return words.saidReceipt;
  },
  async 'hand-offs/:one/returned'({ ask, words }, id, { action }) {
    await ask(noteReturned, { id, action });
    return words.saidAnswer;
  },
  async 'holds/:one/renew'({ ask, words }, id, { reference = '', hours }) {
    await ask(renewHold, { id, reference, hours });
    return words.saidHeld;
  },
  async 'holds/:one/end'({ ask, words }, id) {
    await ask(endHold, { id });
    return words.saidEnded;
  },
};

/** The forms that come back with what was wrong; the others have nothing to type that could be. */
const again: Readonly<Record<string, (seen: Sight, action: string, again: Again) => Html>> = {
  police: policeForm,
  hold: (seen, action, given) => holdForm(seen, action, seen.words.place, given),
  'holds/:one/renew': (seen, action, given) => holdForm(seen, action, seen.words.renew, given),
};

interface Params {
  Params: { id: string; one?: string };
}

export function registerHandOffPages(scope: FastifyInstance): void {
  for (const [path, act] of Object.entries({ ...acts, ...actsOnOne }))
    scope.post<Params>(`${oneRemoval}/${path}`, (request, reply) => {
      const seen = seenBy({ request, reply });
      const { id, one = id } = request.params;
      const given = typed(request);
      return submit(
        seen,
        async () => redirectWithNotice(request, reply, removalPath(id), await act(seen, one, given)),
        (problems) => refusedPage(seen, id, problems, again[path]?.(seen, request.url, { given, problems })),
      );
    });
  // A form, not a link: what fetches links in advance would take the address out of the desk.
  scope.post<Params>(`${oneRemoval}/hand-offs/:one/export`, (request, reply) => {
    const seen = seenBy({ request, reply });
    const { id, one = '' } = request.params;
    return submit(
      seen,
      () => take(seen, one),
      (problems) => refusedPage(seen, id, problems),
    );
  });
}

async function take({ ask, reply }: Sight, id: string): Promise<FastifyReply> {
  const report = await ask(exportToHotline, { id });
  return reply
    .type('application/json; charset=utf-8')
    .header('content-disposition', `attachment; filename="${id}.json"`)
    .send(JSON.stringify(report, null, 2));
}
