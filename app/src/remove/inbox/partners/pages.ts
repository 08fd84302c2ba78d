// The desk's pages about platforms: which it let in, letting one in, and the one-time link.
import type { FastifyInstance, FastifyReply } from 'fastify';
import {
  closePlatform,
  invitePlatform,
  type Platform as Partner,
  readPlatforms,
  renewInvitation,
  reopenPlatform,
} from '../../../access/index.ts';
import { html } from '../../../kit/html.ts';
import { actions, button, linkButton } from '../../../kit/look/buttons.ts';
import { field } from '../../../kit/look/field.ts';
import { form } from '../../../kit/look/form.ts';
import { heading } from '../../../kit/look/layout.ts';
import { emptyState } from '../../../kit/look/notice.ts';
import { table } from '../../../kit/look/table.ts';
import { codeBlock } from '../../../kit/look/verbatim.ts';
import { noProblems, onlyWhoMay, type Problems, redirectWithNotice, show, submit, typed } from '../../pages/frame.ts';
import { entriesOf, partnersPath, type Seen, see, stateOf, toPartners, upward } from './frame.ts';
import { partnerOf, showPartner } from './one.ts';
import { linkPartner } from './verbs.ts';

export { partnersPath } from './frame.ts';

type Typed = Record<string, string>;
type One = { Params: { id: string } };

export function registerPartnerPages(scope: FastifyInstance): void {
  scope.get(partnersPath, (request, reply) => showPartners(see(request, reply)));
  scope.get(`${partnersPath}/invite`, onlyWhoMay(invitePlatform), (request, reply) => showInvite(see(request, reply)));
  scope.post(`${partnersPath}/invite`, (request, reply) => invite(see(request, reply)));
  scope.get<One>(`${partnersPath}/:id`, (request, reply) => showPartner(see(request, reply), request.params.id));
  scope.post<One>(`${partnersPath}/:id/renew`, (request, reply) => renew(see(request, reply), request.params.id));
  for (const [act, carryOut] of Object.entries(acts))
    scope.post<One>(`${partnersPath}/:id/${act}`, (request, reply) => {
      const seen = see(request, reply);
      const { id } = request.params;
      const given = typed(request);
      return submit(
        seen,
        async () => redirectWithNotice(request, reply, `${partnersPath}/${id}`, await carryOut(seen, id, given)),
        (problems) => showPartner(seen, id, problems),
      );
    });
}

const acts: Record<string, (seen: Seen, id: string, given: Typed) => Promise<string>> = {
  async connect({ ask, words }, partnerId, { platformId = '' }) {
    await ask(linkPartner, { partnerId, platformId });
    return words.settings.connected;
  },
  async close({ ask, words }, id) {
    await ask(closePlatform, { id });
    return words.settings.closedSaid;
  },
  async reopen({ ask, words }, id) {
    await ask(reopenPlatform, { id });
    return words.settings.reopened;
  },
};
async function showPartners(seen: Seen): Promise<FastifyReply> {
  const { settings } = seen.words;
  const partners = await seen.ask(readPlatforms, {});
  const entries = await entriesOf(seen);
  const connected = (id: string) => entries.filter(({ partnerId }) => partnerId === id).map(({ name }) => name);
  const add = linkButton({ label: settings.invite, href: `${partnersPath}/invite` });
  const list = table({
    caption: settings.title,
    columns: [settings.name, settings.state, settings.people, settings.entry].map((label) => ({ label })),
    rows: partners.map((partner) => [
      html`<a href="${partnersPath}/${partner.id}">${partner.name}</a>`,
      stateOf(seen, partner),
      seen.number(partner.people),
      connected(partner.id).join(', ') || settings.noEntry,
    ]),
    empty: emptyState({ title: settings.none, body: settings.noneBody, action: add }),
  });
  const top = heading({
    title: settings.title,
    lead: settings.lead,
    crumbs: upward(seen),
    ...(partners.length > 0 ? { actions: actions(add) } : {}),
  });
  return show(seen, 'settings', { title: settings.title, main: html`${top}${list}` });
}

function showInvite(seen: Seen, given: Typed = {}, problems: Problems = noProblems): Promise<FastifyReply> {
  const { settings } = seen.words;
  const kept = (name: string) => ({ name, value: given[name], error: problems.of(name), autocomplete: 'off' });
  const ask = form({
    action: `${partnersPath}/invite`,
    csrf: seen.csrf,
    body: [
      field({ type: 'text', ...kept('name'), label: settings.platformName }),
      field({ type: 'text', ...kept('person'), label: settings.person }),
      field({ type: 'email', ...kept('email'), label: settings.email }),
      actions(button({ label: settings.inviteSubmit })),
    ],
  });
  const top = heading({ title: settings.invite, lead: settings.inviteLead, crumbs: upward(seen, toPartners(seen)) });
  const main = html`${top}${problems.summary}${ask}`;
  return show(seen, 'settings', {
    title: settings.invite,
    main,
    status: problems.status,
    here: `${partnersPath}/invite`,
  });
}

function invite(seen: Seen): Promise<FastifyReply> {
  const given = typed(seen.request);
  const { name = '', person = '', email = '' } = given;
  return submit(
    seen,
    async () => {
      const { id, linkToken } = await seen.ask(invitePlatform, { name, person, email });
      return showLink(seen, { id, name }, linkToken);
    },
    (problems) => showInvite(seen, given, problems),
  );
}

function renew(seen: Seen, id: string): Promise<FastifyReply> {
  return submit(
    seen,
    async () => {
      const { linkToken } = await seen.ask(renewInvitation, { id });
      return showLink(seen, await partnerOf(seen, id), linkToken);
    },
    (problems) => showPartner(seen, id, problems),
  );
}

// The answer to the form itself: a redirect would have to carry the link.
function showLink(seen: Seen, { id, name }: Pick<Partner, 'id' | 'name'>, token: string): Promise<FastifyReply> {
  const { settings } = seen.words;
  const title = settings.linkTitle(name);
  const link = `${seen.request.server.house.configuration.publicUrl}/desk/welcome/${token}`;
  const done = actions(linkButton({ label: settings.linkDone, href: `${partnersPath}/${id}` }));
  const top = heading({ title, lead: settings.linkLead, crumbs: upward(seen, toPartners(seen)) });
  const main = html`${top}${codeBlock(link)}${done}`;
  return show(seen, 'settings', { title, main, status: 201, here: `${partnersPath}/${id}` });
}
