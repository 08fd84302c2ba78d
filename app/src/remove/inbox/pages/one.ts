// One notice as the platform reads it: exactly what it says, its clock, what was answered, and the forms that answer.
import type { FastifyReply } from 'fastify';
import { noProblems, type Problems, showPage } from '../../../access/shell.ts';
import { type Html, html } from '../../../kit/html.ts';
import { facts } from '../../../kit/look/facts.ts';
import { columns, heading, panel } from '../../../kit/look/layout.ts';
import { clock } from '../../../kit/look/moment.ts';
import { crumbs } from '../../../kit/look/navigation.ts';
import { badge, notice } from '../../../kit/look/notice.ts';
import { codeBlock, hash } from '../../../kit/look/verbatim.ts';
import type { SealedNotice } from '../../notice/sealed.ts';
import { says } from '../../notice/says.ts';
import { basisText } from '../../notice/text.ts';
import { isOpen } from '../lists.ts';
import { openServed } from '../verbs.ts';
import { formsOf, type Given } from './forms.ts';
import { type Found, noticesPath, type Sight, stateBadge } from './frame.ts';

export async function showOne(
  seen: Sight,
  id: string,
  given: Given = {},
  problems: Problems = noProblems,
): Promise<FastifyReply> {
  const { request, reply, words } = seen;
  const found = await seen.ask(openServed, { id });
  const { served } = found;
  const title = words.notice(served.reference);
  const top = heading({
    title,
    state: stateBadge(seen, served),
    crumbs: crumbs({ language: request.language, ways: [{ href: noticesPath, label: words.title }] }),
  });
  const body = columns({
    wide: [
      withdrawnOf(seen, found),
      followedOf(seen, found),
      clockOf(seen, found),
      answerOf(seen, found),
      whatOf(seen, found),
      saidIn(seen, found.document),
      ...formsOf(seen, found, given, problems),
    ],
    narrow: aboutOf(seen, found),
  });
  const main = html`${top}${problems.summary}${body}`;
  return showPage(request, reply, { title, main, status: problems.status, here: `${noticesPath}/${served.id}` });
}

function withdrawnOf({ words }: Sight, { served }: Found): Html | null {
  if (served.state === 'withdrawn')
    return notice({ tone: 'warning', title: words.withdrawnTitle, body: words.withdrawnBody });
  if (served.withdrawn.length === 0) return null;
  return notice({ tone: 'warning', title: words.partWithdrawn, body: words.partWithdrawnBody });
}

function followedOf({ words }: Sight, { served }: Found): Html | null {
  if (served.followedBy === null) return null;
  const body = html`<a href="${noticesPath}/${served.followedBy}">${words.toNext}</a>`;
  return notice({ tone: 'info', title: words.followed, body });
}

// Addresses stand to the letter, so that they can be copied, and never as links: nobody opens one by a slip.
function whatOf(seen: Sight, { served, document }: Found): Html {
  const { words, frame, number } = seen;
  const items = document.items.map((item) => {
    const marks = [
      served.complied.includes(item.number) ? badge({ label: words.itemDone, tone: 'success' }) : null,
      served.withdrawn.includes(item.number) ? badge({ label: words.itemWithdrawn }) : null,
    ];
    const label = words.item(number(item.number), frame.itemKinds[item.kind]);
    return html`<h3>${label} ${marks}</h3>${codeBlock(item.address)}`;
  });
  const asks = inLanguage(document, says(document.language).asks[document.reach]);
  return panel({ title: words.what, body: html`${asks}<p class="note">${words.whatHint}</p>${items}` });
}

/** Words of the notice are in its own language, which may not be the page's. */
function inLanguage({ language }: SealedNotice, text: string): Html {
  const paragraphs = text.split(/\n{2,}/).map((paragraph) => html`<p>${paragraph}</p>`);
  return html`<div lang="${language}">${paragraphs}</div>`;
}

function saidIn({ words }: Sight, document: SealedNotice): Html {
  const { reasons, proportionality, redress, goodFaith, preserve } = document;
  const said: [string, string | null][] = [
    [words.stands, basisText(document)],
    [words.reasons, reasons],
    [words.proportionality, proportionality],
    [words.preserve, preserve],
    [words.redress, redress],
    [words.goodFaith, goodFaith],
  ];
  const parts = said.map(([title, text]) => text && html`<h3>${title}</h3>${inLanguage(document, text)}`);
  return panel({ title: words.says, body: html`${parts}` });
}

function clockOf({ request, words, now }: Sight, { served }: Found): Html | null {
  const { dueAt } = served;
  if (dueAt === null || !isOpen(served)) return null;
  return clock({ language: request.language, at: dueAt, now, label: words.clockLabel, next: words.clockNext });
}

function answerOf(seen: Sight, { served, answer, names }: Found): Html | null {
  const { words, moment } = seen;
  const { answeredAt, answeredBy, refusedFor, version, carriedVersion } = served;
  if (answeredAt === null) return null;
  const rows = [
    { label: words.state, value: stateBadge(seen, served) },
    { label: words.answeredAt, value: html`${moment(answeredAt)} ${byWhom(seen, names, answeredBy)}` },
    ...(refusedFor ? [{ label: words.reason, value: words.reasonsToRefuse[refusedFor] }] : []),
    ...(answer ? [{ label: words.inYourWords, value: answer }] : []),
  ];
  const carried = version === carriedVersion ? words.carried : words.notCarried;
  return panel({ title: words.yourAnswer, body: html`${facts(rows)}<p class="note">${carried}</p>` });
}

function byWhom({ words }: Sight, names: ReadonlyMap<string, string>, id: string | null): string | null {
  const name = id === null ? undefined : names.get(id);
  return name === undefined ? null : words.byWhom(name);
}

function aboutOf(seen: Sight, { served, document, names }: Found): Html {
  const { words, frame, moment } = seen;
  const when = (at: Date | null, by: string | null) => (at ? html`${moment(at)} ${byWhom(seen, names, by)}` : null);
  const rows = [
    { label: words.from, value: served.from },
    { label: words.issuer, value: document.issuer.name },
    { label: words.contact, value: document.issuer.contact },
    { label: words.recipient, value: document.recipient.name },
    { label: words.follows, value: served.after },
    { label: words.issued, value: moment(new Date(document.issuedAt)) },
    { label: words.ground, value: frame.grounds[served.ground] },
    { label: words.basis, value: served.statutory ? words.bases.order : words.bases.request },
    { label: words.served, value: moment(served.servedAt) },
    { label: words.openedAt, value: when(served.openedAt, served.openedBy) },
    { label: words.acknowledgedAt, value: when(served.acknowledgedAt, served.acknowledgedBy) },
    { label: words.sha, value: hash(served.contentSha256.toString('hex')) },
  ].filter(({ value }) => value !== null);
  return panel({ title: words.about, body: facts(rows) });
}
