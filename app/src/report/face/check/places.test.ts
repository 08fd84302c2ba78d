// Where each place stands, as the receipt shows it: to the person concerned, and to a stalker or suspect who holds the
// paper or names a place to learn what is known of it. Each protection is seen by what the page would show without it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fieldsPart } from '../../../fields/index.ts';
import { dayMs, hourMs, minuteMs } from '../../../kit/time.ts';
import { asOwner, inOrganisation, type Work } from '../../../runtime/database.ts';
import { call } from '../../../verbs/verb.ts';
import { recordReport } from '../../filing/verbs.ts';
import { relations } from '../../facts.ts';
import { addItems, readReport, removeItem, splitReport } from '../../intake/verbs.ts';
import { reportsOfItem } from '../../items/open.ts';
import { tell } from '../../tell.ts';
import { fileMadeUp } from '../../testing.ts';
import { type OpenFace, openFace } from '../testing/open-face.ts';
import { Reader } from '../testing/reader.ts';
import { checkWords } from './words.ts';

let desk: OpenFace;
before(async () => {
  const flood = { freePerSource: 1e6, mostPerSource: 1e6, manyPerMinute: 1e6, calmMs: 1 };
  desk = await openFace({ facts: { live: true }, flood });
});
after(() => desk?.close());

const { places: say } = checkWords('id');
const within = <T>(work: (work: Work) => Promise<T>): Promise<T> =>
  inOrganisation(desk.house.database, desk.organisationId, work);

let unique = 0;
/** An address that nobody named before. */
const fresh = (): string => `https://contoh-${(unique += 1)}.example/x`;

async function filed(told: Record<string, unknown>) {
  const { id, receipt } = await fileMadeUp(desk, { relation: 'self', ...told });
  return { id, receipt: receipt!.join(' ') };
}

async function opened(receipt: string): Promise<Reader> {
  const who = new Reader(desk.server);
  await who.get('/check');
  await who.press(null, { receipt });
  return who;
}

/** The page whole, without what is drawn anew for each look. */
const whole = async (receipt: string): Promise<string> =>
  (await opened(receipt)).text.replaceAll(/name="ticket" value="[^"]*"/g, '');

/** What the page says of each place, by its name. */
async function told(receipt: string): Promise<Record<string, string>> {
  const list = /<dl class="facts">(.*?)<\/dl>/s.exec((await opened(receipt)).text)?.[1] ?? '';
  const rows = list.matchAll(/<dt>(.*?)<\/dt><dd>(.*?)(?:<p class="note">.*?)?<\/dd>/gs);
  return Object.fromEntries([...rows].map(([, name, value]) => [name!, value!]));
}

const itemOf = async (reportId: string): Promise<string> => (await itemsOf(reportId))[0]!.id;
const itemsOf = (reportId: string): Promise<{ id: string; shown: string | null }[]> =>
  call(desk.house, readReport, desk.officer, { id: reportId }).then(({ readable }) => readable!.items);
const versionOf = async (id: string) => (await call(desk.house, readReport, desk.officer, { id })).report.version;

/** As the desk of removals tells every report that names the item. */
const removal = (itemId: string, to: string, grade: string | null = null): Promise<void> =>
  within(async (work) => {
    const facts = { item: itemId, to, grade };
    for (const { id } of await reportsOfItem(work, itemId))
      await tell(work, { reportId: id, kind: 'removal', facts, by: desk.officer.id, at: desk.house.now() });
  });

const everyState = [
  ['located', null],
  ['notice-open', null],
  ['overdue', null],
  ['unlocatable', null],
  ['removed', 'stated'],
  ['removed', 'gone-one-place'],
  ['removed', 'attested'],
  ['removed', 'machine-confirmed'],
  ['reappeared', null],
  ['stopped', null],
] as const;

