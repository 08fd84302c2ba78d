// The panels on a removal's page: locating, handing over, receipts, answers and holds, as an officer without JavaScript
// uses them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openReport } from '../../report/index.ts';
import { lookupsPart } from '../../outside/index.ts';
import { openTestDesk, type TestDesk, type Visitor } from '../../testing/desk.ts';
import type { Caller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { setIssuer } from '../issuer/verbs.ts';
import * as locate from '../locate/pages.ts';
import { MadeUpInternet, madeUpRemoval } from '../locate/testing.ts';
import * as removals from '../removal/pages.ts';
import type { Removal } from '../removal/store.ts';
import * as handOff from './pages.ts';
import { classify, madeUpIssuer } from './testing.ts';

let desk: TestDesk;
let organisationId: string;
let officer: { visitor: Visitor; caller: Caller };
const internet = new MadeUpInternet();
before(async () => {
  const parts = [removals, locate, handOff];
  desk = await openTestDesk({
    pages(scope) {
      removals.registerRemovalPages(scope, { wide: [], narrow: [locate.locationPanel, handOff.handOffPanel] });
      locate.registerLocatePages(scope);
      handOff.registerHandOffPages(scope);
    },
    server: {
      refusalWords: parts.map((part) => part.refusalWords),
      eventWords: parts.map((part) => part.eventWords),
    },
  });
  openReport(desk.house);
  desk.house.place(lookupsPart, internet);
  organisationId = await desk.organisation();
  const supervisor = await desk.person(organisationId, ['supervisor']);
  await call(desk.house, setIssuer, supervisor.caller, madeUpIssuer);
  officer = await desk.person(organisationId, ['takedown']);
});
after(() => desk?.close());

const pathOf = ({ id }: Removal) => `/desk/remove/removals/${id}`;
const where = () => ({ house: desk.house, organisationId });
const act = async (visitor: Visitor, path: string, fields: Record<string, string> = {}) => {
  const reply = await visitor.submit(path, fields);
  assert.equal(reply.statusCode, 303, reply.body);
  return (await visitor.get(String(reply.headers.location))).body;
};
const linkTo = (page: string, ending: string): string => {
  const found = new RegExp(`action="([^"]*${ending})"`).exec(page)?.[1];
  assert.ok(found, `no form leads to ${ending}`);
  return found;
};

test('what lies abroad is located, handed to police and to the hotline there, and its file taken', async () => {
  const host = 'asing-rekaan.example';
  internet.place(host, '198.51.100.7', { network: 64_499, name: 'Hosting <Asing>', country: 'NL' });
  const removal = await madeUpRemoval(where(), { items: `https://${host}/a` });
  await classify(where(), removal.itemId, 'baseline');
  const { visitor } = officer;
  const path = pathOf(removal);
  const before = (await visitor.get(path)).body;
  assert.match(before, /Belum dilacak|Not looked up yet/);
  const located = await act(visitor, `${path}/locate`);
  assert.match(located, /asing-rekaan\[\.\]example/);
  assert.match(located, /Hosting &lt;Asing&gt;/);
  assert.match(located, /AS64499/);
  assert.doesNotMatch(located, /href="[^"]*asing-rekaan/);
  const police = await act(visitor, `${path}/police`, { reference: 'LP-RKN-1', preservation: 'yes' });
  assert.match(police, /LP-RKN-1/);
  const received = await act(visitor, linkTo(police, '/receipt'));
  assert.doesNotMatch(received, /\/receipt"/);
  const hotline = await act(visitor, `${path}/hotline`);
  const file = await visitor.submit(linkTo(hotline, '/export'));
  assert.match(String(file.headers['content-disposition']), /^attachment; filename="hnd_[0-9a-z]+\.json"$/);
  assert.equal(file.headers['cache-control'], 'no-store');
  assert.equal(file.json().urls[0].urlString, `https://${host}/a`);
  const answered = await act(visitor, linkTo(hotline, '/returned'), { action: '4' });
  assert.match(answered, /tidak dapat membukanya|cannot reach it/);
});

test('a hold: a wrong answer comes back with what is right, the same person cannot renew, another one can', async () => {
  const removal = await madeUpRemoval(where());
  const path = pathOf(removal);
  const { visitor } = officer;
  await visitor.get(path);
  const wrong = await visitor.submit(`${path}/hold`, { reference: '', hours: '30' });
  assert.equal(wrong.statusCode, 422);
  assert.match(wrong.body, /1 sampai 24|from 1 to 24/);
  assert.match(wrong.body, new RegExp(`href="${path}"`));
  assert.match(wrong.body, /href="#field-hours"/);
  assert.match(wrong.body, /id="field-hours"[^>]*value="30"/);
  const held = await act(visitor, `${path}/hold`, { reference: 'POL-RKN-1', hours: '12' });
  assert.doesNotMatch(held, /\/renew"/);
  const approver = await desk.person(organisationId, ['approver']);
  const theirs = (await approver.visitor.get(path)).body;
  assert.doesNotMatch(theirs, /POL-RKN-1/);
  await act(approver.visitor, linkTo(theirs, '/renew'), { reference: 'POL-RKN-2', hours: '24' });
  const page = (await visitor.get(path)).body;
  await act(visitor, linkTo(page, '/end'));
});

test('in danger the page offers no hold, and asking for one anyway is refused', async () => {
  const removal = await madeUpRemoval(where(), { danger: true });
  const path = pathOf(removal);
  const page = (await officer.visitor.get(path)).body;
  assert.doesNotMatch(page, new RegExp(`action="${path}/hold"`));
  assert.equal((await officer.visitor.submit(`${path}/hold`, { reference: 'POL', hours: '1' })).statusCode, 409);
});

test('whoever only looks sees where it stands, and no form and no host', async () => {
  const host = 'tertutup-rekaan.example';
  internet.place(host, '198.51.100.8', { network: 64_500 });
  const removal = await madeUpRemoval(where(), { items: `https://${host}/a` });
  await officer.visitor.get(pathOf(removal));
  await act(officer.visitor, `${pathOf(removal)}/locate`);
  const administrator = await desk.person(organisationId, ['administrator']);
  const { body, statusCode } = await administrator.visitor.get(pathOf(removal));
  assert.equal(statusCode, 200);
  assert.match(body, /AS64500/);
  assert.doesNotMatch(body, /tertutup-rekaan/);
  assert.doesNotMatch(body, /\/(locate|police|hold|hotline)"/);
});
