// The desk's page of what is public: the quarters that were published, where the log stands, and disclosures of it.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { formatDate } from '../../../kit/formats.ts';
import { type Html, html } from '../../../kit/html.ts';
import { actions, linkButton } from '../../../kit/look/buttons.ts';
import { heading, panel } from '../../../kit/look/layout.ts';
import { crumbs } from '../../../kit/look/navigation.ts';
import { emptyState } from '../../../kit/look/notice.ts';
import { table } from '../../../kit/look/table.ts';
import { dayStart } from '../../../report/index.ts';
import {
  deskPath,
  noProblems,
  type Problems,
  redirectWithNotice,
  show,
  type Sight,
  sight,
  submit,
  typed,
} from '../../pages/frame.ts';
import { discloseNotices } from '../disclosure/disclose.ts';
import { approveDisclosure, declineDisclosure, readDisclosures, requestDisclosure } from '../disclosure/verbs.ts';
import { logPath, transparencyPath } from '../public/paths.ts';
import { readTransparency, type Transparency } from '../read.ts';
import { type Words, words } from '../words.ts';
import { disclosuresPanel } from './disclosures.ts';

export const settingsPath = `${deskPath}/settings/transparency`;
export type Seen = Sight<Words>;
type Params = { Params: { id: string } };

const see = (request: FastifyRequest, reply: FastifyReply): Seen => sight(request, reply, words(request.language));

export function registerTransparencySettings(scope: FastifyInstance): void {
  scope.get(settingsPath, (request, reply) => page(see(request, reply)));
  scope.post(settingsPath, (request, reply) => {
    const seen = see(request, reply);
    const given = typed(request);
    const { from = '', to = '', body = '', basis = '', texts } = given;
    return submit(
      seen,
      async () => {
        await seen.ask(requestDisclosure, { from, to, body, basis, texts: texts === 'yes' });
        return redirectWithNotice(request, reply, settingsPath, seen.words.asked);
      },
      (problems) => page(seen, given, problems),
    );
  });
  for (const [act, verb, said] of [
    ['approve', approveDisclosure, 'approved'],
    ['decline', declineDisclosure, 'declined'],
  ] as const)
    scope.post<Params>(`${settingsPath}/:id/${act}`, (request, reply) => {
      const seen = see(request, reply);
      return submit(
        seen,
        async () => {
          await seen.ask(verb, request.params);
          return redirectWithNotice(request, reply, settingsPath, seen.words[said]);
        },
        (problems) => page(seen, {}, problems),
      );
    });
  // A form, not a link: what fetches links in advance would take the one time that there is.
  scope.post<Params>(`${settingsPath}/:id/take`, (request, reply) => {
    const seen = see(request, reply);
    return submit(
      seen,
      () => take(seen, request.params.id),
      (problems) => page(seen, {}, problems),
    );
  });
}

async function take({ reply, ask }: Seen, id: string): Promise<FastifyReply> {
  const stream = await ask(discloseNotices, { id });
  return reply
    .type('application/x-ndjson')
    .header('content-disposition', `attachment; filename="${id}.ndjson"`)
    .send(stream);
}

async function page(
  seen: Seen,
  given: Record<string, string> = {},
  problems: Problems = noProblems,
): Promise<FastifyReply> {
  const { words, request, frame } = seen;
  const transparency = await seen.ask(readTransparency, {});
  const disclosures = seen.may(readDisclosures)
    ? disclosuresPanel(seen, settingsPath, await seen.ask(readDisclosures, {}), given, problems)
    : null;
  const up = crumbs({ language: request.language, ways: [{ href: `${deskPath}/settings`, label: frame.settings }] });
  const main = html`${heading({ title: words.title, lead: words.lead, crumbs: up })}${problems.summary}
${panel({ title: words.published, body: publishedList(seen, transparency), actions: actions(linkButton({ label: words.publicPage, href: transparencyPath, tone: 'quiet' })) })}
${panel({ title: words.log, body: logState(seen, transparency), actions: actions(linkButton({ label: words.logPage, href: logPath, tone: 'quiet' })) })}
${disclosures}`;
  return show(seen, 'settings', { title: words.title, main, status: problems.status, here: settingsPath });
}

function publishedList({ words, request, moment }: Seen, { publications }: Transparency): Html {
  const day = (of: string) => formatDate(request.language, dayStart(of)!);
  return html`<p>${words.publishedBody}</p>${table({
    caption: words.published,
    columns: [{ label: words.quarter }, { label: words.on }],
    rows: publications.map(({ fromDay, toDay, madeAt }) => [
      html`<a href="${transparencyPath}?from=${fromDay}">${words.span(day(fromDay), day(toDay))}</a>`,
      moment(madeAt),
    ]),
    empty: emptyState({ title: words.none, body: words.noneBody }),
  })}`;
}

function logState({ words, request, number }: Seen, { log: { latest } }: Transparency): Html {
  const state =
    latest === null
      ? words.logNone
      : words.logState(number(latest.number), formatDate(request.language, dayStart(latest.day)!));
  return html`<p>${words.logBody}</p><p>${state}</p>`;
}
