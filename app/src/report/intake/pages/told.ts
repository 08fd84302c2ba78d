// What a report told, on its page: the reasons for its place, the answers in codes, the folded text, the safe contact.
import { type Html, html, type Piece } from '../../../kit/html.ts';
import { asWritten } from '../../../kit/look/asking.ts';
import { actions, button, linkButton } from '../../../kit/look/buttons.ts';
import { facts } from '../../../kit/look/facts.ts';
import { form } from '../../../kit/look/form.ts';
import { panel } from '../../../kit/look/layout.ts';
import { badge, notice } from '../../../kit/look/notice.ts';
import { verbatim } from '../../../kit/look/verbatim.ts';
import { hourMs } from '../../../kit/time.ts';
import { formatDuration } from '../../../kit/formats.ts';
import type { ExposureToday } from '../../care/index.ts';
import type { SafeContact } from '../../contact.ts';
import { changeFacts } from '../change-facts.ts';
import { inQueue } from '../change.ts';
import { openText, type ReadReport } from '../read.ts';
import { urgencyOf } from '../../urgency.ts';
import { lasted, personName, reportPath, type Sight, urgencyTone } from './sight.ts';

/** Why a report stands where it stands: "counts as 14 days earlier: extortion is happening now". */
export function reasons(seen: Sight, { report, reasons }: ReadReport): Html | null {
  const { words, frame, request } = seen;
  if (!inQueue(report)) return null;
  const own = urgencyOf(report);
  const said = reasons.map(({ code, headStartHours }) => ({
    label: words.earlier(formatDuration(request.language, headStartHours * hourMs)),
    value: html`${badge({ label: frame.urgencies[code], tone: urgencyTone(code) })}${own.includes(code) ? null : html` <span class="note">${words.fromJoined}</span>`}`,
  }));
  const inAll = html`<p class="note">${words.earlierInAll(lasted(seen, report.queueAt, report.receivedAt))}</p>`;
  const body = reasons.length === 0 ? html`<p class="note">${words.byWaiting}</p>` : html`${facts(said)}${inAll}`;
  return panel({ title: words.why, body });
}

/** The answers with the names that words have for them; null where nothing was answered. */
function answers({ words, frame }: Sight, { report }: ReadReport): { label: string; value: string | null }[] {
  const yesNo = (given: boolean | null) => (given === null ? null : given ? frame.yes : frame.no);
  return [
    { label: words.inDanger, value: yesNo(report.inDanger) },
    { label: words.relation, value: report.relation && frame.relations[report.relation] },
    { label: words.ageBand, value: report.ageBand && frame.ageBands[report.ageBand] },
    { label: words.extortion, value: report.extortion && frame.extortions[report.extortion] },
    { label: words.paid, value: yesNo(report.paid) },
    { label: words.spread, value: report.spread && frame.spreads[report.spread] },
  ];
}

export function told(seen: Sight, read: ReadReport): Html {
  const { words, frame, request } = seen;
  const { report, readable } = read;
  const all = answers(seen, read);
  const given = all.filter(({ value }) => value !== null);
  const missing = all.filter(({ value }) => value === null).map(({ label }) => label);
  const place = readable?.place
    ? [{ label: words.place, value: html`<strong>${asWritten(readable.place)}</strong>` }]
    : [];
  const mayChange = seen.may(changeFacts) && inQueue(report) && [null, request.caller.id].includes(report.takenBy);
  const way = linkButton({ label: words.correct, href: `${reportPath(report.id)}/facts`, tone: 'quiet' });
  const body = html`${facts([...place, { label: words.concern, value: frame.concerns[report.concern] }, ...given])}
    ${missing.length > 0 ? html`<p class="note">${words.notAnswered(missing.join(', '))}</p>` : null}`;
  return panel({ title: words.told, body, ...(mayChange ? { actions: actions(way) } : {}) });
}

export interface OpenedText {
  /** Null once it was erased. */
  story: string | null;
  exposure: ExposureToday;
}

