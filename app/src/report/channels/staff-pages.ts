// Pages on which staff record a report for someone else: the form, and the receipt, which is shown once to be read out.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { sentBy } from '../../access/shell.ts';
import { Refusal } from '../../kit/errors.ts';
import { html } from '../../kit/html.ts';
import { idPattern } from '../../kit/ids.ts';
import { actions, button, linkButton } from '../../kit/look/buttons.ts';
import { facts } from '../../kit/look/facts.ts';
import { form } from '../../kit/look/form.ts';
import { heading, panel } from '../../kit/look/layout.ts';
import { notice } from '../../kit/look/notice.ts';
import { slip } from '../../kit/look/public.ts';
import { verbatim } from '../../kit/look/verbatim.ts';
import { confirmWrittenDown } from '../comeback/verbs.ts';
import { type FiledPublicly, recordReport } from '../filing/verbs.ts';
import { readFace } from '../golive/verbs.ts';
import { reportPath } from '../intake/pages/sight.ts';
import {
  noProblems,
  onlyWhoMay,
  type Problems,
  redirectWithNotice,
  show,
  sight,
  submit,
  typed,
} from '../pages/frame.ts';
import { newOnce } from '../receipt/index.ts';
import { recordPath, type Sight, staffForm, type Typed } from './staff-form.ts';
import { contactOf, reportOf } from './typed.ts';
import { words } from './words.ts';

const writtenPath = `${recordPath}/written`;

export function registerStaffPages(scope: FastifyInstance): void {
  scope.get(recordPath, onlyWhoMay(recordReport), (request, reply) =>
    formPage(sight(request, reply, words(request.language)), { text: {}, explained: [] }, noProblems),
  );
  scope.post(recordPath, (request, reply) => {
    const seen = sight(request, reply, words(request.language));
    const given = { text: typed(request), explained: sentBy(request).list('explained') };
    return submit(
      seen,
      async () => receiptPage(seen, await record(seen, given), given.text.once ?? ''),
      (problems) => formPage(seen, given, problems),
    );
  });
  scope.post(writtenPath, onlyWhoMay(recordReport), async (request, reply) => {
    const seen = sight(request, reply, words(request.language));
    const { once = '', id = '', reference = '' } = typed(request);
    // After a long call it is shown no more anyway.
    await seen.ask(confirmWrittenDown, { once }).catch((thrown: unknown) => {
      if (!(thrown instanceof Refusal && thrown.code === 'receipt-shown-once')) throw thrown;
    });
    // To the report, which somebody may have to take up at once.
    const to = idPattern('report').test(id) ? reportPath(id) : recordPath;
    return redirectWithNotice(request, reply, to, seen.words.receipt.writtenSaid(reference.slice(0, 9)));
  });
}

function record(seen: Sight, { text, explained }: Typed): Promise<FiledPublicly> {
  const given = { ...reportOf(text), contact: contactOf(text), once: text.once, explained };
  return seen.ask(recordReport, given as never);
}

async function formPage(seen: Sight, given: Typed, problems: Problems): Promise<FastifyReply> {
  const { words, may } = seen;
  const face = await seen.ask(readFace, {});
  const { record } = words;
  const fromFile = may(recordReport)
    ? linkButton({ label: record.fromFile, href: `${recordPath}/file`, tone: 'quiet' })
    : null;
  const once = given.text.once || newOnce();
  const main = html`${heading({ title: record.title, lead: record.lead, actions: actions(fromFile) })}
${problems.summary}${staffForm(seen, face, given, once, problems)}`;
  return show(seen, 'record', { title: record.title, main, status: problems.status, here: recordPath });
}

// Shown as the answer to the form, never at an address of its own: the words are nowhere but on this page.
function receiptPage(seen: Sight, filed: FiledPublicly, once: string): Promise<FastifyReply> {
  const { words, request } = seen;
  const { receipt } = words;
  const next = linkButton({ label: receipt.next, href: recordPath, tone: filed.receipt ? 'quiet' : 'primary' });
  const reference = { label: receipt.reference, value: html`${verbatim(filed.reference)}<br>${receipt.referenceNote}` };
  if (filed.receipt === null) {
    const main = html`${heading({ title: receipt.goneTitle })}${notice({ tone: 'info', title: receipt.gone })}
${facts([reference])}${actions(next)}`;
    return show(seen, 'record', { title: receipt.goneTitle, main, here: recordPath });
  }
  const written = form({
    action: writtenPath,
    csrf: seen.csrf,
    hidden: { once, id: filed.id, reference: filed.reference },
    body: button({ label: receipt.written }),
  });
  const address = request.server.house.configuration.publicUrl.replace(/^https?:\/\//, '');
  const main = html`${heading({ title: receipt.title, lead: receipt.lead })}
${slip({ label: receipt.slip, words: filed.receipt })}
${panel({
  title: receipt.later,
  body: html`${facts([{ label: receipt.comeBack, value: receipt.comeBackAt(address) }, reference])}<p>${receipt.print}</p>`,
})}
${notice({ tone: 'warning', title: receipt.leave })}${actions(written)}`;
  return show(seen, 'record', { title: receipt.title, main, here: recordPath });
}
