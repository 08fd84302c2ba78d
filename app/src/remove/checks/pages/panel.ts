// The panel on a removal's page that says whether it is gone and how that is known: the grade in plain words, from which
// networks and countries, what each vantage point saw last, what was said, and when it is looked at next.
import { type Html, html } from '../../../kit/html.ts';
import { actions, button, linkButton } from '../../../kit/look/buttons.ts';
import { facts } from '../../../kit/look/facts.ts';
import { form } from '../../../kit/look/form.ts';
import { panel } from '../../../kit/look/layout.ts';
import { notice } from '../../../kit/look/notice.ts';
import { table } from '../../../kit/look/table.ts';
import type { Sight as AnySight } from '../../pages/frame.ts';
import { mayMove } from '../../removal/move.ts';
import type { Removal } from '../../removal/store.ts';
import { attest, checkNow } from '../attest.ts';
import { type EvidenceSight, readEvidence } from '../read.ts';
import type { ShownCheck } from '../store/checks.ts';
import { addVantage } from '../vantage/verbs.ts';
import { attestForm } from './attest-page.ts';
import { outcomeBadge, placeName, removalPath, type Sight, vantagesPath, within } from './sight.ts';

/** Shows what is known of a removal from outside, on its page. */
export async function evidencePanel(
  page: AnySight<unknown>,
  { removal }: { removal: Pick<Removal, 'id'> },
): Promise<Html> {
  const seen = within(page);
  const found = await seen.ask(readEvidence, { id: removal.id });
  const body = html`${warnings(seen, found)}<p>${verdict(seen, found)}</p>${facts(known(seen, found))}
${latest(seen, found)}${said(seen, found)}${all(seen, found)}`;
  const evidence = panel({ title: seen.words.title, body, id: 'evidence', actions: acts(seen, found) });
  return html`${evidence}${mayAttest(seen, found) ? attestForm(seen, found.removal) : null}`;
}

function verdict({ words }: Sight, { removal }: EvidenceSight): string {
  if (removal.grade !== null) return words.grades[removal.grade];
  return words.noGrade[removal.seen ?? 'never'];
}

function warnings(seen: Sight, { removal, checkable, vantages }: EvidenceSight): Html[] {
  const { words } = seen;
  const doubted = removal.state === 'removed' && removal.seen === 'present';
  const way = seen.may(addVantage) ? html`<a href="${vantagesPath}">${words.setVantages}</a>` : undefined;
  const said = (title: string, body?: Html) => notice({ tone: 'warning', title, ...(body ? { body } : {}) });
  if (!checkable) return [notice({ tone: 'info', title: words.notCheckable })];
  const apart = vantages.some((one) =>
    vantages.some((other) => one.country !== other.country && one.network !== other.network),
  );
  return [
    ...(doubted ? [said(words.seenBack)] : []),
    ...(vantages.length === 0 ? [said(words.noVantages, way)] : []),
    ...(vantages.length > 0 && !apart ? [said(words.oneCountry, way)] : []),
  ];
}

function known(
  seen: Sight,
  { removal, evidence, checkable }: EvidenceSight,
): { label: string; value: Html | string }[] {
  const { words, moment } = seen;
  const places = evidence.from.map((place) => html`<li>${placeName(seen, place)}</li>`);
  return [
    ...(places.length > 0 ? [{ label: words.goneFrom, value: html`<ul>${places}</ul>` }] : []),
    ...(removal.grade !== null && evidence.since ? [{ label: words.since, value: moment(evidence.since) }] : []),
    ...(checkable
      ? [{ label: words.nextCheck, value: removal.nextCheckAt ? moment(removal.nextCheckAt) : words.noNextCheck }]
      : []),
    ...(removal.watchUntil ? [{ label: words.watchedUntil, value: moment(removal.watchUntil) }] : []),
  ];
}

function checkTable(seen: Sight, caption: string, checks: readonly ShownCheck[]): Html {
  const { words, moment } = seen;
  const compared = checks.some(({ known }) => known !== null);
  const labels = [words.vantage, words.when, words.outcome, words.why, ...(compared ? [words.known] : [])];
  return table({
    caption,
    columns: labels.map((label) => ({ label })),
    rows: checks.map((check) => [
      html`${check.vantage} <span class="note">${placeName(seen, check)}</span>`,
      moment(check.at),
      outcomeBadge(seen, check.outcome),
      words.reasons[check.reason],
      ...(compared ? [check.known === null ? '–' : check.known ? words.knownYes : words.knownNo] : []),
    ]),
    empty: html`<p>${words.noChecks}</p>`,
  });
}

/** The newest check of each vantage point. */
function latest(seen: Sight, { checks, checkable }: EvidenceSight): Html | null {
  if (!checkable && checks.length === 0) return null;
  const newest = new Map(checks.toReversed().map((check) => [check.vantageId, check]));
  return checkTable(seen, seen.words.latest, [...newest.values()]);
}

function all(seen: Sight, { checks }: EvidenceSight): Html | null {
  if (checks.length === 0) return null;
  const caption = seen.words.allChecks(seen.number(checks.length));
  return html`<details><summary>${caption}</summary>${checkTable(seen, caption, checks)}</details>`;
}

function said({ words, moment }: Sight, { attestations, statements, names }: EvidenceSight): Html | null {
  const stated = statements.map(({ at, by }) => ({ at, title: words.statedBy[by as 'platform'] ?? by, more: null }));
  const attested = attestations.map(({ at, officer, basis, note }) => ({
    at,
    title: words.attestedBy(names.get(officer) ?? ''),
    more: html`<p>${words.bases[basis]}</p>${note === null ? null : html`<p>${note}</p>`}`,
  }));
  const everything = [...stated, ...attested].toSorted((a, b) => b.at.getTime() - a.at.getTime());
  if (everything.length === 0) return null;
  const shown = everything.map(
    ({ at, title, more }) =>
      html`<li class="neutral"><p class="timeline-title">${title}</p><p class="note">${moment(at)}</p>${more}</li>`,
  );
  return html`<h3>${words.said}</h3><ol class="timeline">${shown}</ol>`;
}

const mayAttest = (seen: Sight, { removal }: EvidenceSight): boolean =>
  seen.may(attest) &&
  mayMove(removal, 'say-removed') &&
  removal.seen !== 'present' &&
  removal.grade !== 'machine-confirmed' &&
  removal.grade !== 'attested';

function acts(seen: Sight, { removal, checkable, vantages }: EvidenceSight): Html {
  const { words, csrf } = seen;
  const may = checkable && vantages.length > 0 && seen.may(checkNow) && mayMove(removal, 'stop');
  const check = form({
    action: `${removalPath(removal.id)}/check-now`,
    csrf,
    body: button({ label: words.checkNow, tone: 'quiet' }),
  });
  const set = vantages.length === 0 && seen.may(addVantage);
  return actions(
    may ? check : null,
    set ? linkButton({ label: words.setVantages, href: vantagesPath, tone: 'quiet' }) : null,
  );
}
