// The panel of where something lies, for a removal's page, and its button.
import type { FastifyInstance } from 'fastify';
import { type Html, html, type Piece } from '../../kit/html.ts';
import { actions, button } from '../../kit/look/buttons.ts';
import { facts } from '../../kit/look/facts.ts';
import { form } from '../../kit/look/form.ts';
import { panel } from '../../kit/look/layout.ts';
import { badge } from '../../kit/look/notice.ts';
import { verbatim } from '../../kit/look/verbatim.ts';
import { keepPlatform } from '../directory/index.ts';
import { deskPath, redirectWithNotice, type Sight as AnySight, sight as frameSight, submit } from '../pages/frame.ts';
import { oneRemoval, removalPath } from '../removal/pages/sight.ts';
import type { Removal } from '../removal/store.ts';
import type { Found } from './found.ts';
import { refusedPage } from './refused-page.ts';
import { locateRemoval, type LocationSight, readLocations } from './verbs.ts';
import { type Words, words } from './words.ts';

export { refusedPage } from './refused-page.ts';
export { eventWords, refusalWords } from './words.ts';

type Sight = AnySight<Words>;
/** Whoever shows the panel hands over its own sight; the panel brings its words. */
type Asked = Pick<AnySight<unknown>, 'request' | 'reply'>;

const seenBy = ({ request, reply }: Asked): Sight => frameSight(request, reply, words(request.language));

export function registerLocatePages(scope: FastifyInstance): void {
  scope.post<{ Params: { id: string } }>(`${oneRemoval}/locate`, (request, reply) => {
    const seen = seenBy({ request, reply });
    const { id } = request.params;
    return submit(
      seen,
      async () => {
        const { outcome, moved } = await seen.ask(locateRemoval, { id });
        return redirectWithNotice(request, reply, removalPath(id), seen.words.outcomes[moved ? 'moved' : outcome]);
      },
      (problems) => refusedPage(seen, id, problems),
    );
  });
}

/** Where a removal's item lies, who takes its notices there, and looking again. */
export async function locationPanel(asked: Asked, { removal }: { removal: Removal }): Promise<Html> {
  const seen = seenBy(asked);
  const { words } = seen;
  const found = await seen.ask(readLocations, { id: removal.id });
  const body = found.locations.length === 0 ? html`<p>${words.never}</p>` : placeOf(seen, found);
  return panel({
    title: words.title,
    id: 'location',
    body: html`${recipient(seen, found)}${body}${looking(seen, removal, found)}`,
  });
}

function recipient(seen: Sight, { platform, locations }: LocationSight): Html | null {
  const { words } = seen;
  if (platform === null)
    return locations.length === 0 ? null : html`<p>${words.recipientNone} ${hostToAdd(seen, locations)}</p>`;
  const check = platform.checkedAt === null ? badge({ label: words.unchecked, tone: 'warning' }) : null;
  return facts([
    {
      label: words.recipient,
      value: html`<a href="${deskPath}/directory/${platform.id}">${platform.name}</a> ${check}`,
    },
  ]);
}

/** A way to the form of the directory, with what was found filled in. */
const filledIn = (facts: Readonly<Record<string, string | number | null>>): string => {
  const given = Object.entries(facts).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]]));
  return `${deskPath}/directory/new?${new URLSearchParams(given)}`;
};

function hostToAdd({ words, may }: Sight, [last]: LocationSight['locations']): Html {
  if (!may(keepPlatform) || !last || last.network === null)
    return html`<a href="${deskPath}/directory">${words.directory}</a>`;
  const { networkName: name, network, country } = last;
  return html`<a href="${filledIn({ kind: 'host', way: 'mail', name, network, country })}">${words.addHost}</a>`;
}

function registrarToAdd(
  { words, may }: Sight,
  { registrar: name, registrarMail: mail, registrarCountry: country }: Found,
): Html | null {
  if (!may(keepPlatform) || name === null || mail === null) return null;
  const facts = { kind: 'registrar', way: 'mail', name, mail, country, source: 'RDAP' };
  return html`<p class="note"><a href="${filledIn(facts)}">${words.addRegistrar}</a></p>`;
}

/** Made harmless to look at, as addresses are. */
const harmless = (host: string): Html => verbatim(host.replaceAll('.', '[.]'));

function placeOf(seen: Sight, { locations, names, readable }: LocationSight): Html {
  const { words, moment } = seen;
  const [last] = locations;
  const { found, by, at, network, networkName, country, moved } = last!;
  const who = by === 'node' ? words.byClock : words.by(names.get(by) ?? by);
  const rows: { label: string; value: Piece }[] = [
    {
      label: words.network,
      value: network === null ? words.nothing : html`${networkName} ${verbatim(`AS${network}`)}`,
    },
    {
      label: words.country,
      value: country === null ? words.nothing : html`${country}<p class="note">${words.countryNote}</p>`,
    },
    {
      label: words.lookedAt,
      value: html`${moment(at)} ${who} ${moved ? badge({ label: words.moved, tone: 'warning' }) : null}`,
    },
  ];
  const hosts: { label: string; value: Piece }[] =
    found === null
      ? []
      : [
          { label: words.host, value: found.host === null ? words.nothing : harmless(found.host) },
          { label: words.registrar, value: html`${found.registrar ?? words.nothing}${registrarToAdd(seen, found)}` },
          { label: words.reports, value: contacts(seen, found) },
        ];
  const why = found === null ? html`<p class="note">${readable ? words.erased : words.hidden}</p>` : null;
  return html`${facts([...hosts, ...rows])}${why}`;
}

function contacts({ words }: Sight, { abuseMail, registrarMail }: Found): Piece {
  const known = [abuseMail, registrarMail].filter((mail) => mail !== null);
  return known.length === 0 ? words.nothing : known.map((mail) => html`<p>${verbatim(mail)}</p>`);
}

function looking({ words, may, csrf }: Sight, { id, state }: Removal, { locations }: LocationSight): Html | null {
  if (!may(locateRemoval) || state === 'removed' || state === 'stopped') return null;
  const label = locations.length === 0 ? words.lookUp : words.lookAgain;
  return form({
    action: `${removalPath(id)}/locate`,
    csrf,
    body: html`<p class="note">${words.lookLead}</p>${actions(button({ label, tone: 'quiet' }))}`,
  });
}
