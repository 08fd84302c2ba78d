// The settings' page of mandates: whether media may be read in checks, by what law and authority, and until when.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { formatDate } from '../../../kit/formats.ts';
import { type Html, html, type Piece } from '../../../kit/html.ts';
import { actions, button } from '../../../kit/look/buttons.ts';
import { facts } from '../../../kit/look/facts.ts';
import { field } from '../../../kit/look/field.ts';
import { confirm, form } from '../../../kit/look/form.ts';
import { heading, panel } from '../../../kit/look/layout.ts';
import { badge, notice } from '../../../kit/look/notice.ts';
import { answerable } from '../../../verbs/caller.ts';
import { noProblems, type Problems, redirectWithNotice, show, submit, typed } from '../../pages/frame.ts';
import { askMandate, endMandate, type ReadMandates, readMandates, signMandate } from '../mandate/verbs.ts';
import { mandatePath, settingsCrumbs, type Sight, sight } from './sight.ts';

type Given = Record<string, string>;
type Shown = ReadMandates['mandates'][number];

export function registerMandates(scope: FastifyInstance): void {
  scope.get(mandatePath, (request, reply) => mandatePage(sight(request, reply)));
  scope.post(mandatePath, (request, reply) => {
    const [seen, given] = [sight(request, reply), typed(request)];
    const { law = '', authority = '', expiresAt = '' } = given;
    return submit(
      seen,
      async () => {
        await seen.ask(askMandate, { law, authority, expiresAt });
        return redirectWithNotice(request, reply, mandatePath, seen.words.mandate.asked);
      },
      (problems) => mandatePage(seen, given, problems),
    );
  });
  for (const { act, verb, done } of [
    { act: 'sign', verb: signMandate, done: 'signed' },
    { act: 'end', verb: endMandate, done: 'ended' },
  ] as const)
    scope.post<{ Params: { id: string } }>(`${mandatePath}/:id/${act}`, (request, reply) => {
      const seen = sight(request, reply);
      return submit(
        seen,
        async () => {
          await seen.ask(verb, { id: request.params.id });
          return redirectWithNotice(request, reply, mandatePath, seen.words.mandate[done]);
        },
        (problems) => mandatePage(seen, {}, problems),
      );
    });
}

async function mandatePage(seen: Sight, given: Given = {}, problems: Problems = noProblems): Promise<FastifyReply> {
  const { mandate: words } = seen.words;
  const found = await seen.ask(readMandates, {});
  const inForce = found.mandates.find(({ standing }) => standing === 'in-force');
  const open = inForce ?? found.mandates.find(({ standing }) => standing === 'waits');
  const past = found.mandates.filter((each) => each !== open);
  const main = html`${heading({ title: words.title, lead: words.lead, crumbs: settingsCrumbs(seen) })}${problems.summary}
${inForce ? notice({ tone: 'warning', title: words.on(dayOf(seen, inForce.expiresAt)) }) : notice({ tone: 'info', title: words.off })}
${open ? one(seen, open, found) : null}${!open && seen.may(askMandate) ? askForm(seen, given, problems) : null}
${past.length === 0 ? null : html`<h2>${words.past}</h2>${past.map((each) => one(seen, each, found))}`}`;
  return show(seen, 'settings', { title: words.title, main, status: problems.status, here: mandatePath });
}

const dayOf = ({ request }: Sight, at: Date): string => formatDate(request.language, at);

function one(seen: Sight, each: Shown, { names }: ReadMandates): Html {
  const { words, moment } = seen;
  const { mandate } = words;
  const by = (label: string, person: string | null, at: Date | null): { label: string; value: Piece }[] =>
    person && at ? [{ label, value: html`${names.get(person) ?? ''}, ${moment(at)}` }] : [];
  const rows = [
    { label: mandate.authority, value: each.authority },
    { label: mandate.expiresAt, value: dayOf(seen, each.expiresAt) },
    ...by(mandate.askedBy, each.askedBy, each.askedAt),
    ...by(mandate.signedBy, each.signedBy, each.signedAt),
    ...by(mandate.endedBy, each.endedBy, each.endedAt),
  ];
  const tone = each.standing === 'in-force' ? 'warning' : 'neutral';
  const body = html`${badge({ label: mandate.standings[each.standing], tone })}${facts(rows)}`;
  return panel({ title: each.law, body, actions: acts(seen, each) });
}

function acts(seen: Sight, { id, standing, askedBy }: Shown): Html {
  const { words, csrf, request } = seen;
  const { mandate } = words;
  const step = (act: 'sign' | 'end', label: string, question: string) =>
    confirm({ label, question, submit: label, form: { action: `${mandatePath}/${id}/${act}`, csrf, body: null } });
  const waits = standing === 'waits' && seen.may(signMandate);
  const mine = askedBy === answerable(request.caller);
  const isOpen = standing === 'waits' || standing === 'in-force';
  return actions(
    waits && !mine ? step('sign', mandate.sign, mandate.signQuestion) : null,
    waits && mine ? html`<p class="note">${mandate.another}</p>` : null,
    isOpen && seen.may(endMandate) ? step('end', mandate.end, mandate.endQuestion) : null,
  );
}

function askForm({ words: { mandate: words }, csrf }: Sight, given: Given, problems: Problems): Html {
  const text = (name: 'law' | 'authority') =>
    field({
      type: 'textarea',
      name,
      label: words[name],
      hint: words[`${name}Hint`],
      value: given[name],
      rows: 2,
      maxlength: 500,
      required: true,
      error: problems.of(name),
    });
  const body = form({
    action: mandatePath,
    csrf,
    body: html`${text('law')}${text('authority')}
${field({ type: 'date', name: 'expiresAt', label: words.expiresAt, hint: words.expiresHint, value: given.expiresAt, required: true, error: problems.of('expiresAt') })}
${actions(button({ label: words.askButton }))}`,
  });
  return panel({ title: words.ask, body });
}
