// Pages of signals: a filtered list, and one signal with its provenance, verdicts, history and what can be done with it.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { noProblems, type Problems, redirectWithNotice } from '../../access/shell.ts';
import { type Html, html } from '../../kit/html.ts';
import { button } from '../../kit/look/buttons.ts';
import { facts, timeline } from '../../kit/look/facts.ts';
import { field } from '../../kit/look/field.ts';
import { confirm, filterBar, form } from '../../kit/look/form.ts';
import { columns, heading, panel, stack } from '../../kit/look/layout.ts';
import { crumbs, pager } from '../../kit/look/navigation.ts';
import { badge, emptyState, notice } from '../../kit/look/notice.ts';
import { table } from '../../kit/look/table.ts';
import { hash, verbatim } from '../../kit/look/verbatim.ts';
import { algorithmNames } from '../hashes.ts';
import {
  approveSignal,
  mayMove,
  nameSignal,
  readSignal,
  readSignals,
  reinstateSignal,
  relistSignal,
  withdrawSignal,
} from '../signals.ts';
import { allowed, type SignalState, signalStates } from '../states.ts';
import type { Signal } from '../store/signals.ts';
import { deskPath, type Sight, show, sight, submit, typed } from './page.ts';

const signalsPath = `${deskPath}/signals`;
const pageSize = 50;

export function registerSignals(scope: FastifyInstance): void {
  scope.get(signalsPath, async (request, reply) => {
    const seen = sight(request, reply);
    const { bankId, state, algorithm, below } = request.query as Record<string, string | undefined>;
    const filter = {
      bankId: bankId || null,
      state: (state || null) as SignalState | null,
      algorithm: (algorithm || null) as 'pdq' | null,
    };
    const signals = await seen.ask(readSignals, { ...filter, below: below || null, limit: pageSize });
    return show(seen, 'banks', {
      title: seen.words.signals,
      main: listOfSignals(seen, signals, { bankId, state, algorithm }),
    });
  });
  scope.get<{ Params: { id: string } }>(`${signalsPath}/:id`, (request, reply) =>
    oneSignal(sight(request, reply), request.params.id, noProblems),
  );
  const moves = { withdraw: withdrawSignal, relist: relistSignal, approve: approveSignal, reinstate: reinstateSignal };
  for (const [name, verb] of Object.entries(moves))
    scope.post<{ Params: { id: string } }>(`${signalsPath}/:id/${name}`, (request, reply) => {
      const { id } = request.params;
      const seen = sight(request, reply);
      return submit(
        seen,
        async () => {
          await seen.ask(verb as typeof withdrawSignal, { id, reason: typed(request).reason ?? '' });
          return redirectWithNotice(request, reply, `${signalsPath}/${id}`, said(seen, name as keyof typeof moves));
        },
        (problems) => oneSignal(seen, id, problems),
      );
    });
}

function said({ words }: Sight, move: 'withdraw' | 'relist' | 'approve' | 'reinstate'): string {
  return { withdraw: words.withdrawn, relist: words.relisted, approve: words.approved, reinstate: words.reinstated }[
    move
  ];
}

const toneOf = {
  proposed: 'info',
  active: 'success',
  disputed: 'warning',
  withdrawn: 'neutral',
  expired: 'neutral',
} as const;

export function stateOf({ words }: Sight, signal: Signal): Html {
  return badge({ label: words.signalStates[signal.state], tone: toneOf[signal.state] });
}

/** Signals as rows, each leading to its page. */
export function signalTable(seen: Sight, signals: Signal[]): Html {
  const { words, moment } = seen;
  return table({
    caption: words.signals,
    columns: [
      { label: words.hash },
      { label: words.algorithm },
      { label: words.state },
      { label: words.source },
      { label: words.listedAt },
    ],
    rows: signals.map((signal) => [
      html`<a href="${signalsPath}/${nameSignal(signal.number)}">${signal.code ? verbatim(`${signal.code.toString('hex').slice(0, 12)}…`) : html`${words.deviceHash} ${verbatim(nameSignal(signal.number))}`}</a>`,
      signal.algorithm,
      stateOf(seen, signal),
      sourceOf(seen, signal),
      moment(signal.listedAt),
    ]),
    empty: emptyState({ title: words.noSignals, body: words.noSignalsBody }),
  });
}

function sourceOf({ words }: Sight, { source, sourceKind }: Signal): string {
  if (sourceKind === 'device') return words.sourceKinds.device;
  return source === 'own' ? words.own : source;
}

function listOfSignals(seen: Sight, signals: Signal[], filter: Record<string, string | undefined>): Html {
  const { words, request } = seen;
  const options = (named: Record<string, string>) => [
    { value: '', label: '—' },
    ...Object.entries(named).map(([value, label]) => ({ value, label })),
  ];
  const fields = html`
    ${field({ type: 'select', name: 'state', label: words.state, options: options(words.signalStates), value: filter.state })}
    ${field({ type: 'select', name: 'algorithm', label: words.algorithm, options: options(Object.fromEntries(algorithmNames.map((name) => [name, name]))), value: filter.algorithm })}
    ${filter.bankId ? html`<input type="hidden" name="bankId" value="${filter.bankId}">` : null}`;
  const kept = new URLSearchParams(Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : [])));
  const next =
    signals.length === pageSize
      ? `${signalsPath}?${new URLSearchParams([...kept, ['below', String(signals.at(-1)!.number)]])}`
      : undefined;
  return html`${heading({ title: words.signals })}
    ${filterBar({ language: request.language, action: signalsPath, fields, clear: signalsPath })}
    ${signalTable(seen, signals)}
    ${next ? pager({ language: request.language, next }) : null}`;
}

