// Pages of matches: what waits for a verdict, and one match with the facts and the form for it. Never a picture.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { noProblems, type Problems, redirectWithNotice } from '../../access/shell.ts';
import { type Html, html } from '../../kit/html.ts';
import { actions, button } from '../../kit/look/buttons.ts';
import { facts, timeline } from '../../kit/look/facts.ts';
import { field } from '../../kit/look/field.ts';
import { form } from '../../kit/look/form.ts';
import { columns, heading, panel } from '../../kit/look/layout.ts';
import { crumbs, pager } from '../../kit/look/navigation.ts';
import { badge, emptyState, notice } from '../../kit/look/notice.ts';
import { table } from '../../kit/look/table.ts';
import { hash } from '../../kit/look/verbatim.ts';
import { checkCopy, giveVerdict, readMatch, readMatches } from '../matches.ts';
import { nameSignal } from '../signals.ts';
import type { Match } from '../store/matches.ts';
import { deskPath, type Sight, show, sight, submit, typed } from './page.ts';

const matchesPath = `${deskPath}/matches`;
const pageSize = 50;

export function registerMatches(scope: FastifyInstance): void {
  scope.get(matchesPath, async (request, reply) => {
    const seen = sight(request, reply);
    const { below } = request.query as { below?: string };
    const matches = await seen.ask(readMatches, { state: 'open', below: below || null, limit: pageSize });
    return show(seen, 'matches', { title: seen.words.matches, main: listOfMatches(seen, matches) });
  });
  scope.get<{ Params: { id: string } }>(`${matchesPath}/:id`, (request, reply) =>
    oneMatch(sight(request, reply), request.params.id, {}, noProblems),
  );
  scope.post<{ Params: { id: string } }>(`${matchesPath}/:id`, (request, reply) => {
    const { id } = request.params;
    const seen = sight(request, reply);
    const given = typed(request);
    return submit(
      seen,
      async () => {
        await seen.ask(giveVerdict, { id, verdict: given.verdict as 'confirmed', basis: given.basis ?? '' });
        return redirectWithNotice(request, reply, matchesPath, seen.words.verdictGiven);
      },
      (problems) => oneMatch(seen, id, given, problems),
    );
  });
  registerCopies(scope);
}

/** Of a device hash only that the copy is within the radius, where there is one. */
function distanceOf({ words, number }: Sight, { code, distanceBits }: Match): string {
  const within = code === null && distanceBits > 0;
  return within ? words.withinBits(number(distanceBits)) : words.bits(number(distanceBits));
}

function registerCopies(scope: FastifyInstance): void {
  scope.post<{ Params: { id: string } }>(`${matchesPath}/:id/copy`, (request, reply) => {
    const { id } = request.params;
    const seen = sight(request, reply);
    return submit(
      seen,
      async () => {
        const { same } = await seen.ask(checkCopy, { id, hash: typed(request).hash ?? '' });
        const said = same ? seen.words.sameCopy : seen.words.otherCopy;
        return redirectWithNotice(request, reply, `${matchesPath}/${id}`, said);
      },
      (problems) => oneMatch(seen, id, {}, problems),
    );
  });
}

function listOfMatches(seen: Sight, matches: Match[]): Html {
  const { words, request, number, moment } = seen;
  const next = matches.length === pageSize ? `${matchesPath}?below=${matches.at(-1)!.id}` : undefined;
  return html`${heading({ title: words.matches, lead: words.matchesLead })}
    ${table({
      caption: words.matches,
      columns: [
        { label: words.opened },
        { label: words.algorithm },
        { label: words.distance, numeric: true },
        { label: words.timesSeen, numeric: true },
        { label: words.lastSeen },
      ],
      rows: matches.map((match) => [
        html`<a href="${matchesPath}/${match.id}">${moment(match.openedAt)}</a>`,
        match.algorithm,
        distanceOf(seen, match),
        number(match.timesSeen),
        moment(match.lastSeenAt),
      ]),
      empty: emptyState({ title: words.noMatches, body: words.noMatchesBody }),
    })}
    ${next ? pager({ language: request.language, next }) : null}`;
}

const toneOf = { open: 'info', confirmed: 'success', refuted: 'warning' } as const;

