// Pages about sharing: what is given, what is received, and giving something.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { formatDate } from '../../kit/formats.ts';
import { type Html, html } from '../../kit/html.ts';
import { actions, button, linkButton } from '../../kit/look/buttons.ts';
import { field } from '../../kit/look/field.ts';
import { confirm, form } from '../../kit/look/form.ts';
import { heading, panel } from '../../kit/look/layout.ts';
import { crumbs } from '../../kit/look/navigation.ts';
import { badge, emptyState } from '../../kit/look/notice.ts';
import { table } from '../../kit/look/table.ts';
import { verbatim } from '../../kit/look/verbatim.ts';
import { call } from '../../verbs/verb.ts';
import { pathPart } from '../request/asked.ts';
import { redirectWithNotice } from '../request/flash.ts';
import { csrfToken } from '../request/forgery.ts';
import { attemptForm, noProblems, type Problems, type Sent, sentBy } from '../request/forms.ts';
import { uses } from '../sharing.ts';
import { showPage } from '../shell.ts';
import { words } from '../words.ts';
import type { Grant } from './store.ts';
import { giveGrant, listGrants, listSharables, revokeGrant } from './verbs.ts';

const root = '/desk/sharing';

export function sharingPages(scope: FastifyInstance): void {
  scope.get(root, showSharing);
  scope.get(`${root}/give`, (request, reply) => showGive(request, reply));
  scope.post(`${root}/give`, carryOutGive);
  scope.post(`${root}/:id/revoke`, async (request, reply) => {
    await call(scope.house, revokeGrant, request.caller, { id: pathPart(request, 'id') });
    return redirectWithNotice(request, reply, root, words(request.language).sharing.revokedSaid);
  });
}

async function showSharing(request: FastifyRequest, reply: FastifyReply) {
  const { sharing } = words(request.language);
  const { given, received } = await call(request.server.house, listGrants, request.caller, {});
  const { things } = await call(request.server.house, listSharables, request.caller, {});
  const names = new Map(things.map(({ id, name }) => [id, name]));
  const give = actions(linkButton({ label: sharing.give, href: `${root}/give` }));
  const main = html`${heading({ title: sharing.title, lead: sharing.lead, actions: give })}
${panel({ title: sharing.given, body: grantTable(request, given, names, true) })}
${panel({ title: sharing.received, body: grantTable(request, received, names, false) })}`;
  return showPage(request, reply, { title: sharing.title, main });
}

function grantTable(request: FastifyRequest, grants: Grant[], names: Map<string, string>, own: boolean): Html {
  const { sharing } = words(request.language);
  const labels = [
    sharing.thing,
    own ? sharing.partner : sharing.from,
    sharing.use,
    sharing.since,
    sharing.agreement,
    sharing.state,
  ];
  return table({
    caption: own ? sharing.given : sharing.received,
    columns: [...labels, ...(own ? [sharing.revoke] : [])].map((label) => ({ label })),
    rows: grants.map((grant) => [
      names.get(grant.thing) ?? verbatim(grant.thing),
      grant.partner,
      sharing.uses[grant.use],
      formatDate(request.language, grant.grantedAt),
      grant.agreement,
      grant.revokedAt ? badge({ label: sharing.revoked }) : badge({ label: sharing.active, tone: 'success' }),
      ...(own ? [grant.revokedAt ? null : revokeStep(request, grant)] : []),
    ]),
    empty: emptyState({ title: own ? sharing.nothingGiven : sharing.nothingReceived }),
  });
}

function revokeStep(request: FastifyRequest, { id, partner }: Grant): Html {
  const { sharing } = words(request.language);
  return confirm({
    label: sharing.revoke,
    question: sharing.revokeQuestion(partner),
    submit: sharing.revoke,
    form: { action: `${root}/${id}/revoke`, csrf: csrfToken(request), body: null },
  });
}

async function carryOutGive(request: FastifyRequest, reply: FastifyReply) {
  const say = words(request.language);
  const sent = sentBy(request);
  const given = {
    to: sent.text('to'),
    thing: sent.text('thing'),
    use: sent.text('use') as never,
    agreement: sent.text('agreement'),
  };
  const { problems } = await attemptForm(request, say.right, () =>
    call(request.server.house, giveGrant, request.caller, given),
  );
  if (problems) return showGive(request, reply, problems, sent);
  return redirectWithNotice(request, reply, root, say.sharing.saved);
}

async function showGive(
  request: FastifyRequest,
  reply: FastifyReply,
  problems: Problems = noProblems,
  sent: Sent = sentBy(request),
) {
  const { sharing } = words(request.language);
  const choices = await call(request.server.house, listSharables, request.caller, {});
  const lacking =
    choices.partners.length === 0 ? sharing.noPartners : choices.things.length === 0 ? sharing.noThings : null;
  const ask =
    lacking === null
      ? form({
          action: `${root}/give`,
          csrf: csrfToken(request),
          body: [questions(request, choices, problems, sent), button({ label: sharing.submit })],
        })
      : emptyState({ title: lacking });
  const upward = crumbs({ language: request.language, ways: [{ href: root, label: sharing.title }] });
  const main = html`${heading({ title: sharing.give, crumbs: upward })}${problems.summary}${ask}`;
  return showPage(request, reply, { title: sharing.give, main, status: problems.status });
}

type Choices = Awaited<ReturnType<typeof listSharables.perform>>;

function questions(
  { language }: FastifyRequest,
  { partners, things }: Choices,
  problems: Problems,
  sent: Sent,
): Html[] {
  const { sharing } = words(language);
  const kept = (name: string) => ({ name, value: sent.text(name), error: problems.of(name) });
  const offered = uses.filter((use) => things.some(({ sharable }) => sharable.uses.includes(use)));
  return [
    field({
      type: 'select',
      ...kept('thing'),
      label: sharing.thing,
      options: things.map(({ id, name, sharable }) => ({ value: id, label: `${sharable.label(language)}: ${name}` })),
    }),
    field({
      type: 'select',
      ...kept('to'),
      label: sharing.partner,
      options: partners.map(({ id, name }) => ({ value: id, label: name })),
    }),
    field({
      type: 'radios',
      ...kept('use'),
      label: sharing.use,
      options: offered.map((use) => ({ value: use, label: sharing.uses[use] })),
    }),
    field({
      type: 'textarea',
      ...kept('agreement'),
      label: sharing.agreement,
      hint: sharing.agreementHint,
      maxlength: 1000,
    }),
  ];
}
