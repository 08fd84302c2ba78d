// Every address and every refusal of the protocol in one table: method, path, what is sent, status, and the exact answer.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, mock, test } from 'node:test';
import { sceneJpeg } from '../../testing/pictures.ts';
import { signalIndexKey } from '../signal-index.ts';
import { type Client, Form, type Method, openTestFace, type TestFace } from './testing.ts';

let face: TestFace;
let client: Client;
before(async () => {
  face = await openTestFace();
  client = await face.client();
  await client.ask('POST', '/c/banks', { name: 'THERE' });
});
after(() => face?.close());

const text = Buffer.from('only words, and no picture at all');
const upload = (name: string, bytes: Buffer = text) => new Form().file(name, bytes);
const left = 'facd8bcb2a49bcebdec1985298d5fe84bcd006c187c598c720c3c087b3fdb318';
const right = 'facd8bcb2a49bcebdec1985228d5ae84bcd006c187c598c720c2b087b3fdb318';
const md5 = 'd41d8cd98f00b204e9800998ecf8427e';
const said = (message: string) => ({ message });
const nothing = said('Nothing has this address on this server');
const fetchingOff = said(
  'Fetching media from addresses is disabled here, missing role: upload the file or send its hash, or ask the operator for SUAKA_FETCH_MEDIA=on',
);
const absentIndex = { present: false, built_to: -1, size: 0 };
const emptyIndex = { db_size: 0, index_size: 0, index_out_of_date: false, newest_db_item: -1, index_built_to: -1 };
const bothTypes = [
  { name: 'pdq', enabled_ratio: 1 },
  { name: 'video_md5', enabled_ratio: 1 },
];

type Row = [method: Method, path: string, sent: object | Form | undefined, status: number, answer: unknown];

const banks: Row[] = [
  ['GET', '/c/banks', undefined, 200, [{ name: 'THERE', matching_enabled_ratio: 1 }]],
  ['GET', '/c/bank/THERE', undefined, 200, { name: 'THERE', matching_enabled_ratio: 1 }],
  ['GET', '/c/bank/NOT_THERE', undefined, 404, said("bank 'NOT_THERE' not found")],
  ['POST', '/c/banks', { name: 'THERE' }, 403, said('Bank already exists')],
  ['POST', '/c/banks', { name: 'bad_name' }, 400, said('Bank names must be UPPER_WITH_UNDERSCORE')],
  ['POST', '/c/banks', { name: '01_BANK' }, 400, said('Bank names must be UPPER_WITH_UNDERSCORE')],
  ['POST', '/c/banks', { name: '' }, 400, said('Bank names must be UPPER_WITH_UNDERSCORE')],
  ['PUT', '/c/bank/NOT_THERE', { enabled: true }, 404, said('Bank not found')],
  ['PUT', '/c/bank/THERE', { name: '1_bad' }, 400, said('Bank names must be UPPER_WITH_UNDERSCORE')],
  ['PUT', '/c/bank/THERE', {}, 200, { name: 'THERE', matching_enabled_ratio: 1 }],
  ['DELETE', '/c/bank/NOT_THERE', undefined, 200, said('Done')],
];

