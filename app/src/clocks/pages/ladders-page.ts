// The ladders: step by step to whom a request goes, what the step needs, and what comes after.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { onlyWhoMay } from '../../access/shell.ts';
import { type Html, html } from '../../kit/html.ts';
import { panel } from '../../kit/look/layout.ts';
import { table } from '../../kit/look/table.ts';
import { type Ladder, needsThird, type Rung } from '../ladder.ts';
import { ladders } from '../ladders.ts';
import { findRule } from '../rules.ts';
import { readRules } from '../standing/verbs.ts';
import { type ClockPages, lasting, pathOf, type Sight, seenBy, top } from './frame.ts';
import { unchecked } from './rules-page.ts';

export function registerLaddersPage(scope: FastifyInstance, pages: ClockPages): void {
  scope.get(pathOf(pages.path, 'ladders'), onlyWhoMay(readRules), (request, reply) =>
    laddersPage(seenBy(pages, request, reply)),
  );
}

async function laddersPage(seen: Sight): Promise<FastifyReply> {
  const { words: said, path } = seen;
  const main = html`${top(seen, 'ladders', said.laddersLead)}${unchecked(seen)}${ladders.map((ladder) =>
    panel({ title: seen.said(ladder.name), body: ladderBody(seen, ladder) }),
  )}`;
  return seen.show({ title: said.ways.ladders, main, here: pathOf(path, 'ladders') });
}

function ladderBody(seen: Sight, { citation, note, name, rungs }: Ladder): Html {
  const { words: said } = seen;
  return html`<p>${said.citation}: ${citation}</p>${note ? html`<p class="note">${seen.said(note)}</p>` : null}${table({
    caption: seen.said(name),
    columns: [said.step, said.goesTo, said.needs, said.after].map((label) => ({ label })),
    rows: rungs.map((rung, number) => [
      html`${seen.said(rung.name)}<p class="note">${seen.said(rung.says)}</p>`,
      rung.recipients.map((kind) => said.recipients[kind]).join(', '),
      needsOf(seen, rung),
      afterwards(seen, rung, number === rungs.length - 1),
    ]),
    empty: null,
  })}`;
}

function needsOf({ words: said }: Sight, rung: Rung): string {
  if (needsThird(rung)) return said.threePeople;
  return rung.rules.some((id) => findRule(id)?.kind === 'law') ? said.twoPeople : said.onePerson;
}

function afterwards(seen: Sight, { clock, wait }: Rung, last: boolean): string {
  const { words: said } = seen;
  if (clock) return said.runs;
  if (last) return said.last;
  return wait === null ? said.decides : said.waits(lasting(seen, wait));
}
