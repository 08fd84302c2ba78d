// What the organisation is, by which document: the list, confirming and ending, and recording something new.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { noProblems, onlyWhoMay, type Problems, redirectWithNotice, submit, typed } from '../../access/shell.ts';
import { answerable } from '../../verbs/caller.ts';
import { type Html, html } from '../../kit/html.ts';
import { actions, button } from '../../kit/look/buttons.ts';
import { field } from '../../kit/look/field.ts';
import { form } from '../../kit/look/form.ts';
import { panel } from '../../kit/look/layout.ts';
import { badge, emptyState } from '../../kit/look/notice.ts';
import { table } from '../../kit/look/table.ts';
import { authorityKinds } from '../rule.ts';
import type { Authority } from '../standing/store.ts';
import { confirmAuthority, endAuthority, readAuthorities, recordAuthority } from '../standing/verbs.ts';
import { dayAt } from '../zones.ts';
import { type ClockPages, pathOf, type Sight, seenBy, top } from './frame.ts';

type Params = { Params: { id: string } };

export function registerAuthoritiesPage(scope: FastifyInstance, pages: ClockPages): void {
  const path = pathOf(pages.path, 'authorities');
  scope.get(path, onlyWhoMay(readAuthorities), (request, reply) => authoritiesPage(seenBy(pages, request, reply)));
  scope.post(path, (request, reply) => {
    const seen = seenBy(pages, request, reply);
    const given = typed(request);
    const { kind, document = '', validFrom = '', validUntil } = given;
    return submit(
      seen,
      async () => {
        const said = { kind: kind as 'id-court', document, validFrom, validUntil: validUntil || null };
        await seen.ask(recordAuthority, said);
        return redirectWithNotice(request, reply, path, seen.words.recorded);
      },
      (problems) => authoritiesPage(seen, given, problems),
    );
  });
  for (const [act, verb, told] of [
    ['confirm', confirmAuthority, 'confirmed'],
    ['end', endAuthority, 'ended'],
  ] as const)
    scope.post<Params>(`${path}/:id/${act}`, (request, reply) => {
      const seen = seenBy(pages, request, reply);
      return submit(
        seen,
        async () => {
          await seen.ask(verb, { id: request.params.id });
          return redirectWithNotice(request, reply, path, seen.words[told]);
        },
        (problems) => authoritiesPage(seen, {}, problems),
      );
    });
}

async function authoritiesPage(
  seen: Sight,
  given: Record<string, string> = {},
  problems: Problems = noProblems,
): Promise<FastifyReply> {
  const { words: said, path, may } = seen;
  const { authorities, names } = await seen.ask(readAuthorities, {});
  const named = (id: string) => names.get(id) ?? said.somebody;
  const list = table({
    caption: said.authoritiesList,
    columns: [said.kindOf, said.document, said.valid, said.state, said.people, said.nextStep].map((label) => ({
      label,
    })),
    rows: authorities.map((authority) => [
      said.authorityKinds[authority.kind],
      authority.document,
      validSaid(seen, authority),
      stateOf(seen, authority),
      peopleOf(seen, authority, named),
      nextOf(seen, authority),
    ]),
    empty: emptyState({ title: said.noAuthorities, body: said.noAuthoritiesBody }),
  });
  const record = may(recordAuthority)
    ? panel({ title: said.recordTitle, body: recordForm(seen, given, problems) })
    : null;
  const main = html`${top(seen, 'authorities', said.authoritiesLead)}${problems.summary}${list}${record}`;
  const here = pathOf(path, 'authorities');
  return seen.show({ title: said.ways.authorities, main, status: problems.status, here });
}

const validSaid = ({ words: said, day }: Sight, { validFrom, validUntil }: Authority): string =>
  validUntil === null ? said.fromOn(day(validFrom)) : said.fromTo(day(validFrom), day(validUntil));

function stateOf({ words: said, request }: Sight, authority: Authority): Html {
  const today = dayAt(request.server.house.now(), 'Asia/Jakarta');
  const state = () => {
    if (authority.endedAt !== null) return 'ended';
    if (authority.validUntil !== null && authority.validUntil < today) return 'expired';
    if (authority.confirmedAt === null) return 'unconfirmed';
    return authority.validFrom > today ? 'later' : 'holds';
  };
  const tones = {
    ended: 'neutral',
    expired: 'warning',
    unconfirmed: 'warning',
    later: 'info',
    holds: 'success',
  } as const;
  return badge({ label: said.authorityStates[state()], tone: tones[state()] });
}

function peopleOf({ words: said }: Sight, authority: Authority, named: (id: string) => string): Html {
  const { recordedBy, confirmedBy, endedBy } = authority;
  const lines = [
    said.recordedBy(named(recordedBy)),
    ...(confirmedBy ? [said.confirmedBy(named(confirmedBy))] : []),
    ...(endedBy ? [said.endedBy(named(endedBy))] : []),
  ];
  return html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
}

function nextOf({ words: said, may, csrf, path, request }: Sight, authority: Authority): Html | null {
  if (authority.endedAt !== null || !may(confirmAuthority)) return null;
  const act = (name: 'confirm' | 'end', tone: 'primary' | 'quiet') =>
    form({
      action: `${pathOf(path, 'authorities')}/${authority.id}/${name}`,
      csrf,
      body: button({ label: said[name], tone }),
    });
  const open = authority.confirmedAt === null;
  const mine = authority.recordedBy === answerable(request.caller);
  return html`${open && mine ? html`<p class="note">${said.youRecorded}</p>` : null}${actions(
    open && !mine ? act('confirm', 'primary') : null,
    act('end', 'quiet'),
  )}`;
}

function recordForm({ words: said, csrf, path }: Sight, given: Record<string, string>, problems: Problems): Html {
  const date = (name: 'validFrom' | 'validUntil') =>
    field({
      type: 'date',
      name,
      label: said[name],
      value: given[name],
      error: problems.of(name),
      ...(name === 'validUntil' ? { mark: said.optional } : { required: true }),
    });
  return form({
    action: pathOf(path, 'authorities'),
    csrf,
    body: html`${field({
      type: 'radios',
      name: 'kind',
      label: said.kindOf,
      options: authorityKinds.map((value) => ({ value, label: said.authorityKinds[value] })),
      value: given.kind,
      required: true,
      error: problems.of('kind'),
    })}${field({
      type: 'text',
      name: 'document',
      label: said.document,
      hint: said.documentHint,
      value: given.document,
      autocomplete: 'off',
      maxlength: 500,
      required: true,
      error: problems.of('document'),
    })}${date('validFrom')}${date('validUntil')}${actions(button({ label: said.record }))}`,
  });
}
