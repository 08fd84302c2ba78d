// The record as people read it: who did what and when, newest first, narrowed by a filter that has an address; and what
// proves it elsewhere, to save.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RecordedEvent } from '../../audit/record.ts';
import { publicKeyPem } from '../../audit/signing.ts';
import { formatNumber } from '../../kit/formats.ts';
import { Refusal } from '../../kit/errors.ts';
import { type Html, html } from '../../kit/html.ts';
import { actions, linkButton } from '../../kit/look/buttons.ts';
import { facts } from '../../kit/look/facts.ts';
import { field } from '../../kit/look/field.ts';
import { filterBar } from '../../kit/look/form.ts';
import { heading, panel } from '../../kit/look/layout.ts';
import { moment } from '../../kit/look/moment.ts';
import { pager } from '../../kit/look/navigation.ts';
import { emptyState } from '../../kit/look/notice.ts';
import { table } from '../../kit/look/table.ts';
import { hash } from '../../kit/look/verbatim.ts';
import { dayMs, hourMs } from '../../kit/time.ts';
import { call } from '../../verbs/verb.ts';
import { queryPart } from '../request/asked.ts';
import { eventNames, sayEvent } from '../request/say.ts';
import { showPage } from '../shell.ts';
import { words } from '../words.ts';
import { readCheckpoint, readRecord } from './verbs.ts';

const root = '/desk/record';
const filterNames = ['verb', 'actor', 'thing', 'from', 'until'] as const;

export function recordPages(scope: FastifyInstance): void {
  scope.get(root, showRecord);
  scope.get(checkpointPath, sendCheckpoint);
  scope.get(keyPath, sendPublicKey);
}

const checkpointPath = `${root}/checkpoint.json`;
const keyPath = `${root}/public-key.pem`;

// A day begins at midnight in western Indonesia (UTC+7), the zone in which times are shown.
function dayStart(text: string): Date | null {
  const at = new Date(`${text}T00:00:00.000Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(at.getTime()) ? new Date(at.getTime() - 7 * hourMs) : null;
}

async function showRecord(request: FastifyRequest, reply: FastifyReply) {
  const { record } = words(request.language);
  const asked = (name: string) => queryPart(request, name) || null;
  const until = dayStart(queryPart(request, 'until'));
  const page = await call(request.server.house, readRecord, request.caller, {
    verb: asked('verb'),
    actor: asked('actor'),
    thing: asked('thing'),
    from: dayStart(queryPart(request, 'from')),
    until: until && new Date(until.getTime() + dayMs),
    after: asked('after'),
  });
  const main = html`${heading({ title: record.title, lead: record.lead })}${filter(request, page)}${list(request, page)}${ways(request, page.next)}${await proof(request)}`;
  return showPage(request, reply, { title: record.title, main });
}

type Page = Awaited<ReturnType<typeof readRecord.perform>>;

function filter(request: FastifyRequest, { names }: Page): Html {
  const { record } = words(request.language);
  const kept = (name: string) => ({ name, value: queryPart(request, name) });
  const choice = (name: string, any: string, known: Iterable<[string, string]>) => {
    const given = queryPart(request, name);
    const options = new Map([['', any], ...(given === '' ? [] : [[given, given] as const]), ...known]);
    return {
      type: 'select' as const,
      ...kept(name),
      options: [...options].map(([value, label]) => ({ value, label })),
    };
  };
  const fields = [
    field({ ...choice('actor', record.anyone, names), label: record.actor }),
    field({ ...choice('verb', record.anything, eventNames(request)), label: record.event }),
    field({ type: 'text', ...kept('thing'), label: record.thing, autocomplete: 'off' }),
    field({ type: 'date', ...kept('from'), label: record.day }),
    field({ type: 'date', ...kept('until'), label: record.untilDay }),
  ];
  const narrowed = filterNames.some((name) => queryPart(request, name) !== '');
  return filterBar({ language: request.language, action: root, fields, ...(narrowed ? { clear: root } : {}) });
}

function list(request: FastifyRequest, { events, names }: Page): Html {
  const { language } = request;
  const { record } = words(language);
  return table({
    caption: record.newestFirst,
    columns: [record.at, record.actor, record.event, record.thing].map((label) => ({ label })),
    rows: events.map((event) => [
      moment({ language, at: event.at }),
      names.get(event.actorId) ?? record.actors[event.actorKind],
      sayEvent(request, event.verb),
      html`<a href="${narrowedTo('thing', event.thing)}"><code>${event.thing}</code></a>${factsOf(event)}`,
    ]),
    empty: emptyState({ title: record.empty, body: record.emptyText }),
  });
}

const narrowedTo = (name: (typeof filterNames)[number], value: string): string =>
  `${root}?${new URLSearchParams({ [name]: value }).toString()}`;

function factsOf({ facts }: RecordedEvent): Html | null {
  const said = Object.entries(facts).map(([name, value]) => `${name}: ${[value].flat().join(', ')}`);
  return said.length === 0 ? null : html`<p class="note">${said.join('; ')}</p>`;
}

function ways(request: FastifyRequest, next: string | null): Html | null {
  const { language } = request;
  const filter = filterNames.map((name): [string, string] => [name, queryPart(request, name)]);
  const to = (place: string): string => {
    const query = [...filter, ['after', place] as [string, string]].filter(([, value]) => value !== '');
    return `${root}?${new URLSearchParams(query).toString()}`;
  };
  const latest =
    queryPart(request, 'after') === '' ? null : html`<p><a href="${to('')}">${words(language).record.latest}</a></p>`;
  return html`${next === null ? null : pager({ language, next: to(next) })}${latest}`;
}

async function proof(request: FastifyRequest): Promise<Html> {
  const { language } = request;
  const { record } = words(language);
  const { checkpoint, publicKey } = await call(request.server.house, readCheckpoint, request.caller, {});
  const [number = '', seal = ''] = [checkpoint?.number, checkpoint?.seal].map((n) => formatNumber(language, n ?? 0));
  const latest = checkpoint
    ? html`${record.checkpointSaid(number, seal)}, ${moment({ language, at: new Date(checkpoint.at) })}`
    : record.noCheckpoint;
  const known = facts([
    { label: record.checkpoint, value: latest },
    { label: record.publicKey, value: hash(publicKey) },
  ]);
  const save = [
    checkpoint ? linkButton({ label: record.saveCheckpoint, href: checkpointPath, tone: 'quiet' }) : null,
    linkButton({ label: record.saveKey, href: keyPath, tone: 'quiet' }),
  ];
  return panel({ title: record.proof, body: html`<p>${record.proofText}</p>${known}`, actions: actions(...save) });
}

async function sendCheckpoint(request: FastifyRequest, reply: FastifyReply) {
  const { checkpoint } = await call(request.server.house, readCheckpoint, request.caller, {});
  if (!checkpoint) throw new Refusal('not-found', 'nothing-here', 'No checkpoint has been signed yet');
  return reply
    .type('application/json')
    .header('content-disposition', `attachment; filename="suaka-checkpoint-${checkpoint.number}.json"`)
    .send(`${JSON.stringify(checkpoint, null, 2)}\n`);
}

async function sendPublicKey(request: FastifyRequest, reply: FastifyReply) {
  const { publicKey } = await call(request.server.house, readCheckpoint, request.caller, {});
  return reply
    .type('application/x-pem-file')
    .header('content-disposition', 'attachment; filename="suaka-public-key.pem"')
    .send(publicKeyPem(publicKey));
}
