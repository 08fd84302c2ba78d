// A notice's page: what it says, whose names stand under it, its clock, how it was delivered, what was answered, and the
// steps that its state allows.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { html, type Piece } from '../../../kit/html.ts';
import { columns, heading, panel } from '../../../kit/look/layout.ts';
import { crumbs } from '../../../kit/look/navigation.ts';
import { linkButton } from '../../../kit/look/buttons.ts';
import { notice as callout } from '../../../kit/look/notice.ts';
import { hash } from '../../../kit/look/verbatim.ts';
import { deskPath, noProblems, type Problems, redirectWithNotice, show, submit, typed } from '../../pages/frame.ts';
import { type Platform, readDirectory } from '../../directory/index.ts';
import { readNotice, type NoticeSight } from '../read.ts';
import { acts } from './acts.ts';
import {
  answering,
  changing,
  choosesRecipient,
  clockForms,
  escalating,
  handingOver,
  nextStep,
  withdrawing,
} from './forms.ts';
import { answered, clocks, deliveries, history, names, thisNotice } from './panels.ts';
import { document, type Given, lacking } from './parts.ts';
import { noticePath, noticesPath, oneNotice, type Sight, sight, stateBadge } from './sight.ts';

interface One {
  Params: { id: string };
}

export function registerNotice(scope: FastifyInstance): void {
  scope.get<One>(oneNotice, (request, reply) => one(sight(request, reply), request.params.id));
  for (const [act, carryOut] of Object.entries(acts))
    scope.post<One>(`${oneNotice}/${act}`, (request, reply) => {
      const [seen, { id }, given] = [sight(request, reply), request.params, typed(request)];
      return submit(
        seen,
        async () => {
          const { to, said } = await carryOut(seen, { ...given, id });
          return redirectWithNotice(request, reply, noticePath(to), said);
        },
        (problems) => one(seen, id, given, problems),
      );
    });
}

async function one(seen: Sight, id: string, given: Given = {}, problems: Problems = noProblems): Promise<FastifyReply> {
  const { words, request } = seen;
  const found = await seen.ask(readNotice, { id });
  const entries = choosesRecipient(seen, found) ? await seen.ask(readDirectory, {}) : [];
  const title = words.notice(found.notice.reference);
  const main = html`${heading({
    title,
    state: stateBadge(seen, found.notice.state),
    crumbs: crumbs({ language: request.language, ways: [{ href: noticesPath, label: words.title }] }),
  })}${problems.summary}${columns({ wide: wide(seen, found, entries, given, problems), narrow: narrow(seen, found) })}`;
  return show(seen, 'notices', { title, main, status: problems.status, here: noticePath(id) });
}

function wide(
  seen: Sight,
  found: NoticeSight,
  entries: readonly Platform[],
  given: Given,
  problems: Problems,
): Piece[] {
  const { words } = seen;
  const { notice, document: said } = found;
  const sealed = notice.sealedSha256
    ? html`<h3>${words.sealed}</h3>${hash(notice.sealedSha256.toString('hex'))}`
    : null;
  return [
    // On a phone this column stands first: what is urgent is at its top.
    found.deadlines.length > 0 ? clocks(seen, found) : null,
    found.issuerSet ? null : noIssuer(seen),
    lacking(seen, found.lacking),
    nextStep(seen, found),
    said ? panel({ title: words.says, body: html`${document(seen, said)}${sealed}` }) : null,
    answered(seen, found),
    handingOver(seen, found),
    answering(seen, found, given, problems),
    escalating(seen, found, entries, problems),
    changing(seen, found, entries, given, problems),
    clockForms(seen, found, given, problems),
    withdrawing(seen, found, problems),
  ];
}

const noIssuer = ({ words }: Sight): Piece =>
  callout({
    tone: 'warning',
    title: words.noIssuer,
    body: html`<p>${words.noIssuerBody}</p>${linkButton({ label: words.toSettings, href: `${deskPath}/settings`, tone: 'quiet' })}`,
  });

function narrow(seen: Sight, found: NoticeSight): Piece[] {
  return [
    found.deadlines.length > 0 ? null : clocks(seen, found),
    names(seen, found),
    thisNotice(seen, found),
    deliveries(seen, found),
    history(seen, found),
  ];
}
