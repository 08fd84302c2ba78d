// What each step with a page of its own asks, and which verb it leads to.
import { html } from '../../../kit/html.ts';
import { field } from '../../../kit/look/field.ts';
import type { Option } from '../../../kit/look/question.ts';
import { notice } from '../../../kit/look/notice.ts';
import { ageBands, concerns, extortions, relations, spreads } from '../../facts.ts';
import { outcomes, referrals } from '../../states.ts';
import { changeFacts } from '../change-facts.ts';
import { mergeReports } from '../merge.ts';
import { moveReport } from '../move.ts';
import type { ReadReport } from '../read.ts';
import { mergeReasons, splitReasons } from '../reasons.ts';
import { splitReport } from '../split.ts';
import { reportPath, type Sight } from './sight.ts';
import type { Given, Step } from './step.ts';

const optionsOf = (codes: readonly string[], said: object): Option[] =>
  codes.map((value) => ({ value, label: (said as Record<string, string>)[value] ?? value }));

export const resolveStep: Step = {
  title: (words) => words.resolveTitle,
  lead: (words) => words.resolveLead,
  submit: (words) => words.resolveSubmit,
  body({ words }, { report }, { values, problems }) {
    const options = optionsOf(outcomes, words.outcomes);
    return html`${report.messageWaiting ? notice({ tone: 'warning', title: words.stillWaiting }) : null}
      ${field({ type: 'radios', name: 'outcome', label: words.outcomeLabel, options, value: values.outcome, error: problems.of('outcome') })}`;
  },
  async act(seen, report, { values }) {
    await seen.ask(moveReport, { ...report, transition: 'resolve', outcome: (values.outcome || null) as 'handled' });
    return { to: reportPath(report.id), said: seen.words.done.resolve };
  },
};

export const referStep: Step = {
  title: (words) => words.referTitle,
  lead: (words) => words.referLead,
  submit: (words) => words.referSubmit,
  body({ words }, _read, { values, problems }) {
    const options = optionsOf(referrals, words.referrals);
    return field({
      type: 'radios',
      name: 'referredTo',
      label: words.referLabel,
      options,
      value: values.referredTo,
      error: problems.of('referredTo'),
    });
  },
  async act(seen, report, { values }) {
    const referredTo = (values.referredTo || null) as 'police';
    await seen.ask(moveReport, { ...report, transition: 'refer', referredTo });
    return { to: reportPath(report.id), said: seen.words.done.refer };
  },
};

/** The value that stands for a reference typed below. */
const byReference = 'typed';

export const mergeStep: Step = {
  title: (words) => words.mergeTitle,
  lead: (words) => words.mergeLead,
  submit: (words) => words.mergeSubmit,
  body(seen, read, { values, problems }) {
    const { words } = seen;
    const known = knownOthers(seen, read);
    const options = [...known, { value: byReference, label: words.mergeOther }];
    const choice = { name: 'chosen', label: words.mergeInto, options, value: values.chosen };
    const reasons = optionsOf(mergeReasons, words.mergeReasons);
    return html`${known.length > 0 ? field({ type: 'radios', ...choice }) : null}
      ${field({ type: 'text', name: 'into', label: words.mergeReference, hint: words.referenceHint, value: values.into, autocomplete: 'off', maxlength: 40, error: problems.of('into') })}
      ${field({ type: 'radios', name: 'reason', label: words.mergeWhy, options: reasons, value: values.reason, error: problems.of('reason') })}`;
  },
  async act(seen, report, { values }) {
    const chosen = values.chosen && values.chosen !== byReference ? values.chosen : (values.into ?? '');
    await seen.ask(mergeReports, { ...report, into: chosen, reason: values.reason as 'same-thing' });
    return { to: reportPath(report.id), said: seen.words.done.merge };
  },
};

