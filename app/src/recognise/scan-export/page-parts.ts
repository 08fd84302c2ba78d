// The parts of the page of exports for scanning.
import type { Problems } from '../../access/shell.ts';
import { type Html, html } from '../../kit/html.ts';
import { actions, button } from '../../kit/look/buttons.ts';
import { field } from '../../kit/look/field.ts';
import { confirm, form } from '../../kit/look/form.ts';
import type { Tone } from '../../kit/look/icons.ts';
import { badge, emptyState, notice } from '../../kit/look/notice.ts';
import { table } from '../../kit/look/table.ts';
import { verbatim } from '../../kit/look/verbatim.ts';
import type { BankWithCounts } from '../banks.ts';
import { deskPath, type Sight } from '../pages/page.ts';
import type { ScanExportState } from './states.ts';
import { approveScanExport, type ShownScanExport } from './verbs.ts';
import { words } from './words.ts';

const exportsPath = `${deskPath}/exports`;
const saidBy = ({ request }: Sight) => words(request.language);

const toneOf: Record<ScanExportState, Tone> = {
  requested: 'info',
  approved: 'success',
  declined: 'neutral',
  taken: 'neutral',
  lapsed: 'neutral',
};

export function exportTable(
  seen: Sight,
  exports: readonly ShownScanExport[],
  names: ReadonlyMap<string, string>,
): Html {
  const said = saidBy(seen);
  const name = (id: string) => names.get(id) ?? id;
  return table({
    caption: said.list,
    columns: [{ label: said.forWhom }, { label: said.by }, { label: said.state }, { label: said.next }],
    rows: exports.map((each) => [
      html`${each.recipient}<p class="note">${verbatim(each.id)}</p><p class="note">${each.purpose}</p>`,
      html`${name(each.requestedBy)}<p class="note">${seen.moment(each.requestedAt)}</p>`,
      html`${badge({ label: said.states[each.state], tone: toneOf[each.state] })}${each.decidedBy === null ? null : html`<p class="note">${said.decidedBy(name(each.decidedBy))}</p>`}${taken(seen, each)}`,
      nextStep(seen, each),
    ]),
    empty: emptyState({ title: said.none, body: said.noneBody }),
  });
}

function taken(seen: Sight, { entries, expiresAt }: ShownScanExport): Html | null {
  const said = saidBy(seen);
  return entries === null || expiresAt === null
    ? null
    : html`<p class="note">${said.held(seen.number(entries))}, ${said.opensUntil} ${seen.moment(expiresAt)}</p>`;
}

function nextStep(seen: Sight, each: ShownScanExport): Html | string {
  const { csrf, request } = seen;
  const said = saidBy(seen);
  const own = each.requestedBy === request.caller.id;
  const path = `${exportsPath}/${each.id}`;
  if (each.state === 'approved' && own)
    return form({
      action: `${path}/take`,
      csrf,
      body: html`${actions(button({ label: said.take }))}<p class="note">${said.takeHint}</p>`,
    });
  if (each.state !== 'requested') return '–';
  const label = own ? said.takeBack : said.decline;
  const decline = form({ action: `${path}/decline`, csrf, body: button({ label, tone: 'quiet' }) });
  if (own || !seen.may(approveScanExport)) return html`<p class="note">${said.waitsForOther}</p>${actions(decline)}`;
  const approve = confirm({
    label: said.approve,
    question: html`${said.approveQuestion} ${said.compare} ${said.fingerprint}: ${verbatim(each.fingerprint)}`,
    submit: said.approve,
    form: { action: `${path}/approve`, csrf, body: null },
  });
  return actions(approve, decline);
}

interface Asking {
  given: Record<string, string>;
  bankIds: string[];
  problems: Problems;
  banks: readonly BankWithCounts[];
}

export function requestForm(seen: Sight, { given, bankIds, problems, banks }: Asking): Html {
  const said = saidBy(seen);
  if (banks.length === 0) return emptyState({ title: said.noBanks, body: said.noBanksBody });
  const kept = (name: string) => ({ name, value: given[name], error: problems.of(name) });
  const options = banks.map(({ id, name }) => ({ value: id, label: name }));
  const body = html`
    ${field({ type: 'checkboxes', name: 'bankIds', label: said.banks, hint: said.banksHint, options, values: bankIds, error: problems.of('bankIds'), required: true })}
    ${field({ type: 'text', ...kept('recipient'), label: said.recipient, maxlength: 200, required: true })}
    ${field({ type: 'text', ...kept('recipientKey'), label: said.recipientKey, hint: said.recipientKeyHint, autocomplete: 'off', required: true })}
    ${field({ type: 'textarea', ...kept('purpose'), label: said.purpose, hint: said.purposeHint, rows: 2, maxlength: 500, required: true })}
    ${field({ type: 'number', ...kept('validDays'), value: given.validDays ?? 30, label: said.validDays, hint: said.validDaysHint, min: 1, max: 366, required: true })}
    ${actions(button({ label: said.submit }))}`;
  return form({ action: exportsPath, csrf: seen.csrf, body });
}

export function traceForm(seen: Sight, given: Record<string, string>, problems: Problems): Html {
  const said = saidBy(seen);
  const body = html`<p>${said.traceLead}</p>
    ${field({ type: 'textarea', name: 'hashes', value: given.hashes, error: problems.of('hashes'), label: said.hashes, hint: said.hashesHint, rows: 4, required: true })}
    ${actions(button({ label: said.traceSubmit, tone: 'quiet' }))}`;
  return form({ action: `${exportsPath}/trace`, csrf: seen.csrf, body });
}

/** What the marks among hashes that were found tell. */
export function found(seen: Sight, traced: readonly { id: string; marks: number }[]): Html {
  const said = saidBy(seen);
  if (traced.length === 0)
    return notice({ tone: 'info', title: said.notTraced, body: html`<p>${said.notTracedBody}</p>` });
  const lines = traced.map(({ id, marks }) => html`<li>${said.traced(id, seen.number(marks))}</li>`);
  return notice({ tone: 'warning', title: said.tracedTitle, body: html`<ul>${lines}</ul>` });
}