test('the person concerned reads of each place where it stands, in the order in which they named them', async () => {
  const addresses = ['https://zebra.example/1', 'https://angsa.example/2', 'https://merak.example/3'];
  await filed({ items: addresses[1] }); // known before, so that its item is the oldest
  const { id, receipt } = await filed({ items: addresses.join('\n') });
  const items = await itemsOf(id);
  assert.match(items.map(({ shown }) => shown).join(' '), /zebra.*angsa.*merak/);
  assert.deepEqual(await told(receipt), {
    [say.first[1]]: say.states['not-asked'],
    [say.first[2]]: say.states['not-asked'],
    [say.first[3]]: say.states['not-asked'],
  });
  desk.forward(minuteMs);
  await removal(items[2]!.id, 'notice-open');
  await removal(items[0]!.id, 'unlocatable');
  assert.deepEqual(Object.values(await told(receipt)), [
    say.states['not-asked'],
    say.states['not-asked'],
    say.states.asked,
  ]);
  desk.forward(dayMs);
  assert.equal((await told(receipt))[say.first[1]], say.states['not-found']);
  for (const address of addresses) assert.doesNotMatch((await opened(receipt)).text, new RegExp(address.slice(8, 13)));
});

test('how it is known that something is gone is said with it, and what came back is said to have come back', async () => {
  const { id, receipt } = await filed({ items: fresh() });
  const item = await itemOf(id);
  desk.forward(minuteMs);
  await removal(item, 'notice-open');
  for (const grade of ['stated', 'gone-one-place', 'attested', 'machine-confirmed'] as const) {
    await removal(item, 'removed', grade);
    desk.forward(dayMs);
    assert.deepEqual(await told(receipt), { [say.first[1]]: say.gone[grade] });
  }
  await removal(item, 'reappeared');
  assert.deepEqual(await told(receipt), { [say.first[1]]: say.gone['machine-confirmed'] }, 'not in that hour');
  desk.forward(dayMs);
  assert.deepEqual(await told(receipt), { [say.first[1]]: say.states['came-back'] });
});

test('whoever else holds the receipt sees the same page to the last byte, whatever happened to the places', async () => {
  for (const relation of [...relations.filter((each) => each !== 'self'), null]) {
    const [address, other] = [fresh(), fresh()];
    const { id, receipt } = await filed({ relation, items: `${address}\n${other}` });
    const none = await filed({ relation, items: '' });
    desk.forward(9 * dayMs);
    const before = await whole(receipt);
    const [first, second] = await itemsOf(id);
    for (const [to, grade] of everyState) {
      await removal(first!.id, to, grade);
      await removal(second!.id, to, grade);
      desk.forward(3 * dayMs);
      assert.equal(await whole(receipt), before, `${relation}, ${to} ${grade}`);
    }
    const plain = (page: string) => page.replaceAll(/\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\b/g, '');
    assert.equal(plain(before), plain(await whole(none.receipt)), 'nor how many places were named');
  }
});

test('whoever names a place to learn what is known of it is told what they would be told of one that nobody named', async () => {
  for (const steps of [everyState.slice(0, 2), everyState.slice(0, 5), everyState.slice(0, 9)]) {
    const [known, unknown] = [fresh(), fresh()];
    const item = await itemOf((await filed({ items: known })).id);
    for (const [to, grade] of steps) await removal(item, to, grade);
    desk.forward(9 * dayMs);
    const probes = [await filed({ items: known }), await filed({ items: unknown })] as const;
    const plain = (page: string) => page.replaceAll(/\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\b/g, '');
    const seen: string[] = [];
    for (let hour = 0; hour < 72; hour += 6) {
      if (hour < 8) assert.equal(plain(await whole(probes[0].receipt)), plain(await whole(probes[1].receipt)));
      seen.push((await told(probes[0].receipt))[say.first[1]]!);
      desk.forward(6 * hourMs);
    }
    const order = [...new Set(seen)];
    assert.deepEqual(order.slice(0, 2), [say.states['not-asked'], say.states.asked]);
    assert.doesNotMatch(order.join(' '), new RegExp(say.states['came-back']), 'nor that it was gone once');
  }
});

