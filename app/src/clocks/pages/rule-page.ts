// One rule in plain words: what it says, where it was read, who may invoke it, what is missing here; and its sign-off.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { noProblems, onlyWhoMay, type Problems, redirectWithNotice, submit, typed } from '../../access/shell.ts';
import { Refusal } from '../../kit/errors.ts';
import { type Html, html } from '../../kit/html.ts';
import { actions, button } from '../../kit/look/buttons.ts';
import { facts } from '../../kit/look/facts.ts';
import { field } from '../../kit/look/field.ts';
import { confirm, form } from '../../kit/look/form.ts';
import { columns, heading, panel } from '../../kit/look/layout.ts';
import { crumbs } from '../../kit/look/navigation.ts';
import { notice } from '../../kit/look/notice.ts';
import { verbatim } from '../../kit/look/verbatim.ts';
import type { Standing } from '../standing/standings.ts';
import { readRules, signRule, withdrawRuleSignOff } from '../standing/verbs.ts';
import { type ClockPages, type Sight, seenBy } from './frame.ts';
import { ruleFacts } from './rule-facts.ts';
import { standingBadge, unchecked } from './rules-page.ts';

type Params = { Params: { rule: string } };

export function registerRulePage(scope: FastifyInstance, pages: ClockPages): void {
  const path = `${pages.path}/:rule`;
  scope.get<Params>(path, onlyWhoMay(readRules), (request, reply) =>
    rulePage(seenBy(pages, request, reply), request.params.rule),
  );
  scope.post<Params>(`${path}/sign`, (request, reply) => {
    const seen = seenBy(pages, request, reply);
    const ruleId = request.params.rule;
    const { version = '', checkedBy = '', document = '' } = typed(request);
    return submit(
      seen,
      async () => {
        await seen.ask(signRule, { ruleId, version, checkedBy, document });
        return redirectWithNotice(request, reply, `${pages.path}/${ruleId}`, seen.words.signed);
      },
      (problems) => rulePage(seen, ruleId, { checkedBy, document }, problems),
    );
  });
  scope.post<Params>(`${path}/withdraw`, (request, reply) => {
    const seen = seenBy(pages, request, reply);
    const ruleId = request.params.rule;
    return submit(
      seen,
      async () => {
        await seen.ask(withdrawRuleSignOff, { ruleId, version: typed(request).version ?? '' });
        return redirectWithNotice(request, reply, `${pages.path}/${ruleId}`, seen.words.withdrawn);
      },
      (problems) => rulePage(seen, ruleId, {}, problems),
    );
  });
}

async function rulePage(
  seen: Sight,
  ruleId: string,
  given: Record<string, string> = {},
  problems: Problems = noProblems,
): Promise<FastifyReply> {
  const { words: said, path, request } = seen;
  const { standings, names } = await seen.ask(readRules, {});
  const standing = standings.find(({ rule }) => rule.id === ruleId);
  if (!standing) throw new Refusal('not-found', 'no-such-dated-rule', 'There is no such rule');
  const { rule } = standing;
  const title = seen.said(rule.name);
  const main = html`${heading({
    title,
    state: standingBadge(seen, standing),
    crumbs: crumbs({ language: request.language, ways: [{ href: path, label: said.title }] }),
  })}${problems.summary}${standing.signOff ? null : unchecked(seen)}${columns({
    wide: [
      panel({ title: said.what, body: html`<p>${seen.said(rule.says)}</p>` }),
      panel({ title: said.facts, body: ruleFacts(seen, rule) }),
      ...(rule.note ? [panel({ title: said.noteTitle, body: html`<p>${seen.said(rule.note)}</p>` })] : []),
    ],
    narrow: [standingOf(seen, standing), signing(seen, standing, names, given, problems)],
  })}`;
  return seen.show({ title, main, status: problems.status, here: `${path}/${ruleId}` });
}

function standingOf({ words: said, path }: Sight, { rule, missing }: Standing): Html {
  if (missing.length > 0) {
    const effect = rule.kind === 'law' ? html`<p>${said.missingEffect}</p>` : null;
    const way = missing.includes('no-authority')
      ? html`<p><a href="${path}/authorities">${said.ways.authorities}</a></p>`
      : null;
    const body = html`<ul>${missing.map((each) => html`<li>${said.missing[each]}</li>`)}</ul>${effect}${way}`;
    return panel({ title: said.missingTitle, body });
  }
  const body = () => {
    if (rule.kind === 'practice') return said.practiceBody;
    if (rule.authorityNeeded.length === 0) return said.anybodyBody;
    return rule.duration === null ? said.noClockBody : said.usableBody;
  };
  return notice({ tone: 'info', title: said.here, body: body() });
}

function signing(
  seen: Sight,
  standing: Standing,
  names: ReadonlyMap<string, string>,
  given: Record<string, string>,
  problems: Problems,
): Html | null {
  const { words: said, may } = seen;
  if (standing.signOff) return signed(seen, standing, standing.signOff, names);
  return may(signRule) ? panel({ title: said.signTitle, body: signForm(seen, standing, given, problems) }) : null;
}

function signed(
  { words: said, may, moment, csrf, path }: Sight,
  { rule }: Standing,
  signOff: NonNullable<Standing['signOff']>,
  names: ReadonlyMap<string, string>,
): Html {
  const body = html`<p>${said.signedBy(names.get(signOff.signedBy) ?? said.somebody)}, ${moment(signOff.signedAt)}</p>${facts(
    [
      { label: said.version, value: signOff.ruleVersion },
      { label: said.checkedBy, value: signOff.checkedBy },
      { label: said.document, value: verbatim(signOff.document) },
    ],
  )}`;
  const withdraw = confirm({
    label: said.withdraw,
    question: said.withdrawQuestion,
    submit: said.withdrawButton,
    form: {
      action: `${path}/${rule.id}/withdraw`,
      csrf,
      hidden: { version: String(rule.version) },
      body: null,
    },
  });
  return panel({ title: said.signedTitle, body: html`${body}${may(withdrawRuleSignOff) ? withdraw : null}` });
}

function signForm(
  { words: said, csrf, path }: Sight,
  { rule, missing }: Standing,
  given: Record<string, string>,
  problems: Problems,
): Html {
  const question = (name: 'checkedBy' | 'document', maxlength: number) =>
    field({
      type: 'text',
      name,
      label: said[name],
      hint: said[`${name}Hint`],
      value: given[name],
      autocomplete: 'off',
      maxlength,
      required: true,
      error: problems.of(name),
    });
  return html`<p>${said.signLead}</p>${missing.includes('not-in-force') ? html`<p>${said.notSignable}</p>` : null}${form(
    {
      action: `${path}/${rule.id}/sign`,
      csrf,
      hidden: { version: String(rule.version) },
      body: html`${question('checkedBy', 200)}${question('document', 500)}${actions(button({ label: said.sign }))}`,
    },
  )}`;
}