const content: Row[] = [
  ['POST', '/c/bank/NOT_THERE/content', upload('photo'), 404, said("bank 'NOT_THERE' not found")],
  ['POST', '/c/bank/NOT_THERE/signal', { pdq: left }, 404, said("bank 'NOT_THERE' not found")],
  ['GET', '/c/bank/NOT_THERE/content/1', undefined, 404, said("bank 'NOT_THERE' not found")],
  ['PUT', '/c/bank/NOT_THERE/content/1', {}, 404, said("bank 'NOT_THERE' not found")],
  ['DELETE', '/c/bank/NOT_THERE/content/1', undefined, 404, said("bank 'NOT_THERE' not found")],
  ['GET', '/c/bank/THERE/content/4294967295', undefined, 404, said("content '4294967295' not found")],
  ['GET', '/c/bank/THERE/content/0', undefined, 404, said("content '0' not found")],
  ['PUT', '/c/bank/THERE/content/9', {}, 404, said("content '9' not found")],
  ['DELETE', '/c/bank/THERE/content/9', undefined, 200, { deleted: 0 }],
  ['GET', '/c/bank/THERE/content/abc', undefined, 404, nothing],
  ['GET', '/c/bank/THERE/content/-1', undefined, 404, nothing],
  ['POST', '/c/bank/THERE/content', undefined, 400, said('Neither `url` nor multipart file upload was received')],
  ['POST', '/c/bank/THERE/content', { note: 'x' }, 400, said('Neither `url` nor multipart file upload was received')],
  [
    'POST',
    '/c/bank/THERE/content',
    new Form().field('note', 'x'),
    400,
    said('Neither `url` nor multipart file upload was received'),
  ],
  ['POST', '/c/bank/THERE/content', upload('picture'), 400, said("no such content_type: 'picture'")],
  [
    'POST',
    '/c/bank/THERE/content',
    upload('video').file('video', text),
    400,
    said('Only one file allowed per request'),
  ],
  [
    'POST',
    '/c/bank/THERE/content',
    upload('video').field('note', 'x'.repeat(256)),
    400,
    said('note must be at most 255 characters'),
  ],
  [
    'POST',
    '/c/bank/THERE/content',
    upload('video').field('metadata', '{'),
    400,
    said('metadata form field must be valid JSON'),
  ],
  [
    'POST',
    '/c/bank/THERE/content',
    upload('video').field('metadata', '[]'),
    400,
    said('metadata should be a json object'),
  ],
  [
    'POST',
    '/c/bank/THERE/content',
    upload('video').field('metadata', '{"more":5}'),
    400,
    said('Invalid metadata: Unrecognized key: "more"'),
  ],
  [
    'POST',
    '/c/bank/THERE/content?types=pdq',
    upload('video'),
    400,
    said("signal type 'pdq' doesn't exist or is disabled"),
  ],
  ['POST', '/c/bank/THERE/content?url=https://example.org/a.jpg', undefined, 403, fetchingOff],
  ['POST', '/c/bank/THERE/signal', {}, 400, said('No signals given')],
  ['POST', '/c/bank/THERE/signal', { note: 'x' }, 400, said('No signals given')],
  ['POST', '/c/bank/THERE/signal', [], 400, said('Request input was not a dict')],
  ['POST', '/c/bank/THERE/signal', { pdq: left, note: 5 }, 400, said('note should be a string')],
  ['POST', '/c/bank/THERE/signal', { sha256: left }, 400, said('No such signal type sha256')],
  [
    'POST',
    '/c/bank/THERE/signal',
    { pdq: 'abc' },
    400,
    said('Invalid pdq signal: pdq hash of 3 characters; expected 64 hexadecimal digits'),
  ],
  [
    'POST',
    '/c/bank/THERE/signal',
    { pdq: 5 },
    400,
    said('Invalid pdq signal: pdq hash of 0 characters; expected 64 hexadecimal digits'),
  ],
];

