// The pages of intake as a browser without JavaScript uses them: from the queue to a report that is taken, read, answered
// and resolved; only what is allowed is offered, and what is refused brings back what was typed.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { html } from '../../kit/html.ts';
import { openTestDesk, type TestDesk, type Visitor } from '../../testing/desk.ts';
import type { Caller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { setCareLimits, setContact, writeToDesk } from '../index.ts';
import type { ReportSlots } from '../pages/slots.ts';
import { openReport } from '../opening.ts';
import { everything, fileMadeUp, ticketFor } from '../testing.ts';
import { callerOf } from '../../testing/house.ts';
import { eventWords, refusalWords, registerIntakePages } from './pages.ts';
import { addresses, madeUpReport, seen } from './testing.ts';
import { mergeReports, moveReport, readReport, takeReport } from './verbs.ts';
import { words } from './words.ts';

let desk: TestDesk;
let organisationId: string;
let ana: { visitor: Visitor; caller: Caller };
let budi: { visitor: Visitor; caller: Caller };

/** As another desk fills them. */
const slots: ReportSlots = {
  async items(_request, _reply, ids) {
    asked.push(ids);
    return new Map(ids.map((id) => [id, `slot of ${id}`]));
  },
  aside: async (_request, _reply, reportId) => html`<p>aside of ${reportId}</p>`,
};
const asked: (readonly string[])[] = [];

before(async () => {
  desk = await openTestDesk({
    pages: (scope) => registerIntakePages(scope, slots),
    server: { refusalWords: [refusalWords], eventWords: [eventWords] },
  });
  openReport(desk.house);
  organisationId = await desk.organisation();
  [ana, budi] = [await desk.person(organisationId, ['intake']), await desk.person(organisationId, ['analyst'])];
  for (const { visitor } of [ana, budi]) visitor.cookies.set('suaka_language', 'en');
});
after(() => desk?.close());

const made = (more = {}) => madeUpReport({ house: desk.house, organisationId }, more);
const path = ({ id }: { id: string }): string => `/desk/report/${id}`;
const read = ({ id }: { id: string }) => call(desk.house, readReport, callerOf(organisationId, everything), { id });
const text = (body: string): string => body.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

/** The page of a report as it stands, and the version that its forms carry. */
async function open(visitor: Visitor, report: { id: string }) {
  const { body, statusCode } = await visitor.get(path(report));
  assert.equal(statusCode, 200);
  const { version } = (await read(report)).report;
  return { body, version: String(version) };
}

/** Names of the forms and links by which something can be done on a page. */
function offered(body: string): string[] {
  const forms = [...body.matchAll(/action="\/desk\/report\/rep_\w+\/([\w/-]+)/g)].map(([, name]) => name!);
  const links = [...body.matchAll(/class="button [^"]*" href="\/desk\/report\/rep_\w+\/([\w-]+)"/g)].map(
    ([, name]) => name!,
  );
  return [...new Set([...forms, ...links])].toSorted();
}

test('from the queue to the end: the next one is taken, read, answered and resolved', async () => {
  const { visitor } = ana;
  const filed = await fileMadeUp(
    { house: desk.house, reporter: { ...callerOf(organisationId, []), kind: 'nobody' } },
    { inDanger: true, story: 'Cerita rekaan yang terlipat.', items: addresses },
  );
  const queue = await visitor.get('/desk/report');
  assert.match(text(queue.body), /Someone is in danger now .*Counts as 365 days earlier/);
  const next = await visitor.submit('/desk/report/next');
  assert.equal(next.headers.location, path(filed));
  const page = await visitor.get(path(filed));
  assert.match(text(page.body), /This is the most urgent report that nobody had\./);
  assert.match(text(page.body), /hxxps:\/\/contoh\[\.\]example\/satu.*slot of itm_/);
  assert.ok(page.body.includes(`<p>aside of ${filed.id}</p>`));
  assert.ok(asked.at(-1)!.length > 1, 'asked once for all items');
  assert.doesNotMatch(page.body, /terlipat|href="https?:\/\/contoh/);

  const opened = await visitor.submit(`${path(filed)}/text`);
  assert.match(opened.body, /Cerita rekaan yang terlipat\./);
  assert.match(text(opened.body), /You opened 1 today/);

  const send = async (to: string, fields = {}) =>
    visitor.submit(`${path(filed)}/${to}`, { version: (await open(visitor, filed)).version, ...fields });
  assert.equal((await send('move/begin')).statusCode, 303);
  assert.equal((await send('message', { body: 'Kami sedang mengerjakannya.' })).statusCode, 303);
  const told = await visitor.get(path(filed));
  assert.match(text(told.body), /They read it when they come back\./);
  assert.match(text(told.body), /You · .* not read yet Kami sedang mengerjakannya\./);
  assert.equal((await visitor.get(`${path(filed)}/resolve`)).statusCode, 200);
  const without = await send('resolve');
  assert.equal(without.statusCode, 422);
  assert.match(text(without.body), /Choose what it came to\./);
  assert.equal((await send('resolve', { outcome: 'handled' })).statusCode, 303);
  const ended = await visitor.get(path(filed));
  assert.match(text(ended.body), /Being worked on → Resolved .*It was dealt with/);
  assert.deepEqual((await read(filed)).report.state, 'resolved');
});

test('only what is allowed is offered: to whoever may take it, has it, does not have it, or may only look', async () => {
  const report = await made({ items: addresses });
  const always = [
    'facts',
    'items',
    'merge',
    'message',
    'move/begin',
    'move/mark-spam',
    'move/triage',
    'note',
    'refer',
    'remove-item',
    'split',
  ];
  assert.deepEqual(offered((await open(ana.visitor, report)).body), [...always, 'take'].toSorted());
  await call(desk.house, takeReport, ana.caller, await seen(desk.house, ana.caller, report));
  assert.deepEqual(offered((await open(ana.visitor, report)).body), [...always, 'hand-back'].toSorted());
  assert.deepEqual(offered((await open(budi.visitor, report)).body), ['note', 'take-over']);
  const auditor = await desk.person(organisationId, ['auditor']);
  const looked = await open(auditor.visitor, report);
  assert.deepEqual(offered(looked.body), []);
  assert.doesNotMatch(looked.body, /contoh|akun_rekaan/);
  await call(desk.house, moveReport, ana.caller, {
    ...(await seen(desk.house, ana.caller, report)),
    transition: 'mark-spam',
  });
  assert.deepEqual(offered((await open(budi.visitor, report)).body), [
    'items',
    'message',
    'move/close',
    'move/reopen',
    'note',
    'remove-item',
  ]);
});

test('what someone else has is said before anything else, and is taken over by a button that names them', async () => {
  const report = await made();
  await call(desk.house, takeReport, budi.caller, await seen(desk.house, budi.caller, report));
  await budi.visitor.get(path(report));
  const { body, version } = await open(ana.visitor, report);
  assert.match(text(body), /Made-up analyst has this report/);
  assert.match(text(body), /Take it over from Made-up analyst/);
  const over = await ana.visitor.submit(`${path(report)}/take-over`, { version, from: budi.caller.id });
  assert.equal(over.statusCode, 303);
  const { report: now, entries } = await read(report);
  assert.equal(now.takenBy, ana.caller.id);
  assert.equal(entries.at(-1)!.kind, 'taken-over');
});

test('a colleague who has the page open is named', async () => {
  const report = await made();
  await budi.visitor.get(path(report));
  assert.match(text((await open(ana.visitor, report)).body), /Also open for: Made-up analyst/);
});

test('what is refused is said on the page as the report stands now, and what was typed is still there', async () => {
  const report = await made();
  const { version } = await open(ana.visitor, report);
  await call(desk.house, takeReport, budi.caller, await seen(desk.house, budi.caller, report));
  const taken = await ana.visitor.submit(`${path(report)}/move/begin`, { version });
  assert.equal(taken.statusCode, 409);
  assert.match(
    text(taken.body),
    /Someone else has this report\. Nothing was changed\..*Made-up analyst has this report/,
  );
  const mine = await made();
  const before = await open(ana.visitor, mine);
  await call(desk.house, takeReport, ana.caller, await seen(desk.house, ana.caller, mine));
  const late = await ana.visitor.submit(`${path(mine)}/message`, { version: before.version, body: 'Belum terkirim.' });
  assert.equal(late.statusCode, 409);
  assert.match(text(late.body), /The report changed while you looked at it\./);
  assert.match(late.body, />\s*Belum terkirim\.<\/textarea>/);
  const again = await ana.visitor.submit(`${path(mine)}/message`, {
    version: /name="version" value="(\d+)"/.exec(late.body)![1]!,
    body: 'Belum terkirim.',
  });
  assert.equal(again.statusCode, 303, 'sent again from what was shown then');
  const empty = await ana.visitor.submit(`${path(mine)}/note`, { body: '' });
  assert.equal(empty.statusCode, 422);
  assert.match(empty.body, /href="#field-body"/);
  assert.equal([...empty.body.matchAll(/id="field-body"/g)].length, 1);
});

test('reports are joined, split and corrected on pages that ask, and refused there with the reason', async () => {
  const [one, two] = [await made({ items: addresses }), await made({ items: addresses })];
  const asks = await ana.visitor.get(`${path(one)}/merge`);
  assert.match(text(asks.body), new RegExp(`${two.reference} · .* 2 items in common`));
  const send = async (to: string, fields: Record<string, string>) =>
    ana.visitor.submit(`${path(one)}/${to}`, { version: (await open(ana.visitor, one)).version, ...fields });
  const wrong = await send('merge', { into: '0000-0000', reason: 'same-thing' });
  assert.equal(wrong.statusCode, 422);
  assert.match(text(wrong.body), /There is no report with this reference here/);
  const [item] = (await read(one)).readable!.items;
  const split = await send('split', { itemIds: item!.id, reason: 'another-person' });
  assert.match(split.headers.location!, /^\/desk\/report\/rep_/);
  assert.match(text((await ana.visitor.get(split.headers.location!)).body), new RegExp(`split from ${one.reference}`));
  assert.equal((await send('facts', { concern: 'grooming', ageBand: '13-17', place: 'Jalan Rekaan' })).statusCode, 303);
  assert.deepEqual((await read(one)).report.urgency, ['child']);
  assert.equal((await send('merge', { chosen: two.id, reason: 'same-person' })).statusCode, 303);
  assert.match(text((await open(ana.visitor, one)).body), new RegExp(`Joined to ${two.reference}`));
});

test('the queue finds a report by its reference, narrows, and says when nothing is there', async () => {
  const report = await made({ concern: 'trafficking' });
  const found = await ana.visitor.get(`/desk/report?q=${report.reference.toLowerCase()}`);
  assert.equal(found.headers.location, path(report));
  assert.match(text((await ana.visitor.get('/desk/report?q=nothing')).body), /No report has the reference “nothing”/);
  const narrowed = await ana.visitor.get('/desk/report?view=open&concern=trafficking');
  assert.equal([...narrowed.body.matchAll(/<th scope="row">/g)].length, 1);
  assert.equal((await ana.visitor.get('/desk/report?view=all&after=nonsense')).statusCode, 400);
  for (const address of ['/desk/report/rep_nothing', `/desk/report/rep_${'0'.repeat(26)}`])
    assert.equal((await ana.visitor.get(address)).statusCode, 404, address);
});

test('when it was enough for one day a break is asked for, and the text stays folded until they go on', async () => {
  const supervisor = callerOf(organisationId, everything);
  await call(desk.house, setCareLimits, supervisor, { texts: 1, handOvers: 1 });
  const { visitor } = budi;
  const report = await made({ story: 'Cerita yang terlipat.' });
  await open(visitor, report);
  assert.match((await visitor.submit(`${path(report)}/text`)).body, /Cerita yang terlipat/);
  const asked = await visitor.submit(`${path(report)}/text`);
  assert.doesNotMatch(asked.body, /Cerita yang terlipat/);
  assert.match(asked.body, /settings\/care\/go-on/);
  await call(desk.house, setCareLimits, supervisor, { texts: 40, handOvers: 40 });
});

test('a message of the reporter is waiting in the queue and on the page until it is read', async () => {
  const reporter = { ...callerOf(organisationId, []), kind: 'nobody' as const };
  const filed = await fileMadeUp({ house: desk.house, reporter });
  const ticket = await ticketFor({ house: desk.house, reporter }, filed);
  await call(desk.house, writeToDesk, reporter, { ticket, body: 'Apakah ada kabar?' });
  assert.match(
    text((await ana.visitor.get('/desk/report?view=messages')).body),
    new RegExp(`${filed.reference} .*Message waiting`),
  );
  const { body, version } = await open(ana.visitor, filed);
  assert.match(text(body), /Apakah ada kabar\?/);
  assert.equal((await ana.visitor.submit(`${path(filed)}/seen`, { version })).statusCode, 303);
  assert.doesNotMatch((await ana.visitor.get('/desk/report?view=messages')).body, new RegExp(filed.reference));
});

test('a form of another site changes nothing', async () => {
  const report = await made();
  const { version } = await open(ana.visitor, report);
  const forged = await ana.visitor.submit(`${path(report)}/take`, { version, csrf: 'forged' });
  assert.equal(forged.statusCode, 403);
  assert.equal((await read(report)).report.takenBy, null);
});

test('a contact that the paper alone was enough to give is shown with a warning, one told with the report is not', async () => {
  const reporter = { ...callerOf(organisationId, []), kind: 'nobody' as const };
  const contact = {
    way: 'phone' as const,
    address: '0811-0000-0009',
    hours: 'sore',
    senderName: 'Toko Buku Rekaan',
    voicemail: 'never' as const,
    codePhrase: 'pesanan tujuh',
  };
  const told = await fileMadeUp({ house: desk.house, reporter }, { contact });
  assert.doesNotMatch(text((await open(ana.visitor, told)).body), /with the receipt alone/);
  const later = await fileMadeUp({ house: desk.house, reporter });
  const ticket = await ticketFor({ house: desk.house, reporter }, later);
  await call(desk.house, setContact, reporter, { ticket, contact });
  assert.match(text((await open(ana.visitor, later)).body), /given afterwards, with the receipt alone/);
  const other = { ...contact, address: '0811-0000-0008' };
  await call(desk.house, setContact, reporter, {
    ticket: await ticketFor({ house: desk.house, reporter }, told),
    contact: other,
  });
  assert.match(text((await open(ana.visitor, told)).body), /in place of another one, with the receipt alone/);
});

test('where reports that were joined name more items than fit on the page, it says that there are more', async () => {
  const many = (name: string) => Array.from({ length: 300 }, (_, n) => `https://${name}${n}.example`).join('\n');
  const [kept, again] = [await made({ items: many('a') }), await made({ items: many('b') })];
  const officer = callerOf(organisationId, everything);
  const more = words('en').moreItems('500');
  assert.ok(!(await open(ana.visitor, kept)).body.includes(more));
  const given = { ...(await seen(desk.house, officer, again)), into: kept.reference, reason: 'same-thing' as const };
  await call(desk.house, mergeReports, officer, given);
  const { readable } = await read(kept);
  assert.deepEqual([readable!.items.length, readable!.moreItems], [500, true]);
  assert.ok((await open(ana.visitor, kept)).body.includes(more));
});
