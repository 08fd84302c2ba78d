// One platform that was let in: connecting it to the directory, a new link, closing it and opening it again.
import type { FastifyReply } from 'fastify';
import { type Platform as Partner, readPlatforms } from '../../../access/index.ts';
import { Refusal } from '../../../kit/errors.ts';
import { type Html, html } from '../../../kit/html.ts';
import { actions, button } from '../../../kit/look/buttons.ts';
import { field } from '../../../kit/look/field.ts';
import { confirm, form } from '../../../kit/look/form.ts';
import { heading, panel, stack } from '../../../kit/look/layout.ts';
import { notice } from '../../../kit/look/notice.ts';
import { noProblems, type Problems, show } from '../../pages/frame.ts';
import { entriesOf, partnersPath, type Seen, stateOf, toPartners, upward } from './frame.ts';
import { linkPartner } from './verbs.ts';

export async function partnerOf({ ask }: Seen, id: string): Promise<Partner> {
  const partner = (await ask(readPlatforms, {})).find((each) => each.id === id);
  if (partner) return partner;
  throw new Refusal('not-found', 'platform-unknown', `This desk let no platform in with the id "${id}"`);
}

export async function showPartner(seen: Seen, id: string, problems: Problems = noProblems): Promise<FastifyReply> {
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
  return panel({ title: settings.renew, body: html`<p>${settings.renewText}</p>`, actions: ask });
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
