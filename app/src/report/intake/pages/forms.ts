// Steps that ask something first, each on a page of its own: resolving, referring, joining, splitting, correcting answers.
// Each carries the version of the report that was shown, and comes back with what was typed when it is refused.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Html, html } from '../../../kit/html.ts';
import { actions, button, linkButton } from '../../../kit/look/buttons.ts';
import { form } from '../../../kit/look/form.ts';
import { heading } from '../../../kit/look/layout.ts';
import { crumbs } from '../../../kit/look/navigation.ts';
import { sentBy } from '../../../access/shell.ts';
import { deskPath, noProblems, onlyWhoMay, redirectWithNotice, show, submit, typed } from '../../pages/frame.ts';
import { readReport, type ReadReport } from '../read.ts';
import { takeReport } from '../take.ts';
import { whoIsHere } from './head.ts';
import type { Given, Step } from './step.ts';
import { factsStep, mergeStep, referStep, resolveStep, splitStep } from './steps.ts';
import { oneReport, reportPath, type Sight, sight } from './sight.ts';
import { idOf, versionOf } from './report-page.ts';

const steps: Record<string, Step> = {
  resolve: resolveStep,
  refer: referStep,
  merge: mergeStep,
  split: splitStep,
  facts: factsStep,
};

export function registerForms(scope: FastifyInstance): void {
  for (const [name, step] of Object.entries(steps)) {
    scope.get(`${oneReport}/${name}`, onlyWhoMay(takeReport), (request, reply) => {
      const nothing = { values: {}, list: () => [], problems: noProblems };
      return showStep(sight(request, reply), idOf(request), name, step, nothing);
    });
    scope.post(`${oneReport}/${name}`, (request, reply) => {
      const [seen, id, values] = [sight(request, reply), idOf(request), typed(request)];
      const sent = sentBy(request);
      const given: Given = { values, list: (name) => sent.list(name), problems: noProblems };
      return submit(
        seen,
        async () => {
          const { to, said } = await step.act(seen, { id, version: versionOf(values) }, given);
          return redirectWithNotice(request, reply, to, said);
        },
        (problems) => showStep(seen, id, name, step, { ...given, problems }),
      );
    });
  }
}

async function showStep(seen: Sight, id: string, name: string, step: Step, given: Given): Promise<FastifyReply> {
  const { words } = seen;
  const read = await seen.ask(readReport, { id });
  const path = reportPath(id);
  const body = html`${step.body(seen, read, given)}
    ${actions(button({ label: step.submit(words) }), linkButton({ label: words.cancel, href: path, tone: 'quiet' }))}`;
  const asked = form({
    action: `${path}/${name}`,
    csrf: seen.csrf,
    hidden: { version: String(read.report.version) },
    body,
  });
  const main = html`${stepHead(seen, read, step)}${given.problems.summary}${whoIsHere(seen, read)}${asked}`;
  return show(seen, 'queue', {
    title: step.title(words),
    main,
    status: given.problems.status,
    here: `${path}/${name}`,
  });
}

function stepHead(seen: Sight, { report }: ReadReport, step: Step): Html {
  const { words, frame, request } = seen;
  const ways = [
    { href: deskPath, label: frame.queue },
    { href: reportPath(report.id), label: words.reportNamed(report.reference) },
  ];
  return heading({
    title: step.title(words),
    lead: step.lead(words),
    crumbs: crumbs({ language: request.language, ways }),
  });
}