type Shown = Awaited<ReturnType<typeof readSignal.perform>>;

async function oneSignal(seen: Sight, id: string, problems: Problems): Promise<FastifyReply> {
  const { words, request } = seen;
  const shown = await seen.ask(readSignal, { id });
  const { signal, bank, siblings } = shown;
  const ways = [
    { href: `${deskPath}/banks`, label: words.banks },
    { href: `${deskPath}/banks/${bank.id}`, label: bank.name },
  ];
  const main = html`${heading({ title: id, state: stateOf(seen, signal), crumbs: crumbs({ language: request.language, ways }) })}
    ${problems.summary}
    ${signal.state === 'disputed' ? notice({ tone: 'warning', title: words.quarantineTitle, body: words.quarantineBody }) : null}
    ${columns({
      wide: html`${panel({ title: words.hash, body: signal.code ? hash(signal.code.toString('hex')) : html`<p>${words.deviceHashBody}</p>` })}${panel({ title: words.history, body: historyOf(seen, shown) })}${panel({ title: words.verdicts, body: verdictsOf(seen, shown) })}`,
      narrow: html`${panel({ title: words.provenance, body: provenanceOf(seen, shown) })}
        ${siblings.length > 0 ? panel({ title: words.otherHashes, body: signalTable(seen, siblings) }) : null}
        ${stack(...movesOf(seen, shown, id))}`,
    })}`;
  return show(seen, 'banks', { title: id, main, status: problems.status, here: `${signalsPath}/${id}` });
}

function provenanceOf(seen: Sight, { signal }: Shown): Html {
  const { words, moment } = seen;
  const optional = (label: string, value: string | null) => (value === null ? [] : [{ label, value }]);
  return facts([
    { label: words.algorithm, value: signal.algorithm },
    ...(signal.quality === null ? [] : [{ label: words.quality, value: String(signal.quality) }]),
    {
      label: words.source,
      value:
        signal.source === 'own' || signal.sourceKind === 'device'
          ? sourceOf(seen, signal)
          : `${signal.source} · ${words.sourceKinds[signal.sourceKind]}`,
    },
    ...optional(words.reference, signal.sourceReference),
    ...optional(words.classification, signal.classification),
    ...optional(words.note, signal.note),
    { label: words.listedAt, value: moment(signal.listedAt) },
    {
      label: words.state,
      value: signal.reviewedAt ? html`${words.reviewed} · ${moment(signal.reviewedAt)}` : words.notReviewed,
    },
    ...(signal.expiresAt ? [{ label: words.expires, value: moment(signal.expiresAt) }] : []),
    ...(signal.endedAt
      ? [
          {
            label: words.ended,
            value: html`${moment(signal.endedAt)} · ${(words.endedWhys as Record<string, string>)[signal.endedWhy ?? ''] ?? signal.endedWhy}`,
          },
        ]
      : []),
  ]);
}

function historyOf({ words, moment }: Sight, { history, signal }: Shown): Html {
  const events =
    history.length > 0
      ? history
      : [{ at: signal.listedAt, verb: 'recognise.list-signal', actorId: '', facts: {} as Record<string, unknown> }];
  return timeline(
    events.map((event) => ({
      when: moment(event.at),
      title: (words.events as Record<string, string>)[event.verb] ?? event.verb,
      ...(event.actorId ? { by: event.actorId } : {}),
      ...(typeof event.facts.reason === 'string' && event.facts.reason ? { body: event.facts.reason } : {}),
    })),
  );
}

function verdictsOf({ words, moment }: Sight, { verdicts }: Shown): Html {
  if (verdicts.length === 0) return html`<p class="note">${words.noVerdicts}</p>`;
  return timeline(
    verdicts.map((verdict) => ({
      when: moment(verdict.givenAt),
      title: words.matchStates[verdict.verdict],
      by: verdict.organisationId,
      body: verdict.basis,
      tone: verdict.verdict === 'refuted' ? ('warning' as const) : ('success' as const),
    })),
  );
}

function movesOf({ words, csrf, may }: Sight, { signal, own }: Shown, id: string): Html[] {
  if (!own) return [];
  const possible = new Set<string>(allowed(signalStates, signal.state).filter((move) => mayMove(signal, move)));
  const reason = field({ type: 'text', name: 'reason', label: words.reason, required: true, maxlength: 500 });
  const to = (name: string, body: Html) => ({ action: `${signalsPath}/${id}/${name}`, csrf, body });
  const moves: Html[] = [];
  if (possible.has('approve') && may(approveSignal)) moves.push(form(to('approve', button({ label: words.approve }))));
  if (possible.has('reinstate') && may(reinstateSignal))
    moves.push(form(to('reinstate', html`${reason}${button({ label: words.reinstate, tone: 'quiet' })}`)));
  if (possible.has('relist') && may(relistSignal))
    moves.push(form(to('relist', html`${reason}${button({ label: words.relist, tone: 'quiet' })}`)));
  if (possible.has('withdraw') && may(withdrawSignal))
    moves.push(
      confirm({
        label: words.withdraw,
        question: words.withdrawQuestion,
        submit: words.withdrawSubmit,
        form: to(
          'withdraw',
          field({
            type: 'text',
            name: 'reason',
            id: 'withdraw-reason',
            label: words.reason,
            required: true,
            maxlength: 500,
          }),
        ),
      }),
    );
  return moves;
}
