// What is known of a notice, beside what it says: its clock, whose names stand under it, how it was delivered, what happened.
import { type Html, html } from '../../../kit/html.ts';
import { facts, timeline } from '../../../kit/look/facts.ts';
import { panel } from '../../../kit/look/layout.ts';
import { clock } from '../../../kit/look/moment.ts';
import { badge } from '../../../kit/look/notice.ts';
import { verbatim } from '../../../kit/look/verbatim.ts';
import { deskPath } from '../../pages/frame.ts';
import type { NoticeState } from '../../states.ts';
import { rungOf } from '../ladder.ts';
import type { NoticeSight } from '../read.ts';
import { noticePath, rungName, type Sight } from './sight.ts';

export function clocks(seen: Sight, { deadlines, notice }: NoticeSight): Html | null {
  const { words, request } = seen;
  if (notice.sentAt === null) return null;
  const now = request.server.house.now();
  const shown = deadlines.map((deadline) => {
    if (deadline.dueAt === null) return html`<p>${words.clockPending}</p>`;
    const open = notice.state !== 'withdrawn' && (deadline.state === 'running' || deadline.state === 'breached');
    const label = open ? words.clockLabel : `${words.clockLabel} (${seen.frame.noticeStates[notice.state]})`;
    return clock({ language: request.language, at: deadline.dueAt, now, label });
  });
  return shown.length === 0
    ? panel({ title: words.clocks, body: html`<p class="note">${words.noClock}</p>` })
    : html`${shown}`;
}

export function names(seen: Sight, { signatures, namesNeeded, names: people, notice }: NoticeSight): Html {
  const { words, number, moment } = seen;
  const rows = signatures.map(({ role, personId, at }) => ({
    label: words.roles[role],
    value: html`${people.get(personId) ?? ''}, ${moment(at)}`,
  }));
  const needs =
    notice.sentAt === null && namesNeeded > 1 ? html`<p class="note">${words.needs(number(namesNeeded))}</p>` : null;
  const body = rows.length === 0 ? html`<p>${words.noNames}</p>` : facts(rows);
  return panel({ title: words.names, body: html`${body}${needs}` });
}

export function thisNotice(seen: Sight, { notice, platform, items, before, follower }: NoticeSight): Html {
  const { words, frame, moment } = seen;
  const { columns } = words;
  const rows = [
    {
      label: columns.recipient,
      value: html`<a href="${deskPath}/directory/${platform.id}">${platform.name}</a>, ${frame.carriers[notice.way]}${notice.sentAt === null ? destination(notice, platform) : null}`,
    },
    { label: words.ground, value: frame.grounds[notice.ground] },
    { label: words.basis, value: frame.bases[notice.basis] },
    { label: words.step, value: rungName(seen, rungOf(notice)) },
    {
      label: columns.items,
      value: html`${items.map(({ removalId }, position) => html`${position > 0 ? ', ' : null}<a href="${deskPath}/removals/${removalId}">${String(position + 1)}</a>`)}`,
    },
    ...(before ? [{ label: words.after, value: linkTo(before) }] : []),
    ...(follower ? [{ label: words.followedBy, value: linkTo(follower) }] : []),
    { label: words.drafted, value: moment(notice.draftedAt) },
    ...(notice.sentAt ? [{ label: words.sentAt, value: moment(notice.sentAt) }] : []),
    ...(notice.handedOverAt
      ? [
          {
            label: words.handedOverAt,
            value: html`${moment(notice.handedOverAt)}${notice.way === 'mail' ? html`<br><span class="note">${words.handedOverNote}</span>` : null}`,
          },
        ]
      : []),
    ...(notice.acknowledgedAt ? [{ label: words.acknowledgedAt, value: moment(notice.acknowledgedAt) }] : []),
  ];
  return panel({ title: words.thisNotice, body: facts(rows) });
}

const linkTo = ({ id, reference }: { id: string; reference: string }): Html =>
  html`<a href="${noticePath(id)}">${reference}</a>`;

/** Whoever puts their name to a draft answers for where it goes. Of a webhook the host alone: its path may hold a secret. */
function destination({ way }: NoticeSight['notice'], { mail, webhook, form }: NoticeSight['platform']): Html | null {
  const where = { mail, webhook: webhook && new URL(webhook).host, form, desk: null }[way];
  return where === null ? null : html`<br>${verbatim(where)}`;
}

/** The states that are what the recipient answered; afterwards the timeline tells what that was. */
const answers: readonly NoticeState[] = ['acknowledged', 'complied', 'partial', 'refused'];

export function answered(seen: Sight, { notice, answer, items }: NoticeSight): Html | null {
  const { words, frame, number } = seen;
  if (notice.answeredAt === null && answer === null) return null;
  const reason = notice.refusedFor ? html`<p>${frame.refusedFor[notice.refusedFor]}</p>` : null;
  const done = items.flatMap(({ outcome }, position) => (outcome === 'complied' ? [number(position + 1)] : []));
  const which =
    notice.state === 'partial' && done.length > 0 ? html`<p>${words.complied}: ${done.join(', ')}</p>` : null;
  const stands = answers.includes(notice.state) ? html`<p>${frame.noticeStates[notice.state]}</p>` : null;
  const body = html`${stands}${which}${reason}${answer ? html`<blockquote>${answer}</blockquote>` : null}`;
  return panel({ title: words.answered, body });
}

export function deliveries(seen: Sight, { deliveries: given, notice }: NoticeSight): Html | null {
  const { words, frame, moment } = seen;
  if (notice.sentAt === null || notice.way === 'form') return null;
  const rows = given.map(({ id, carrier, possiblyRepeated, queuedAt, state }) => ({
    label: frame.carriers[carrier],
    value: html`<a href="${deskPath}/deliveries/${id}">${moment(queuedAt)}</a> ${state === 'failed' ? badge({ label: words.givenUp, tone: 'danger' }) : null} ${possiblyRepeated ? badge({ label: words.repeated, tone: 'warning' }) : null}`,
  }));
  return panel({ title: words.deliveries, body: rows.length === 0 ? html`<p>${words.noDeliveries}</p>` : facts(rows) });
}

export function history(seen: Sight, { entries, names: people }: NoticeSight): Html {
  const { words, frame, moment } = seen;
  const theirs = new Set(['answered', 'handed-over']);
  const events = entries.toReversed().map(({ kind, facts: told, by, at }) => ({
    when: moment(at),
    title: words.entries[kind as 'other'] ?? words.entries.other,
    by: by === null ? (theirs.has(kind) ? words.theOtherSide : words.byClock) : (people.get(by) ?? ''),
    ...(kind === 'answered' && told.state ? { body: frame.noticeStates[told.state as 'complied'] } : {}),
  }));
  return panel({ title: words.timeline, body: timeline(events) });
}