test('what the desk added is not told, nor what it took off or what was erased; every other place keeps its number', async () => {
  const { id, receipt } = await filed({ items: [fresh(), fresh(), fresh(), fresh()].join('\n') });
  const items = await itemsOf(id);
  const given = async () => ({ id, version: await versionOf(id) });
  await call(desk.house, addItems, desk.officer, { ...(await given()), text: fresh() });
  await call(desk.house, removeItem, desk.officer, { ...(await given()), itemId: items[0]!.id, reason: 'mistyped' });
  await within((work) => desk.house.part(fieldsPart).eraseRecord(work, items[1]!.id, desk.house.now()));
  assert.deepEqual(Object.keys(await told(receipt)), [say.first[3], say.first[4]]);
});

test('a place that was made a report of its own stays with whoever named it, with what is done about it from then on', async () => {
  const { id, receipt } = await filed({ items: `${fresh()}\n${fresh()}` });
  const [first] = await itemsOf(id);
  desk.forward(minuteMs);
  await removal(first!.id, 'notice-open');
  const [version, itemIds] = [await versionOf(id), [first!.id]];
  await call(desk.house, splitReport, desk.officer, { id, version, itemIds, reason: 'another-person' });
  desk.forward(minuteMs);
  await removal(first!.id, 'removed', 'attested');
  assert.equal((await told(receipt))[say.first[1]], say.states.asked);
  desk.forward(dayMs);
  assert.equal((await told(receipt))[say.first[1]], say.gone.attested);
});

test('places are behind the second lock where messages are: the nine words alone show none', async () => {
  const { id, receipt } = await filed({ items: fresh() });
  const who = await opened(receipt);
  await who.press('lock');
  await who.press('set-lock', { phrase: 'tiga kucing di atap', hide: 'yes' });
  const item = await itemOf(id);
  const before = await whole(receipt);
  desk.forward(minuteMs);
  await removal(item, 'notice-open');
  assert.equal(await whole(receipt), before);
  assert.deepEqual(await told(receipt), {});
  const locked = await opened(receipt);
  await locked.press('unlock', { phrase: 'tiga kucing di atap' });
  assert.ok(locked.text.includes(say.states.asked));
});

test('what else the desks note about a place is told to nobody: police, holds, hand-offs, notices', async () => {
  for (const relation of ['self', 'friend'] as const) {
    const { id, receipt } = await filed({ relation, items: fresh() });
    const item = await itemOf(id);
    const before = await whole(receipt);
    for (const kind of ['hand-off', 'hold', 'notice', 'notice-sent', 'deadline'])
      await within((work) =>
        tell(work, { reportId: id, kind, facts: { item, to: 'removed', grade: 'attested' }, at: desk.house.now() }),
      );
    desk.forward(3 * dayMs);
    assert.equal(await whole(receipt), before, relation);
  }
});

test('what was told to an officer on the telephone counts as named by whoever called', async () => {
  const given = { channel: 'phone' as const, concern: 'sextortion' as const, relation: 'self' as const };
  const made = await call(desk.house, recordReport, desk.officer, {
    ...given,
    items: `${fresh()}\n${fresh()}`,
  } as never);
  const { receipt } = made as unknown as { receipt: string[] };
  assert.deepEqual(Object.keys(await told(receipt.join(' '))), [say.first[1], say.first[2]]);
});

test('the order of places stands with the report and in no id of an item, which would tell which were known before', async () => {
  const { id } = await filed({ items: [fresh(), fresh(), fresh()].join('\n') });
  const { rows } = await asOwner(desk.house.database, ({ client }) =>
    client.query('SELECT count(DISTINCT added_at) AS times FROM report.report_item WHERE report_id = $1', [id]),
  );
  assert.equal(rows[0].times, 3);
});
