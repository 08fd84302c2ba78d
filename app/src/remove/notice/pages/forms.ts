// What can be done with a notice, as forms: only what its state allows, and only for who may.
import { mayWaive, waiveDeadline } from '../../../clocks/index.ts';
import { type Html, html, type Piece } from '../../../kit/html.ts';
import { actions, button } from '../../../kit/look/buttons.ts';
import { field } from '../../../kit/look/field.ts';
import { form } from '../../../kit/look/form.ts';
import { panel } from '../../../kit/look/layout.ts';
import { codeBlock } from '../../../kit/look/verbatim.ts';
import type { Platform } from '../../directory/index.ts';
import type { Problems } from '../../pages/frame.ts';
import { allowed, noticeStates, type NoticeTransition } from '../../states.ts';
import { noteAnswer, noteHandedOver } from '../answers.ts';
import { resumeClock, suspendClock } from '../clock.ts';
import { changeNotice, discardNotice } from '../draft.ts';
import { escalateNotice } from '../escalate.ts';
import { nextRung } from '../ladder.ts';
import type { NoticeSight } from '../read.ts';
import type { SealedNotice } from '../sealed.ts';
import { sendNotice } from '../send.ts';
import { approveNotice, proposeNotice } from '../sign.ts';
import { refusalReasons } from '../store.ts';
import { noticeText } from '../text.ts';
import { withdrawNotice } from '../withdraw.ts';
import { draftFields, type Given, recipientField, ruleField } from './parts.ts';
import { noticePath, rungName, type Sight } from './sight.ts';

const can = ({ notice }: NoticeSight, transition: NoticeTransition): boolean =>
  allowed(noticeStates, notice.state).includes(transition);

function act({ csrf }: Sight, { notice }: NoticeSight, name: string, body: Piece): Html {
  const hidden = { version: String(notice.version) };
  return form({ action: `${noticePath(notice.id)}/${name}`, csrf, hidden, body });
}

/** The one button that a notice waits for, and what comes with pressing it. */
export function nextStep(seen: Sight, found: NoticeSight): Html | null {
  const { words, may, request } = seen;
  const signed = found.signatures.some(({ personId }) => personId === request.caller.id);
  const steps = [
    may(proposeNotice) && can(found, 'propose') && found.lacking.length === 0 && found.issuerSet
      ? act(seen, found, 'propose', button({ label: words.propose }))
      : null,
    may(approveNotice) && can(found, 'approve') && !signed
      ? act(seen, found, 'approve', button({ label: words.approve }))
      : null,
    may(sendNotice) && can(found, 'send')
      ? act(seen, found, 'send', html`<p class="note">${words.sendLead}</p>${button({ label: words.send })}`)
      : null,
    may(discardNotice) && can(found, 'discard')
      ? act(seen, found, 'discard', button({ label: words.discard, tone: 'quiet' }))
      : null,
  ].filter((step) => step !== null);
  return steps.length === 0 ? null : actions(...steps);
}

/** A recipient with a form of its own: an officer fills it in, and says so. */
export function handingOver(seen: Sight, found: NoticeSight): Html | null {
  const { words, may } = seen;
  const { notice, platform } = found;
  if (notice.way !== 'form' || notice.state !== 'sent' || notice.handedOverAt !== null || !may(noteHandedOver))
    return null;
  const address = platform.form === null ? null : html`<h3>${words.formAddress}</h3>${codeBlock(platform.form)}`;
  const said = found.document;
  const text =
    said !== null && 'issuedAt' in said
      ? html`<details><summary>${words.wholeText}</summary>${codeBlock(noticeText(said as SealedNotice))}</details>`
      : null;
  const body = html`<p>${words.handedOverLead}</p>${address}${text}${act(seen, found, 'handed-over', button({ label: words.handedOver, tone: 'quiet' }))}`;
  return panel({ title: words.handedOver, body });
}

export function answering(seen: Sight, found: NoticeSight, given: Given, problems: Problems): Html | null {
  const { words, frame, may } = seen;
  const open = (['acknowledge', 'comply', 'comply-partly', 'refuse'] as const).filter((name) => can(found, name));
  if (!may(noteAnswer) || open.length === 0) return null;
  const states = open.map((name) => noticeStates[name].to);
  const options = states.map((value) => ({ value, label: words.answerStates[value] }));
  const reasons = [
    { value: '', label: words.notRefused },
    ...refusalReasons.map((value) => ({ value, label: frame.refusedFor[value] })),
  ];
  const body = act(
    seen,
    found,
    'answer',
    html`<p class="note">${words.answerLead}</p>
${field({ type: 'radios', name: 'state', label: words.answerState, options, value: given.state, error: problems.of('state') })}
${open.includes('comply-partly') ? field({ type: 'text', name: 'complied', label: words.complied, hint: words.compliedHint, value: given.complied, error: problems.of('complied') }) : null}
${open.includes('refuse') ? field({ type: 'select', name: 'refusedFor', label: words.refusedFor, options: reasons, value: given.refusedFor, error: problems.of('refusedFor') }) : null}
${field({ type: 'textarea', name: 'words', label: words.theirWords, value: given.words })}
${actions(button({ label: words.answerButton, tone: 'quiet' }))}`,
  );
  return panel({ title: words.answer, body, id: 'answer' });
}

