// "Check a file": the browser computes the fingerprint, only the fingerprint is sent, and the answer says what was asked.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { noProblems, type Problems } from '../../access/shell.ts';
import { type Html, html } from '../../kit/html.ts';
import { actions, button } from '../../kit/look/buttons.ts';
import { facts } from '../../kit/look/facts.ts';
import { field } from '../../kit/look/field.ts';
import { form } from '../../kit/look/form.ts';
import { columns, heading, panel } from '../../kit/look/layout.ts';
import { badge, emptyState, notice } from '../../kit/look/notice.ts';
import { table } from '../../kit/look/table.ts';
import { hash, verbatim } from '../../kit/look/verbatim.ts';
import { pageSecurityWithWasm } from '../../runtime/http.ts';
import type { Hit } from '../decide.ts';
import { type Algorithm, algorithmNames } from '../hashes.ts';
import { type MatchResult, match } from '../match.ts';
import { nameSignal } from '../signals.ts';
import { deskPath, type Sight, show, sight, submit, typed } from './page.ts';

const checkPath = `${deskPath}/check`;

export function registerCheck(scope: FastifyInstance): void {
  const options = { helmet: pageSecurityWithWasm(scope.house.configuration) };
  scope.get(checkPath, options, (request, reply) => checkPage(sight(request, reply), {}, noProblems, null));
  scope.post(checkPath, options, (request, reply) => {
    const seen = sight(request, reply);
    const given = typed(request);
    return submit(
      seen,
      async () => checkPage(seen, given, noProblems, await seen.ask(match, { hashes: askedHashes(given) })),
      (problems) => checkPage(seen, given, problems, null),
    );
  });
}

interface AskedHash {
  algorithm: Algorithm;
  hash: string;
  quality?: number | null;
}

/** What the browser computed (several hashes of one file), or what someone typed (one). */
function askedHashes({ pdq, quality, sha1, sha256, algorithm, hash: one }: Record<string, string>): AskedHash[] {
  if (!pdq) return [{ algorithm: algorithm as Algorithm, hash: one ?? '' }];
  return [
    { algorithm: 'pdq', hash: pdq, quality: quality ? Number(quality) : null },
    ...(sha1 ? [{ algorithm: 'sha1' as const, hash: sha1 }] : []),
    ...(sha256 ? [{ algorithm: 'sha256' as const, hash: sha256 }] : []),
  ];
}

function checkPage(
  seen: Sight,
  given: Record<string, string>,
  problems: Problems,
  result: MatchResult | null,
): Promise<FastifyReply> {
  const { words } = seen;
  const main = html`${heading({ title: words.check, lead: words.checkLead })}
    ${problems.summary}
    ${result ? showResult(seen, result, given) : null}
    ${columns({
      wide: panel({ title: words.checkFile, body: fileForm(seen) }),
      narrow: panel({ title: words.checkHash, body: hashForm(seen, given) }),
    })}`;
  return show(seen, 'check', { title: words.check, main, scripts: ['check'], status: problems.status });
}

// The file's own control has no name and stands in no form, so no browser can send it. What is sent is filled in by script.
function fileForm({ words, csrf, request }: Sight): Html {
  const kernel = request.server.assets.href('pdq.wasm');
  const hidden = { pdq: '', quality: '', sha1: '', sha256: '' };
  return html`<p class="note" data-check="without-script">${words.checkNoScript}</p>
    <div class="stack" data-check="with-script" data-kernel="${kernel}" hidden>
      <div class="field"><label for="check-file">${words.checkFile}</label><input type="file" id="check-file" accept="image/*"></div>
      ${form({ action: checkPath, csrf, id: 'check-fingerprint', hidden, body: button({ label: words.checkPicture }) })}
      <p class="note" role="status" data-check="status" data-working="${words.checkWorking}" data-unreadable="${words.checkUnreadable}" data-none="${words.checkNone}"></p>
    </div>`;
}

function hashForm({ words, csrf }: Sight, given: Record<string, string>): Html {
  const body = html`<p>${words.checkHashBody}</p>
    ${field({ type: 'radios', name: 'algorithm', label: words.algorithm, options: algorithmNames.map((name) => ({ value: name, label: name })), value: given.algorithm ?? 'pdq' })}
    ${field({ type: 'text', name: 'hash', label: words.hash, hint: words.hashHint, value: given.hash, required: true, autocomplete: 'off' })}
    ${actions(button({ label: words.checkPicture }))}`;
  return form({ action: checkPath, csrf, body });
}

function showResult(seen: Sight, result: MatchResult, given: Record<string, string>): Html {
  const { words, number } = seen;
  const hits = result.answers.flatMap((answer) =>
    answer.hits.map((hit) => ({ hit, matchId: answer.matchIds.get(hit.signal.number) })),
  );
  const plain = given.quality && Number(given.quality) < 50;
  const said =
    hits.length > 0
      ? notice({ tone: 'warning', title: words.oneMatch, body: words.matchesFound(number(hits.length)) })
      : notice({ tone: 'info', title: words.noMatch, body: words.noMatchBody });
  return html`${said}${plain ? notice({ tone: 'warning', title: words.lowQuality }) : null}
    ${columns({ wide: panel({ title: words.checkResult, body: hitTable(seen, hits) }), narrow: panel({ title: words.asked, body: askedFacts(seen, result, given) }) })}`;
}

const toneOf = { block: 'danger', review: 'warning', log: 'info' } as const;

function hitTable({ words, number, request }: Sight, hits: { hit: Hit; matchId: string | undefined }[]): Html {
  const detailed = request.caller.permissions.has('recognise.see-detail');
  const where = (hit: Hit) =>
    detailed ? html`<a href="${deskPath}/signals/${nameSignal(hit.signal.number)}">${hit.bank.name}</a>` : '—';
  const distanceOf = ({ signal, distanceBits }: Hit) =>
    signal.sourceKind === 'device' && distanceBits > 0
      ? words.withinBits(number(distanceBits))
      : words.bits(number(distanceBits));
  return table({
    caption: words.checkResult,
    columns: [
      { label: words.action },
      { label: words.bank },
      { label: words.algorithm },
      { label: words.distance, numeric: true },
    ],
    rows: hits.map(({ hit, matchId }) => [
      html`${badge({ label: words.actions[hit.action], tone: toneOf[hit.action] })} ${hit.conflict ? words.conflict : hit.knownHarmless ? words.knownHarmless : null} ${matchId ? html`<a href="${deskPath}/matches/${matchId}">${words.match}</a>` : null}`,
      where(hit),
      hit.signal.algorithm,
      detailed ? distanceOf(hit) : '—',
    ]),
    empty: emptyState({ title: words.noMatch }),
  });
}

function askedFacts({ words, moment }: Sight, { asked, answers }: MatchResult, given: Record<string, string>): Html {
  const lists =
    asked.lists.length > 0
      ? html`<ul>${asked.lists.map((list) => html`<li>${list.name} ${verbatim(list.code)}</li>`)}</ul>`
      : words.askedNone;
  return facts([
    { label: words.askedLists, value: lists },
    { label: words.askedAlgorithms, value: answers.map((answer) => answer.algorithm).join(', ') },
    ...(asked.upTo ? [{ label: words.indexUpTo, value: moment(asked.upTo) }] : []),
    { label: words.pictureFingerprint, value: hash(answers[0]!.hash) },
    ...(given.quality ? [{ label: words.quality, value: given.quality }] : []),
  ]);
}
