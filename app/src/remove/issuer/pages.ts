// The settings of the desk: in whose name notices go out, and the ways to what else is set.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { zones } from '../../clocks/index.ts';
import { type Html, html } from '../../kit/html.ts';
import { actions, button, linkButton } from '../../kit/look/buttons.ts';
import { facts } from '../../kit/look/facts.ts';
import { field } from '../../kit/look/field.ts';
import { form } from '../../kit/look/form.ts';
import { heading, panel } from '../../kit/look/layout.ts';
import { type Words, words } from '../notice/words.ts';
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
} from '../pages/frame.ts';
import type { Issuer } from './store.ts';
import { readIssuer, setIssuer } from './verbs.ts';

const path = `${deskPath}/settings`;
type Seen = Sight<Words>;

/** A way to a page of settings that another part of the desk keeps. */
export interface SettingsWay {
  href: string;
  label: (language: 'id' | 'en') => string;
  /** Shown to whoever has it; to everybody who sees the desk where none is named. */
  permission?: string;
}

export function registerSettings(scope: FastifyInstance, ways: readonly SettingsWay[]): void {
  const see = (request: Seen['request'], reply: FastifyReply): Seen => sight(request, reply, words(request.language));
  scope.get(path, (request, reply) => showSettings(see(request, reply), ways));
  scope.post(path, (request, reply) => {
    const seen = see(request, reply);
    const { unit = '', contact = '', country = '', zone, redressId = '', redressEn = '', policeFirst } = typed(request);
    const given = {
      unit,
      contact,
      country,
      zone: zone as 'UTC',
      redressId,
      redressEn,
      policeFirst: policeFirst === 'yes',
    };
    return submit(
      seen,
      async () => {
        await seen.ask(setIssuer, given);
        return redirectWithNotice(request, reply, path, seen.words.issuer.saved);
      },
      (problems) => showSettings(seen, ways, { ...given, version: 0 }, problems),
    );
  });
}

async function showSettings(
  seen: Seen,
  ways: readonly SettingsWay[],
  given: Issuer | null = null,
  problems: Problems = noProblems,
): Promise<FastifyReply> {
  const { words, request } = seen;
  const issuer = given ?? (await seen.ask(readIssuer, {}));
  const more = actions(
    ...ways
      .filter(({ permission }) => !permission || request.caller.permissions.has(permission))
      .map(({ href, label }) => linkButton({ label: label(request.language), href, tone: 'quiet' })),
  );
  const body = seen.may(setIssuer) ? asked(seen, issuer, problems) : told(seen, issuer);
  const main = html`${heading({ title: words.settings, lead: words.settingsLead })}${problems.summary}${more}${panel({
    title: words.issuer.title,
    body: html`<p>${words.issuer.lead}</p>${body}`,
  })}`;
  return show(seen, 'settings', { title: words.settings, main, status: problems.status, here: path });
}

function asked({ words, csrf }: Seen, issuer: Issuer | null, problems: Problems): Html {
  const { issuer: say } = words;
  const line = (name: 'unit' | 'country', label: string) =>
    field({
      type: 'text',
      name,
      label,
      value: issuer?.[name] ?? (name === 'country' ? 'ID' : ''),
      error: problems.of(name),
    });
  const text = (name: 'redressId' | 'redressEn', label: string) =>
    field({ type: 'textarea', name, label, value: issuer?.[name] ?? '', error: problems.of(name) });
  const options = zones.map((value) => ({ value, label: value }));
  const body = html`${line('unit', say.unit)}
${field({ type: 'email', name: 'contact', label: say.contact, value: issuer?.contact ?? '', autocomplete: 'off', error: problems.of('contact') })}
${line('country', say.country)}
${field({ type: 'select', name: 'zone', label: say.zone, options, value: issuer?.zone, error: problems.of('zone') })}
${text('redressId', say.redressId)}${text('redressEn', say.redressEn)}
${field({ type: 'checkbox', name: 'policeFirst', label: say.policeFirst, checked: issuer?.policeFirst ?? true })}
${actions(button({ label: say.save }))}`;
  return form({ action: path, csrf, body });
}

function told({ words, frame }: Seen, issuer: Issuer | null): Html {
  const { issuer: say } = words;
  if (issuer === null) return html`<p>${words.noIssuer}</p><p class="note">${say.readOnly}</p>`;
  const rows = [
    { label: say.unit, value: issuer.unit },
    { label: say.contact, value: issuer.contact },
    { label: say.country, value: issuer.country },
    { label: say.zone, value: issuer.zone },
    { label: say.redressId, value: issuer.redressId },
    { label: say.redressEn, value: issuer.redressEn },
    { label: say.policeFirst, value: issuer.policeFirst ? frame.yes : frame.no },
  ];
  return html`${facts(rows)}<p class="note">${say.readOnly}</p>`;
}
