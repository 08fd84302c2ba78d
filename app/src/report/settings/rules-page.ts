// The pages of urgency rules: what each one does in plain words, an example, and a change that is looked at before it is made.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../kit/errors.ts';
import { formatDuration } from '../../kit/formats.ts';
import { type Html, html } from '../../kit/html.ts';
import { linkButton } from '../../kit/look/buttons.ts';
import { heading, panel } from '../../kit/look/layout.ts';
import { table } from '../../kit/look/table.ts';
import { hourMs } from '../../kit/time.ts';
import { onlyWhoMay, show } from '../pages/frame.ts';
import { type ExampleReport, exampleOrder } from '../rules/examples.ts';
import { changeRule, readRules, type Rule } from '../rules/verbs.ts';
import type { HeadStarts } from '../urgency.ts';
import { rulesPath, seenBy, type Sight, upward } from './sight.ts';

export function registerRules(scope: FastifyInstance): void {
  scope.get(rulesPath, onlyWhoMay(readRules), (request, reply) => rulesPage(seenBy(request, reply)));
}

/** A head start as people say it; null for none. */
export const lasting = ({ language }: FastifyRequest, hours: number): string | null =>
  hours === 0 ? null : formatDuration(language, hours * hourMs);

export function sentence({ words: { rules }, request }: Sight, code: Rule['code'], hours: number): string {
  const by = lasting(request, hours);
  return by === null ? rules.noHeadStart : rules.sentences[code](by);
}

export const hoursByCode = (rules: readonly Rule[]): HeadStarts =>
  Object.fromEntries(rules.map(({ code, headStartHours }) => [code, headStartHours]));

export function shippedSaid({ words: { rules }, request }: Sight, { shippedHours }: Rule): string {
  const by = lasting(request, shippedHours);
  return by === null ? rules.shippedNone : rules.shippedWas(by);
}

/** @throws Refusal `no-such-rule`. */
export function ruleOf(rules: readonly Rule[], code: string): Rule {
  const rule = rules.find((each) => each.code === code);
  if (rule) return rule;
  throw new Refusal('not-found', 'no-such-rule', 'There is no such rule');
}

async function rulesPage(seen: Sight): Promise<FastifyReply> {
  const { rules: said } = seen.words;
  const rules = await seen.ask(readRules, {});
  const main = html`${heading({ title: said.title, lead: said.lead, crumbs: upward(seen) })}
${panel({ title: said.all, body: ruleTable(seen, rules) })}
${panel({ title: said.exampleTitle, body: html`<p>${said.exampleLead}</p>${exampleTable(seen, exampleOrder(hoursByCode(rules)), null)}` })}`;
  return show(seen, 'settings', { title: said.title, main, here: rulesPath });
}

function ruleTable(seen: Sight, rules: readonly Rule[]): Html {
  const { words, frame, moment, may } = seen;
  const { rules: said } = words;
  const mayChange = may(changeRule);
  return table({
    caption: said.all,
    columns: [
      { label: said.rule },
      { label: said.counts },
      { label: said.changed },
      ...(mayChange ? [{ label: said.change }] : []),
    ],
    rows: rules.map((rule) => [
      frame.urgencies[rule.code],
      sentence(seen, rule.code, rule.headStartHours),
      rule.changedAt === null
        ? said.asShipped
        : html`${moment(rule.changedAt)}<br>${said.changedBy(rule.changedBy ?? '')}<p class="note">${shippedSaid(seen, rule)}</p>`,
      ...(mayChange ? [linkButton({ label: said.change, href: `${rulesPath}/${rule.code}`, tone: 'quiet' })] : []),
    ]),
    empty: null,
  });
}

/** Examples in their order; `before`, if given, is the order to compare it with, and what moved is marked. */
export function exampleTable(
  { words: { rules: said }, frame, number, request }: Sight,
  order: readonly ExampleReport[],
  before: readonly ExampleReport[] | null,
): Html {
  const moved = (report: ExampleReport, position: number) => before !== null && before[position] !== report;
  return table({
    caption: said.exampleTitle,
    columns: [
      { label: said.place, numeric: true },
      { label: said.report },
      { label: said.came },
      { label: said.reasons },
    ],
    rows: order.map((report, position) => [
      number(position + 1),
      html`${said.examples[report.name]}${moved(report, position) ? html` <strong>${said.moved}: ${number(before!.indexOf(report) + 1)} → ${number(position + 1)}</strong>` : null}`,
      said.ago(formatDuration(request.language, report.ageMs)),
      report.urgency.map((code) => frame.urgencies[code]).join(' · ') || said.noReasons,
    ]),
    empty: null,
  });
}