/** Whose recipient can still be chosen: a draft's, or that of the next step. */
export const choosesRecipient = ({ may }: Sight, found: NoticeSight): boolean =>
  (may(changeNotice) && can(found, 'change')) ||
  (may(escalateNotice) && can(found, 'escalate') && found.follower === null);

/** The next step goes to those whom its ladder names; or to whom this notice went, who may be of another kind. */
export function escalating(
  seen: Sight,
  found: NoticeSight,
  entries: readonly Platform[],
  problems: Problems,
): Html | null {
  const { words, may } = seen;
  if (!may(escalateNotice) || !can(found, 'escalate')) return null;
  if (found.follower) {
    const { id, reference } = found.follower;
    const body = html`<p>${words.followedBy}: <a href="${noticePath(id)}">${words.notice(reference)}</a></p>`;
    return panel({ title: words.escalate, body });
  }
  const next = nextRung(found.notice);
  if (next === null) return panel({ title: words.escalate, body: html`<p>${words.lastRung}</p>` });
  const lead = html`<p>${words.escalateLead(rungName(seen, next))}</p>`;
  const { platformId } = found.notice;
  const fits = ({ kind }: Platform): boolean => next.recipients.includes(kind);
  const open = entries.filter((entry) => fits(entry) || entry.id === platformId);
  const same = entries.find(({ id }) => id === platformId);
  const to = recipientField(seen, open, same && fits(same) ? platformId : null, problems);
  const body = act(
    seen,
    found,
    'escalate',
    html`${lead}${to}${actions(button({ label: words.escalateButton, tone: 'quiet' }))}`,
  );
  return panel({ title: words.escalate, body });
}

export function changing(
  seen: Sight,
  found: NoticeSight,
  entries: readonly Platform[],
  given: Given,
  problems: Problems,
): Html | null {
  const { words, may } = seen;
  const { notice } = found;
  if (!may(changeNotice) || !can(found, 'change')) return null;
  const stands: Given = {
    ruleId: notice.ruleId ?? '',
    language: notice.language,
    reach: notice.reach,
    reasons: found.reasons ?? '',
    proportionality: found.proportionality ?? '',
    ...given,
  };
  const body = act(
    seen,
    found,
    'change',
    html`<p class="note">${words.changeLead}</p>${recipientField(seen, entries, given.platformId ?? notice.platformId, problems)}${ruleField(seen, found.rules, stands, problems)}${draftFields(seen, stands, problems)}${actions(button({ label: words.changeButton, tone: 'quiet' }))}`,
  );
  return panel({ title: words.change, body, id: 'change' });
}

export function withdrawing(seen: Sight, found: NoticeSight, problems: Problems): Html | null {
  const { words, may } = seen;
  if (!may(withdrawNotice) || !can(found, 'withdraw')) return null;
  const reasons = ['made-in-error', 'moved', 'contest'] as const;
  const options = reasons.map((value) => ({ value, label: words.withdrawReasons[value] }));
  const body = act(
    seen,
    found,
    'withdraw',
    html`<p class="note">${words.withdrawLead}</p>${field({ type: 'select', name: 'reason', label: words.withdrawReason, options, error: problems.of('reason') })}${actions(button({ label: words.withdrawButton, tone: 'danger' }))}`,
  );
  return panel({ title: words.withdraw, body });
}

/** What a supervisor may do about the clock: stop it, let it run again, give it up. */
export function clockForms(seen: Sight, found: NoticeSight, given: Given, problems: Problems): Html | null {
  const { words, may, request } = seen;
  const { deadlines } = found;
  const now = request.server.house.now();
  const running = found.notice.state !== 'withdrawn' && deadlines.some(({ state }) => state === 'running');
  const standing = deadlines.some(({ state }) => state === 'suspended');
  const open = deadlines.find((deadline) => mayWaive(deadline, now));
  const options = (['stayed', 'contest'] as const).map((value) => ({ value, label: words.stopClockReasons[value] }));
  const forms = [
    may(suspendClock) && running
      ? act(
          seen,
          found,
          'stop-clock',
          html`${field({ type: 'select', name: 'reason', id: 'stop-reason', label: words.stopClockReason, options })}${actions(button({ label: words.stopClock, tone: 'quiet' }))}`,
        )
      : null,
    may(resumeClock) && standing
      ? act(
          seen,
          found,
          'resume-clock',
          html`<p>${words.clockStands}</p>${actions(button({ label: words.resumeClock, tone: 'quiet' }))}`,
        )
      : null,
    may(waiveDeadline) && open
      ? act(
          seen,
          found,
          'waive',
          html`<p class="note">${words.waiveLead}</p><input type="hidden" name="deadline" value="${open.id}">${field({ type: 'text', name: 'why', label: words.waiveReason, value: given.why, error: problems.of('reason') })}${actions(button({ label: words.waive, tone: 'quiet' }))}`,
        )
      : null,
  ].filter((form) => form !== null);
  return forms.length === 0 ? null : panel({ title: words.clocks, body: html`${forms}` });
}