/** Reports that name the same items and wait: joining to them takes one click. */
function knownOthers({ words, frame, number }: Sight, { relatives }: ReadReport): Option[] {
  return relatives.sameItems
    .filter(({ state }) => ['received', 'triaged', 'in-progress', 'reopened'].includes(state))
    .map(({ id, reference, concern, shared }) => {
      const common = shared === 1 ? words.sharedOne : words.shared(number(shared));
      return { value: id, label: `${reference} · ${frame.concerns[concern]} · ${common}` };
    });
}

export const splitStep: Step = {
  title: (words) => words.splitTitle,
  lead: (words) => words.splitLead,
  submit: (words) => words.splitSubmit,
  body({ words }, { report, readable }, { values, list, problems }) {
    const own = (readable?.items ?? []).filter(({ reportId }) => reportId === report.id);
    const options = own.map(({ id, shown }) => ({ value: id, label: shown ?? words.erased }));
    const reasons = optionsOf(splitReasons, words.splitReasons);
    const error = problems.of('itemIds');
    const items = { name: 'itemIds', label: words.splitItems, options, values: list('itemIds'), error };
    return html`${own.length > 0 ? field({ type: 'checkboxes', ...items }) : null}
      ${field({ type: 'textarea', name: 'story', label: words.splitStory, value: values.story, rows: 4, maxlength: 10_000, error: problems.of('story') ?? (own.length > 0 ? undefined : error) })}
      ${field({ type: 'radios', name: 'reason', label: words.splitWhy, options: reasons, value: values.reason, error: problems.of('reason') })}`;
  },
  async act(seen, report, { values, list }) {
    const given = { itemIds: list('itemIds'), story: values.story || null, reason: values.reason as 'another-thing' };
    const made = await seen.ask(splitReport, { ...report, ...given });
    return { to: reportPath(made.id), said: seen.words.done.split(made.from) };
  },
};

const yesNo = (said: { yes: string; no: string }): Option[] => [
  { value: 'yes', label: said.yes },
  { value: 'no', label: said.no },
];
const ticked = (given: boolean | null): string => (given === null ? '' : given ? 'yes' : 'no');
const asked = (text: string | undefined): boolean | null => (text ? text === 'yes' : null);

export const factsStep: Step = {
  title: (words) => words.factsTitle,
  lead: (words) => words.factsLead,
  submit: (words) => words.factsSubmit,
  body({ words, frame }, { report, readable }, { values, problems }) {
    const first = Object.keys(values).length === 0;
    const choice = (name: string, label: string, options: Option[], now: string | null, open = true) =>
      field({
        type: 'select',
        name,
        label,
        options: open ? [{ value: '', label: frame.notAnswered }, ...options] : options,
        value: first ? (now ?? '') : values[name],
        error: problems.of(name),
      });
    const place = { name: 'place', label: words.place, rows: 2, maxlength: 500, error: problems.of('place') };
    return html`${choice('inDanger', words.inDanger, yesNo(frame), ticked(report.inDanger))}
      ${field({ type: 'textarea', ...place, value: first ? (readable?.place ?? '') : values.place })}
      ${choice('concern', words.concern, optionsOf(concerns, frame.concerns), report.concern, false)}
      ${choice('relation', words.relation, optionsOf(relations, frame.relations), report.relation)}
      ${choice('ageBand', words.ageBand, optionsOf(ageBands, frame.ageBands), report.ageBand)}
      ${choice('extortion', words.extortion, optionsOf(extortions, frame.extortions), report.extortion)}
      ${choice('paid', words.paid, yesNo(frame), ticked(report.paid))}
      ${choice('spread', words.spread, optionsOf(spreads, frame.spreads), report.spread)}`;
  },
  async act(seen, report, { values }) {
    await seen.ask(changeFacts, { ...report, facts: factsOf(values), place: values.place ?? '' });
    return { to: reportPath(report.id), said: seen.words.done.facts };
  },
};

function factsOf(values: Given['values']) {
  const of = (name: string) => (values[name] || null) as never;
  return {
    concern: values.concern as 'unsure',
    relation: of('relation'),
    ageBand: of('ageBand'),
    inDanger: asked(values.inDanger),
    extortion: of('extortion'),
    paid: asked(values.paid),
    spread: of('spread'),
  };
}