const matching: Row[] = [
  ['GET', `/m/raw_lookup?signal_type=pdq&signal=${left}`, undefined, 200, { matches: [] }],
  ['GET', `/m/raw_lookup?signal_type=pdq&signal=${left}&include_distance=true`, undefined, 200, { matches: [] }],
  ['GET', `/m/raw_lookup?signal_type=vpdq&signal=${left}`, undefined, 400, said("No such SignalType 'vpdq'")],
  [
    'GET',
    '/m/raw_lookup?signal_type=pdq&signal=abc',
    undefined,
    400,
    said('invalid signal: pdq hash of 3 characters; expected 64 hexadecimal digits'),
  ],
  ['GET', `/m/lookup?signal_type=pdq&signal=${left}`, undefined, 200, {}],
  ['GET', `/m/lookup?signal_type=video_md5&signal=${md5}`, undefined, 200, {}],
  ['GET', '/m/lookup', undefined, 400, said('Either url or both signal and signal_type are required')],
  ['GET', `/m/lookup?signal=${left}`, undefined, 400, said('Either url or both signal and signal_type are required')],
  ['GET', '/m/lookup?signal_type=pdq', undefined, 400, said('Either url or both signal and signal_type are required')],
  ['GET', `/m/lookup?signal_type=md5&signal=${md5}`, undefined, 400, said("No such SignalType 'md5'")],
  ['GET', '/m/lookup?url=https://example.org/a.jpg', undefined, 403, fetchingOff],
  ['POST', '/m/lookup', undefined, 400, said('Missing multipart/form-data file upload')],
  ['POST', '/m/lookup', { photo: 'x' }, 400, said('Missing multipart/form-data file upload')],
  ['POST', '/m/lookup', new Form().field('photo', 'x'), 400, said('Missing multipart/form-data file upload')],
  ['POST', '/m/lookup', upload('file'), 400, said("no such content_type: 'file'")],
  ['POST', '/m/lookup', upload('video'), 200, { video_md5: {} }],
  ['POST', '/m/compare', { pdq: [left, right] }, 200, { pdq: [true, { distance: 9 }] }],
  ['POST', '/m/compare', { pdq: [left, '0'.repeat(64)] }, 200, { pdq: [false, { distance: 128 }] }],
  ['POST', '/m/compare', { video_md5: [md5, md5.toUpperCase()] }, 200, { video_md5: [true, { distance: 0 }] }],
  ['POST', '/m/compare', { video_md5: [md5, left.slice(0, 32)] }, 200, { video_md5: [false, { distance: 1 }] }],
  ['POST', '/m/compare', {}, 200, {}],
  ['POST', '/m/compare', ['banana'], 400, said('Request input was not a dict')],
  ['POST', '/m/compare', { pdq: 'banana' }, 400, said('Comparison hashes for pdq was not a list')],
  ['POST', '/m/compare', { pdq: [] }, 400, said('Comparison hash list length must be exactly 2')],
  ['POST', '/m/compare', { pdq: [left, right, left] }, 400, said('Comparison hash list length must be exactly 2')],
  ['POST', '/m/compare', { tlsh: [left, right] }, 400, said("No such SignalType 'tlsh'")],
  [
    'POST',
    '/m/compare',
    { pdq: ['banana', left] },
    400,
    said('Invalid pdq hash: pdq hash of 6 characters; expected 64 hexadecimal digits'),
  ],
  ['GET', '/m/index/status', undefined, 200, { pdq: absentIndex, video_md5: absentIndex }],
  ['GET', '/m/index/status?signal_type=pdq', undefined, 200, { pdq: absentIndex }],
  ['GET', '/m/index/status?signal_type=x', undefined, 400, said("No such signal type 'x'")],
];

const hashing: Row[] = [
  ['POST', '/h/hash', upload('video'), 200, { video_md5: createHash('md5').update(text).digest('hex') }],
  ['POST', '/h/hash?types=video_md5', upload('video', Buffer.alloc(0)), 200, { video_md5: md5 }],
  ['POST', '/h/hash', undefined, 400, said('Missing multipart/form-data file upload')],
  ['POST', '/h/hash', upload('video').file('photo', text), 400, said('Only one file allowed per request')],
  ['POST', '/h/hash', upload('audio'), 400, said("no such content_type: 'audio'")],
  ['POST', '/h/hash?types=pdq', upload('video'), 400, said("signal type 'pdq' doesn't exist or is disabled")],
  ['POST', '/h/hash?types=sha1', upload('video'), 400, said("signal type 'sha1' doesn't exist or is disabled")],
  ['POST', '/h/hash?types=,', upload('video'), 400, said('empty signal type selection')],
  ['GET', '/h/hash?url=https://example.org/a.jpg', undefined, 403, fetchingOff],
];

