// The list of rules, by country: how long each gives, and whether it may be invoked here.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { onlyWhoMay } from '../../access/shell.ts';
import { type Html, html } from '../../kit/html.ts';
import { panel } from '../../kit/look/layout.ts';
import { badge, notice } from '../../kit/look/notice.ts';
import { table } from '../../kit/look/table.ts';
import type { Standing } from '../standing/standings.ts';
import { readRules } from '../standing/verbs.ts';
import { type ClockPages, lasting, type Sight, seenBy, top } from './frame.ts';

export function registerRulesPage(scope: FastifyInstance, pages: ClockPages): void {
  scope.get(pages.path, onlyWhoMay(readRules), (request, reply) => rulesPage(seenBy(pages, request, reply)));
}

/** That nothing was checked by a lawyer, or nothing that is not signed off: over every page that shows rules. */
export const unchecked = ({ words: said }: Sight, someSigned = false): Html => {
  const title = someSigned ? said.partlyUncheckedTitle : said.uncheckedTitle;
  return notice({ tone: 'warning', title, body: said.unchecked });
};

/** How a rule stands here, in a word. */
export function standingBadge({ words: said }: Sight, { standing, rule }: Standing): Html {
  if (standing !== 'usable') return badge({ label: said.standings[standing], tone: 'neutral' });
  const binding = rule.kind === 'law' && rule.authorityNeeded.length > 0;
  return badge({ label: binding ? said.standings.usable : said.followed, tone: binding ? 'success' : 'info' });
}

async function rulesPage(seen: Sight): Promise<FastifyReply> {
  const { words: said, path } = seen;
  const { standings } = await seen.ask(readRules, {});
  const someSigned = standings.some(({ signOff }) => signOff !== null);
  const groups = Map.groupBy(standings, ({ rule }) => rule.country ?? 'none');
  const main = html`${top(seen, 'rules', said.lead)}${unchecked(seen, someSigned)}
${[...groups].map(([country, group]) => panel({ title: said.countries[country], body: tableOf(seen, group, said.countries[country]) }))}`;
  return seen.show({ title: said.title, main, here: path });
}

function tableOf(seen: Sight, standings: readonly Standing[], caption: string): Html {
  const { words: said, path } = seen;
  return table({
    caption,
    columns: [said.rule, said.time, said.who, said.here].map((label) => ({ label })),
    rows: standings.map((standing) => [
      html`<a href="${path}/${standing.rule.id}">${seen.said(standing.rule.name)}</a>`,
      standing.rule.duration ? lasting(seen, standing.rule.duration) : said.noTime,
      seen.said(standing.rule.whoMayInvoke),
      standingBadge(seen, standing),
    ]),
    empty: null,
  });
}
