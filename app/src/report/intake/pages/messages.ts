// Messages and notes on a report's page: what the reporter and the desk wrote to each other, and what staff note.
import { type Html, html, type Piece } from '../../../kit/html.ts';
import { letters } from '../../../kit/look/asking.ts';
import { actions, button } from '../../../kit/look/buttons.ts';
import { field } from '../../../kit/look/field.ts';
import { form } from '../../../kit/look/form.ts';
import { panel } from '../../../kit/look/layout.ts';
import { addNote, writeToReporter } from '../messages.ts';
import type { ReadReport } from '../read.ts';
import { personName, reportPath, type Sight } from './sight.ts';
import type { Typed } from './typed.ts';

export function messages(seen: Sight, read: ReadReport, given: Typed): Html | null {
  const { words, moment } = seen;
  const { readable, report, names, canBeWrittenTo, relatives } = read;
  if (!readable) return null;
  const written = readable.messages.map(({ fromDesk, writtenBy, writtenAt, readAt, body }) => ({
    own: fromDesk,
    from: fromDesk ? personName(seen, names, writtenBy ?? '') : words.fromReporter,
    when: html`${moment(writtenAt)}${readAt === null ? html` · ${words.unread}` : null}` as Piece,
    text: body ?? words.erased,
  }));
  const mayWrite = seen.may(writeToReporter) && [null, seen.request.caller.id].includes(report.takenBy);
  const elsewhere = relatives.splitFrom ? words.noReceiptSplit(relatives.splitFrom.reference) : words.noReceipt;
  const body = html`${canBeWrittenTo ? html`<p class="note">${words.messagesLead}</p>` : html`<p>${elsewhere}</p>`}
    ${written.length > 0 ? letters(written) : canBeWrittenTo ? html`<p class="note">${words.noMessages}</p>` : null}
    ${mayWrite && report.messageWaiting ? seenForm(seen, read) : null}
    ${mayWrite && canBeWrittenTo ? answerForm(seen, read, given) : null}`;
  return panel({ title: words.messages, body, id: 'messages' });
}

function seenForm({ words, csrf }: Sight, { report }: ReadReport): Html {
  const hidden = { version: String(report.version) };
  const body = button({ label: words.seen, tone: 'quiet' });
  return form({ action: `${reportPath(report.id)}/seen`, csrf, hidden, body });
}

function answerForm({ words, csrf }: Sight, { report }: ReadReport, { form: sent, values, problems }: Typed): Html {
  const mine = sent === 'message';
  const body = html`${field({
    type: 'textarea',
    name: 'body',
    ...(sent === 'note' ? { id: 'answer' } : {}),
    label: words.answer,
    hint: words.answerHint,
    rows: 4,
    maxlength: 5000,
    value: mine ? values.body : '',
    error: mine ? problems.of('body') : undefined,
  })}${actions(button({ label: words.send }))}`;
  return form({
    action: `${reportPath(report.id)}/message`,
    csrf,
    hidden: { version: String(report.version) },
    body,
    id: 'answer-form',
  });
}

export function notes(seen: Sight, { readable, report, names }: ReadReport, { form: sent, values, problems }: Typed) {
  const { words, moment, csrf } = seen;
  if (!readable) return null;
  const written = readable.notes.map(({ writtenBy, writtenAt, body }) => ({
    own: false,
    from: personName(seen, names, writtenBy),
    when: moment(writtenAt) as Piece,
    text: body ?? words.erased,
  }));
  const mine = sent === 'note';
  const asked = html`${field({
    type: 'textarea',
    name: 'body',
    ...(mine ? {} : { id: 'note' }),
    label: words.note,
    rows: 2,
    maxlength: 5000,
    value: mine ? values.body : '',
    error: mine ? problems.of('body') : undefined,
  })}${actions(button({ label: words.saveNote, tone: 'quiet' }))}`;
  const body = html`<p class="note">${words.notesLead}</p>${written.length > 0 ? letters(written) : null}
    ${seen.may(addNote) ? form({ action: `${reportPath(report.id)}/note`, csrf, body: asked }) : null}`;
  return panel({ title: words.notes, body, id: 'notes' });
}
