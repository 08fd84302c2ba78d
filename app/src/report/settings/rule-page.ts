// Changing one urgency rule: its head start in days and hours, a look at what would change, and only then the change.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Html, html } from '../../kit/html.ts';
import { actions, button } from '../../kit/look/buttons.ts';
import { field } from '../../kit/look/field.ts';
import { errorSummary, form } from '../../kit/look/form.ts';
import { heading, panel, row } from '../../kit/look/layout.ts';
import { noProblems, onlyWhoMay, type Problems, redirectWithNotice, show, submit, typed } from '../pages/frame.ts';
import { exampleOrder } from '../rules/examples.ts';
import { changeRule, countedUpTo, mostHours, readRuleReach, readRules, type Rule } from '../rules/verbs.ts';
import { exampleTable, hoursByCode, ruleOf, sentence, shippedSaid } from './rules-page.ts';
import { rulesPath, seenBy, type Sight, upward } from './sight.ts';

type Params = { Params: { code: string } };

const oneRule = `${rulesPath}/:code`;
const pathOf = ({ code }: Rule): string => `${rulesPath}/${code}`;
const dayHours = 24;

/** What the form asks to look at: hours; null for nothing yet; NaN for what is no number of days and hours. */
interface Asked {
  days: string;
  hours: string;
  headStartHours: number | null;
}

export function registerRule(scope: FastifyInstance): void {
  scope.get<Params>(oneRule, onlyWhoMay(changeRule), async (request, reply) => {
    const seen = seenBy(request, reply);
    const asked = askedBy(request);
    const wrong = asked.headStartHours !== null && !(asked.headStartHours <= mostHours);
    return rulePage(seen, request.params.code, asked, wrong ? notHours(seen) : noProblems);
  });
  scope.post<Params>(oneRule, (request, reply) => {
    const seen = seenBy(request, reply);
    const { headStartHours = '' } = typed(request);
    return submit(
      seen,
      async () => {
        const { code } = ruleOf(await seen.ask(readRules, {}), request.params.code);
        const hours = headStartHours === 'shipped' ? null : numberIn(headStartHours);
        const { moved } = await seen.ask(changeRule, { code, headStartHours: hours });
        return redirectWithNotice(request, reply, rulesPath, seen.words.rules.saved(seen.number(moved)));
      },
      (problems) => rulePage(seen, request.params.code, askedBy(request), problems),
    );
  });
}

/** Digits as their number; nothing is not zero. */
const numberIn = (text: string): number => (/^\d{1,6}$/.test(text) ? Number(text) : Number.NaN);

function askedBy({ query }: FastifyRequest): Asked {
  const { days, hours } = query as Record<string, unknown>;
  const text = (value: unknown) => (typeof value === 'string' ? value.trim() : '');
  const given = days !== undefined || hours !== undefined;
  const headStartHours = given ? numberIn(text(days)) * dayHours + numberIn(text(hours)) : null;
  return { days: text(days), hours: text(hours), headStartHours };
}

function notHours({ words, request: { language } }: Sight): Problems {
  const message = words.right.headStartHours;
  return {
    status: 422,
    summary: errorSummary({ language, problems: [{ path: 'days', message }] }),
    of: (name) => (name === 'days' ? message : undefined),
  };
}

async function rulePage(seen: Sight, code: string, asked: Asked, problems: Problems): Promise<FastifyReply> {
  const { words, frame } = seen;
  const { rules: said } = words;
  const rules = await seen.ask(readRules, {});
  const rule = ruleOf(rules, code);
  const title = frame.urgencies[rule.code];
  const ways = { href: rulesPath, label: said.title };
  const looked = problems.summary === null && asked.headStartHours !== null;
  const main = html`${heading({ title, lead: sentence(seen, rule.code, rule.headStartHours), crumbs: upward(seen, ways) })}
${problems.summary}
${panel({ title: said.how, body: html`<p>${shippedSaid(seen, rule)}.</p>${askForm(seen, rule, asked, problems)}` })}
${looked ? await preview(seen, rules, rule, asked.headStartHours!) : null}
${rule.changedAt === null ? null : resetForm(seen, rule)}`;
  return show(seen, 'settings', { title, main, status: problems.status, here: pathOf(rule) });
}

// Looking changes nothing, so that this form only asks for a page.
function askForm({ words: { rules: said } }: Sight, rule: Rule, asked: Asked, problems: Problems): Html {
  const { headStartHours } = rule;
  const count = (name: 'days' | 'hours', stands: number) =>
    field({
      type: 'number',
      name,
      label: said[name],
      value: asked.headStartHours === null ? stands : asked[name],
      min: 0,
      required: true,
      error: problems.of(name),
    });
  return html`<form method="get" action="${pathOf(rule)}" novalidate>
${row(count('days', Math.floor(headStartHours / dayHours)), count('hours', headStartHours % dayHours))}
<p class="hint">${said.howHint}</p>${actions(button({ label: said.preview, tone: 'quiet' }))}</form>`;
}

async function preview(seen: Sight, rules: readonly Rule[], rule: Rule, hours: number): Promise<Html> {
  const { words, csrf } = seen;
  const { rules: said } = words;
  if (hours === rule.headStartHours) return panel({ title: said.previewTitle, body: html`<p>${said.same}</p>` });
  const reach = await seen.ask(readRuleReach, { code: rule.code });
  const before = exampleOrder(hoursByCode(rules));
  const after = exampleOrder({ ...hoursByCode(rules), [rule.code]: hours });
  const apply = form({
    action: pathOf(rule),
    csrf,
    hidden: { headStartHours: String(hours) },
    body: actions(button({ label: said.apply })),
  });
  return panel({
    title: said.previewTitle,
    body: html`<p>${sentence(seen, rule.code, hours)}</p><p>${movesSaid(seen, reach)}</p>
<h3>${said.after}</h3>${exampleTable(seen, after, before)}
<h3>${said.before}</h3>${exampleTable(seen, before, null)}${apply}`,
  });
}

function movesSaid({ words: { rules: said }, number }: Sight, reach: number): string {
  if (reach > countedUpTo) return said.movesMany(number(countedUpTo));
  if (reach > 1) return said.moves(number(reach));
  return reach === 1 ? said.movesOne : said.movesNone;
}

function resetForm({ words: { rules: said }, csrf }: Sight, rule: Rule): Html {
  return form({
    action: pathOf(rule),
    csrf,
    hidden: { headStartHours: 'shipped' },
    body: actions(button({ label: said.reset, tone: 'quiet' })),
  });
}