const exchanges: Row[] = [
  ['GET', '/c/exchanges/apis', undefined, 200, []],
  ['GET', '/c/exchanges/api/ncmec', undefined, 400, said("no such Exchange API 'ncmec'")],
  ['POST', '/c/exchanges/api/ncmec', { credential_json: {} }, 400, said("no such Exchange API 'ncmec'")],
  ['GET', '/c/exchanges/api/ncmec/schema', undefined, 404, said("Exchange API 'ncmec' not found")],
  ['GET', '/c/exchanges', undefined, 200, []],
  ['POST', '/c/exchanges', { bank: 'SOME', api: 'ncmec', api_json: {} }, 400, said("No such exchange type 'ncmec'")],
  ['POST', '/c/exchanges', { api: 'ncmec' }, 400, said('bank is required')],
  ['POST', '/c/exchanges', { bank: 'some', api: 'x' }, 400, said('Field `bank` must match /^[A-Z0-9_]+$/')],
  ['POST', '/c/exchanges', { bank: 'SOME', api: 'x', api_json: [] }, 400, said('Field `api_json` must be object')],
  ['POST', '/c/exchanges', { bank: 'SOME' }, 400, said('Field `api_type` is required')],
  ['GET', '/c/exchange/SOME', undefined, 404, said("Exchange 'SOME' not found")],
  ['GET', '/c/exchange/SOME/status', undefined, 404, said("Exchange 'SOME' not found")],
  ['PUT', '/c/exchange/SOME', { enabled: 'false' }, 404, said("Exchange 'SOME' not found")],
  ['DELETE', '/c/exchange/SOME', undefined, 200, said('Exchange deleted')],
];

const settings: Row[] = [
  [
    'GET',
    '/c/content_type',
    undefined,
    200,
    [
      { name: 'photo', enabled: true },
      { name: 'video', enabled: true },
    ],
  ],
  ['GET', '/c/signal_type', undefined, 200, bothTypes],
  ['PUT', '/c/signal_type/pdq', { enabled_ratio: 1 }, 204, undefined],
  ['PUT', '/c/signal_type/video_md5', { enabled_ratio: '1.0' }, 204, undefined],
  [
    'PUT',
    '/c/signal_type/pdq',
    { enabled_ratio: 0 },
    403,
    said('Signal types are always enabled here; change the ratio of a bank'),
  ],
  ['PUT', '/c/signal_type/pdq', {}, 400, said('enabled_ratio is required')],
  ['PUT', '/c/signal_type/pdq', { enabled_ratio: 'much' }, 400, said("Invalid float: 'much'")],
  ['PUT', '/c/signal_type/x', { enabled_ratio: 1 }, 400, said("No such signal type 'x'")],
  ['GET', '/c/signal_type/index', undefined, 200, { pdq: emptyIndex, video_md5: emptyIndex }],
  ['GET', '/c/signal_type/index?signal_type=pdq', undefined, 200, { pdq: emptyIndex }],
  ['GET', '/c/signal_type/index?signal_type=x', undefined, 400, said("No such signal type 'x'")],
];

const elsewhere: Row[] = [
  ['GET', '/c/nothing', undefined, 404, nothing],
  ['GET', '/ui', undefined, 404, nothing],
  ['POST', '/dev/seed_banks', undefined, 404, nothing],
  ['PUT', '/c/banks', {}, 404, nothing],
];

for (const [method, path, sent, status, answer] of [
  ...banks,
  ...content,
  ...matching,
  ...hashing,
  ...exchanges,
  ...settings,
  ...elsewhere,
])
  test(`${method} ${path} ${sent instanceof Form ? '(form)' : sent ? JSON.stringify(sent).slice(0, 60) : ''} is ${status}`, async () => {
    const reply = await client.ask(method, path, sent);
    assert.equal(reply.statusCode, status, reply.body);
    if (answer === undefined) return assert.equal(reply.body, '');
    assert.match(String(reply.headers['content-type']), /^application\/json/);
    assert.deepEqual(reply.json(), answer);
  });

const unfit: [method: Method, path: string, sent: object | undefined, field: RegExp][] = [
  ['POST', '/c/banks', {}, /^name: /],
  ['POST', '/c/banks', { name: 5 }, /^name: /],
  ['POST', '/c/banks', { name: 'X', enabled_ratio: 'half' }, /^enabled_ratio: /],
  ['POST', '/c/banks', { name: 'X', enabled: 'perhaps' }, /^enabled: /],
  ['POST', '/c/banks', undefined, /./],
  ['PUT', '/c/bank/THERE', { enabled: [] }, /^enabled: /],
  ['GET', '/m/raw_lookup', undefined, /signal: .*signal_type: /],
  ['GET', `/m/raw_lookup?signal_type=pdq&signal=${left}&include_distance=perhaps`, undefined, /^include_distance: /],
  ['GET', '/m/lookup?bypass_coinflip=perhaps', undefined, /^bypass_coinflip: /],
  ['GET', '/h/hash', undefined, /^url: /],
  ['PUT', '/c/exchange/SOME', { enabled: 'perhaps' }, /^enabled: /],
];

