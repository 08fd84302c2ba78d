// The list of the directory, narrowed by name; loading the entries that the product comes with.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Html, html } from '../../kit/html.ts';
import { actions, button, linkButton } from '../../kit/look/buttons.ts';
import { field } from '../../kit/look/field.ts';
import { filterBar, form } from '../../kit/look/form.ts';
import { heading, panel } from '../../kit/look/layout.ts';
import { tabs } from '../../kit/look/navigation.ts';
import { badge, emptyState } from '../../kit/look/notice.ts';
import { table } from '../../kit/look/table.ts';
import { loadKnown } from './load.ts';
import { directoryPath, onlyWhoMay, redirectWithNotice, type Sight, show, sight } from './page.ts';
import type { Platform } from './store.ts';
import { keepPlatform, readDirectory } from './verbs.ts';

export function registerDirectory(scope: FastifyInstance): void {
  scope.get(directoryPath, onlyWhoMay(readDirectory), (request, reply) => listPage(sight(request, reply)));
  scope.post(`${directoryPath}/load`, async (request, reply) => {
    const seen = sight(request, reply);
    const { loaded } = await seen.ask(loadKnown, {});
    return redirectWithNotice(request, reply, directoryPath, seen.words.loaded(seen.number(loaded)));
  });
}

async function listPage(seen: Sight): Promise<FastifyReply> {
  const { words, request, may } = seen;
  const asked = request.query as { q?: unknown; view?: unknown };
  const search = typeof asked.q === 'string' ? asked.q.slice(0, 120) : '';
  const retired = asked.view === 'retired';
  const entries = await seen.ask(readDirectory, { search, retired });
  const add = may(keepPlatform) ? actions(linkButton({ label: words.add, href: `${directoryPath}/new` })) : null;
  const main = html`${heading({ title: words.title, lead: words.lead, ...(add ? { actions: add } : {}) })}
${tabs({
  label: words.title,
  ways: [
    { href: directoryPath, label: words.inUse, current: !retired },
    { href: `${directoryPath}?view=retired`, label: words.retired, current: retired },
  ],
})}
${filterBar({
  language: request.language,
  action: directoryPath,
  fields: html`${retired ? html`<input type="hidden" name="view" value="retired">` : null}${field({ type: 'search', name: 'q', label: words.search, value: search, maxlength: 120, autocomplete: 'off' })}`,
  ...(search ? { clear: retired ? `${directoryPath}?view=retired` : directoryPath } : {}),
})}
${listOf(seen, entries, search, retired)}
${may(loadKnown) && !retired ? loading(seen) : null}`;
  return show(seen, 'directory', { title: words.title, main });
}

function listOf(seen: Sight, entries: readonly Platform[], search: string, retired: boolean): Html {
  const { words } = seen;
  return table({
    caption: retired ? words.retired : words.inUse,
    columns: [words.name, words.kind, words.way, words.country, words.check].map((label) => ({ label })),
    rows: entries.map((entry) => [
      html`<a href="${directoryPath}/${entry.id}">${entry.name}</a>`,
      words.kinds[entry.kind],
      words.ways[entry.way],
      entry.country ?? words.nothing,
      checkOf(seen, entry),
    ]),
    empty: emptyState({ title: words.none, body: search ? words.noneFound : words.noneBody }),
  });
}

/** When an entry was checked, or that it never was. */
export function checkOf({ words, moment }: Sight, { checkedAt }: Pick<Platform, 'checkedAt'>): Html {
  return checkedAt === null ? badge({ label: words.never, tone: 'warning' }) : moment(checkedAt);
}

function loading({ words, csrf }: Sight): Html {
  return panel({
    title: words.load,
    body: form({
      action: `${directoryPath}/load`,
      csrf,
      body: html`<p>${words.loadBody}</p>${actions(button({ label: words.load, tone: 'quiet' }))}`,
    }),
  });
}