/** @param opened the text, once somebody has opened it; undefined while it is folded. */
export function story(seen: Sight, { report, hasStory }: ReadReport, opened: OpenedText | undefined): Html | null {
  const { words, csrf, number } = seen;
  if (!seen.may(openText)) return null;
  const path = reportPath(report.id);
  if (!hasStory) return panel({ title: words.text, body: html`<p class="note">${words.noText}</p>` });
  if (opened !== undefined) {
    const { count, limit } = opened.exposure;
    const body = html`<p>${opened.story === null ? words.textGone : asWritten(opened.story)}</p>
      <p class="note">${words.openedToday(number(count), number(limit))}</p>`;
    const fold = html`<p><a href="${path}#text">${words.foldText}</a></p>`;
    return panel({ title: words.text, body, actions: fold, id: 'text' });
  }
  const open = form({ action: `${path}/text#text`, csrf, body: button({ label: words.openText, tone: 'quiet' }) });
  return panel({ title: words.text, body: html`<p class="note">${words.openTextLead}</p>${open}`, id: 'text' });
}

/** The safe way to reach someone, with everything that makes it safe, or that there is none. */
export function contact(seen: Sight, { readable, canBeWrittenTo, entries }: ReadReport): Html | null {
  const { words } = seen;
  if (!readable) return null;
  const none = canBeWrittenTo ? words.noContact : words.noContactNoReceipt;
  const body = readable.contact
    ? html`${givenWithPaperAlone(seen, entries)}${contactFacts(seen, readable.contact)}`
    : html`<p>${none}</p>`;
  return panel({ title: words.contact, body });
}

// The paper may be in other hands: whoever calls has to know that it alone was enough to give this contact later.
function givenWithPaperAlone({ words }: Sight, entries: ReadReport['entries']): Html | null {
  const given = entries.findLast(({ kind }) => kind === 'contact-given');
  if (!given || given.facts.locked !== false) return null;
  const title = given.facts.replaced === true ? words.contactReplaced : words.contactUnlocked;
  return notice({ tone: 'warning', title, body: words.contactUnlockedAdvice });
}

function contactFacts({ words }: Sight, { way, address, hours, senderName, voicemail, codePhrase }: SafeContact): Html {
  return facts([
    { label: words.contactHours, value: html`<strong>${asWritten(hours)}</strong>` },
    { label: words.contactName, value: html`<strong>${asWritten(senderName)}</strong>` },
    { label: words.contactWay, value: words.contactWays[way] },
    { label: words.contactAddress, value: verbatim(address) },
    { label: words.voicemail, value: words.voicemails[voicemail] },
    { label: words.codePhrase, value: asWritten(codePhrase) },
  ]);
}

/** What is known about the report itself. */
export function thisReport(seen: Sight, { report, readable, names }: ReadReport): Html {
  const { words, frame, moment } = seen;
  const { takenBy, takenAt, outcome, referredTo, filedBy } = report;
  const partner = readable?.partnerReference;
  const rows: { label: string; value: Piece }[] = [
    { label: words.received, value: moment(report.receivedAt) },
    { label: words.stateSince, value: moment(report.stateAt) },
    { label: words.who, value: takenBy === null ? words.nobody : personName(seen, names, takenBy) },
    ...(takenAt ? [{ label: words.hadSince, value: moment(takenAt) }] : []),
    ...(outcome ? [{ label: words.outcome, value: words.outcomes[outcome as keyof typeof words.outcomes] }] : []),
    ...(referredTo
      ? [{ label: words.referredTo, value: words.referrals[referredTo as keyof typeof words.referrals] }]
      : []),
    { label: words.anonymity, value: frame.anonymities[report.anonymity] },
    { label: words.language, value: words.languages[report.language] },
    ...(filedBy ? [{ label: words.filedBy, value: personName(seen, names, filedBy) }] : []),
    ...(partner ? [{ label: words.partnerReference, value: verbatim(partner) }] : []),
  ];
  return panel({ title: words.thisReport, body: facts(rows) });
}