for (const [method, path, sent, field] of unfit)
  test(`${method} ${path} ${JSON.stringify(sent) ?? ''} does not fit and is 422, naming the field`, async () => {
    const reply = await client.ask(method, path, sent);
    assert.equal(reply.statusCode, 422, reply.body);
    assert.match(reply.json().message, field);
  });

test('ratios are written with a decimal point, for clients with strict types', async () => {
  assert.match((await client.ask('GET', '/c/banks')).body, /"matching_enabled_ratio":1\.0\b/);
  assert.match((await client.ask('GET', '/c/signal_type')).body, /"enabled_ratio":1\.0\b/);
});

test('a body that is not JSON, of another type, or too large is refused with its own code', async () => {
  const post = (headers: Record<string, string>, payload: string) =>
    face.server.inject({
      method: 'POST',
      url: '/hma/c/banks',
      headers: { authorization: `Bearer ${client.key}`, ...headers },
      payload,
    });
  const broken = await post({ 'content-type': 'application/json' }, '{"name": ');
  const foreign = await post({ 'content-type': 'application/xml' }, '<name/>');
  const large = await post({ 'content-type': 'application/json' }, JSON.stringify({ name: 'X'.repeat(3_000_000) }));
  for (const [reply, status] of [
    [broken, 400],
    [foreign, 415],
    [large, 413],
  ] as const) {
    assert.equal(reply.statusCode, status, reply.body);
    assert.deepEqual(Object.keys(reply.json()), ['message']);
  }
});

test('a fault of ours is 500, says nothing of itself, and is noted', async () => {
  const noted = mock.method(face.house.log, 'error', () => {});
  mock.getter(face.house.part(signalIndexKey), 'status', () => {
    throw new Error('secret detail');
  });
  const reply = await client.ask('GET', '/m/index/status');
  mock.restoreAll();
  assert.equal(reply.statusCode, 500);
  assert.deepEqual(reply.json(), said('Something failed on our side; it was noted'));
  assert.equal(noted.mock.callCount(), 1);
});

test('a picture that cannot be read is 400, and one too poor to be matched has an empty hash', async () => {
  const refused = await client.ask('POST', '/h/hash', upload('photo'));
  assert.equal(refused.statusCode, 400);
  assert.match(refused.json().message, /which no picture does/);
  const damaged = await client.ask('POST', '/h/hash', upload('photo', (await sceneJpeg(800, 600)).subarray(0, 5000)));
  assert.equal(damaged.statusCode, 400, damaged.body);
  const poor = await sceneJpeg(4, 4);
  assert.deepEqual((await client.ask('POST', '/h/hash', upload('photo', poor))).json(), { pdq: '' });
  const added = await client.ask('POST', '/c/bank/THERE/content', upload('photo', poor));
  const looked = await client.ask('POST', '/m/lookup', upload('photo', poor));
  assert.deepEqual([added.statusCode, looked.statusCode], [400, 400]);
  assert.match(added.json().message, /^Invalid pdq signal: /);
  assert.match(looked.json().message, /^invalid signal: /);
});

test('a picture larger than is read is 413', async () => {
  const reply = await client.ask('POST', '/h/hash', upload('photo', Buffer.alloc(64 * 1024 * 1024 + 1)));
  assert.equal(reply.statusCode, 413);
  assert.match(reply.json().message, /^Content too large/);
});

test('a factory reset is not there unless the server runs for tests', async (t) => {
  const production = await openTestFace({ mode: 'production' });
  t.after(() => production.close());
  const { ask } = await production.client();
  assert.deepEqual((await ask('POST', '/dev/factory_reset')).json(), nothing);
  assert.equal((await ask('POST', '/dev/factory_reset')).statusCode, 404);
});