async function oneMatch(
  seen: Sight,
  id: string,
  given: Record<string, string>,
  problems: Problems,
): Promise<FastifyReply> {
  const { words, request, moment } = seen;
  const { match, signal, bank, verdicts } = await seen.ask(readMatch, { id });
  const past = timeline(
    verdicts.map((verdict) => ({
      when: moment(verdict.givenAt),
      title: words.matchStates[verdict.verdict],
      by: verdict.givenBy,
      body: verdict.basis,
    })),
  );
  const main = html`${heading({
    title: words.match,
    state: badge({ label: words.matchStates[match.state], tone: toneOf[match.state] }),
    crumbs: crumbs({ language: request.language, ways: [{ href: matchesPath, label: words.matches }] }),
  })}
    ${problems.summary}
    ${match.code ? null : notice({ tone: 'info', title: words.deviceMatch, body: words.deviceMatchBody })}
    ${match.conflict ? notice({ tone: 'warning', title: words.conflict }) : null}
    ${columns({
      wide: html`${panel({ title: words.verdict, body: verdictForm(seen, match, given, problems) })}${verdicts.length > 0 ? panel({ title: words.verdicts, body: past }) : null}`,
      narrow: html`${panel({ title: words.match, body: matchFacts(seen, match, signal, bank) })}${match.code ? null : panel({ title: words.checkCopy, body: copyForm(seen, match, problems) })}`,
    })}`;
  return show(seen, 'matches', { title: words.match, main, status: problems.status, here: `${matchesPath}/${id}` });
}

type Found = Awaited<ReturnType<typeof readMatch.perform>>;

function matchFacts(seen: Sight, match: Match, signal: Found['signal'], bank: Found['bank']): Html {
  const { words, number, moment, request } = seen;
  const own = signal?.organisationId === request.caller.organisationId;
  return facts([
    { label: words.algorithm, value: match.algorithm },
    { label: words.distance, value: distanceOf(seen, match) },
    ...(match.code ? [{ label: words.yourHash, value: hash(match.code.toString('hex')) }] : []),
    ...(signal
      ? [{ label: words.listedHash, value: signal.code ? hash(signal.code.toString('hex')) : words.deviceHash }]
      : []),
    ...(bank
      ? [
          { label: words.bank, value: bank.name },
          { label: words.ground, value: words.grounds[bank.ground] },
        ]
      : []),
    ...(signal?.classification ? [{ label: words.classification, value: signal.classification }] : []),
    ...(own
      ? [
          {
            label: words.signals,
            value: html`<a href="${deskPath}/signals/${nameSignal(match.signalNumber)}">${nameSignal(match.signalNumber)}</a>`,
          },
        ]
      : []),
    { label: words.timesSeen, value: number(match.timesSeen) },
    { label: words.opened, value: moment(match.openedAt) },
    { label: words.lastSeen, value: moment(match.lastSeenAt) },
  ]);
}

function copyForm({ words, csrf }: Sight, match: Match, problems: Problems): Html {
  const body = html`<p>${words.checkCopyBody}</p>
    ${field({ type: 'text', name: 'hash', label: words.hash, hint: words.hashHint, required: true, autocomplete: 'off', error: problems.of('hash') })}
    ${actions(button({ label: words.checkCopySubmit, tone: 'quiet' }))}`;
  return form({ action: `${matchesPath}/${match.id}/copy`, csrf, body });
}

function verdictForm({ words, csrf }: Sight, match: Match, given: Record<string, string>, problems: Problems): Html {
  const options = [
    { value: 'confirmed', label: words.verdictConfirmed },
    { value: 'refuted', label: words.verdictRefuted },
  ].filter((option) => option.value !== match.state);
  const body = html`<p>${words.verdictLead}</p>
    ${field({ type: 'radios', name: 'verdict', label: words.verdict, options, value: given.verdict, required: true, error: problems.of('verdict') })}
    ${field({ type: 'textarea', name: 'basis', label: words.basis, hint: words.basisHint, value: given.basis, rows: 3, maxlength: 1000, required: true, error: problems.of('basis') })}
    ${actions(button({ label: words.giveVerdict }))}`;
  return form({ action: `${matchesPath}/${match.id}`, csrf, body });
}
