// The desk's page about platforms: letting one in, the one-time link, its entry in the directory, closing it.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  closePlatform,
  invitePlatform,
  type Platform as Partner,
  readPlatforms,
  renewInvitation,
  reopenPlatform,
} from '../../../access/index.ts';
import { Refusal } from '../../../kit/errors.ts';
import { type Html, html } from '../../../kit/html.ts';
import { actions, button, linkButton } from '../../../kit/look/buttons.ts';
import { field } from '../../../kit/look/field.ts';
import { confirm, form } from '../../../kit/look/form.ts';
import { heading, panel, stack } from '../../../kit/look/layout.ts';
import { crumbs } from '../../../kit/look/navigation.ts';
import { badge, emptyState, notice } from '../../../kit/look/notice.ts';
import { table } from '../../../kit/look/table.ts';
import { codeBlock } from '../../../kit/look/verbatim.ts';
import { type Platform as Entry, readDirectory } from '../../directory/index.ts';
import {
  deskPath,
  noProblems,
  onlyWhoMay,
  type Problems,
  redirectWithNotice,
  type Sight,
  show,
  sight,
  submit,
  typed,
} from '../../pages/frame.ts';
import { type Words, words } from '../words.ts';
import { linkPartner } from './verbs.ts';

export const partnersPath = `${deskPath}/settings/platforms`;
type Seen = Sight<Words>;
type Typed = Record<string, string>;
type One = { Params: { id: string } };

const see = (request: FastifyRequest, reply: FastifyReply): Seen => sight(request, reply, words(request.language));

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

const upward = ({ request, frame }: Seen, ...more: { href: string; label: string }[]): Html =>
  crumbs({ language: request.language, ways: [{ href: `${deskPath}/settings`, label: frame.settings }, ...more] });
const toPartners = ({ words }: Seen) => ({ href: partnersPath, label: words.settings.title });

/** Entries in use. */
const entriesOf = ({ ask }: Seen): Promise<Entry[]> => ask(readDirectory, {});

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

function stateOf({ words }: Seen, { closedAt, entered }: Partner): Html {
  const { settings } = words;
  if (closedAt) return badge({ label: settings.closed, tone: 'warning' });
  return entered
    ? badge({ label: settings.entered, tone: 'success' })
    : badge({ label: settings.invited, tone: 'info' });
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

async function partnerOf({ ask }: Seen, id: string): Promise<Partner> {
  const partner = (await ask(readPlatforms, {})).find((each) => each.id === id);
  if (partner) return partner;
  throw new Refusal('not-found', 'platform-unknown', `This desk let no platform in with the id "${id}"`);
}

async function showPartner(seen: Seen, id: string, problems: Problems = noProblems): Promise<FastifyReply> {
  const { settings } = seen.words;
  const partner = await partnerOf(seen, id);
  const top = heading({
    title: partner.name,
    state: stateOf(seen, partner),
    crumbs: upward(seen, toPartners(seen)),
  });
  const body = partner.closedAt
    ? stack(notice({ tone: 'warning', title: settings.closedNotice }), reopenForm(seen, partner))
    : stack(await connectPanel(seen, partner, problems), renewPanel(seen, partner), closeStep(seen, partner));
  const main = html`${top}${problems.summary}${body}`;
  return show(seen, 'settings', { title: partner.name, main, status: problems.status, here: `${partnersPath}/${id}` });
}

async function connectPanel(seen: Seen, { id }: Partner, problems: Problems): Promise<Html | null> {
  const { settings } = seen.words;
  if (!seen.may(linkPartner)) return null;
  const entries = await entriesOf(seen);
  const standing = entries.filter(({ partnerId }) => partnerId === id).map(({ name }) => name);
  const open = entries.filter(({ partnerId }) => partnerId !== id);
  const options = [{ value: '', label: '—' }, ...open.map((entry) => ({ value: entry.id, label: entry.name }))];
  const ask = form({
    action: `${partnersPath}/${id}/connect`,
    csrf: seen.csrf,
    body: [
      field({
        type: 'select',
        name: 'platformId',
        label: settings.connectEntry,
        options,
        error: problems.of('platformId'),
      }),
      actions(button({ label: settings.connectSubmit })),
    ],
  });
  const shown = standing.length === 0 ? null : html`<p>${settings.entry}: ${standing.join(', ')}</p>`;
  const body = html`<p>${settings.connectLead}</p>${shown}${open.length === 0 ? html`<p>${settings.noEntries}</p>` : ask}`;
  return panel({ title: settings.connect, body });
}

function renewPanel({ words, csrf }: Seen, { id, entered }: Partner): Html | null {
  if (entered) return null;
  const { settings } = words;
  const ask = form({
    action: `${partnersPath}/${id}/renew`,
    csrf,
    body: button({ label: settings.renew, tone: 'quiet' }),
  });
  return panel({ title: settings.invited, body: html`<p>${settings.renewText}</p>`, actions: ask });
}

function closeStep({ words, csrf }: Seen, { id, name }: Partner): Html {
  const { settings } = words;
  return confirm({
    label: settings.close,
    question: settings.closeQuestion(name),
    submit: settings.closeSubmit,
    form: { action: `${partnersPath}/${id}/close`, csrf, body: null },
  });
}

const reopenForm = ({ words, csrf }: Seen, { id }: Partner): Html =>
  form({ action: `${partnersPath}/${id}/reopen`, csrf, body: button({ label: words.settings.reopen, tone: 'quiet' }) });
