// No media comes in by any way a form has: each kind in each wrapping is refused kindly, and nothing of it is left behind.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { html } from '../../kit/html.ts';
import type { TestDesk } from '../../testing/desk.ts';
import { maxFormBytes } from './refuse-media.ts';
import { showPublic } from './show.ts';
import { formType, graphicalBrowser, madeUpFacts, openTestFace, textBrowser } from './testing.ts';
import { beginnings } from './testing/media.ts';

let desk: TestDesk;
let handled = 0;
before(async () => {
  desk = await openTestFace({
    face: { doors: [{ door: 'protect', href: '/protect' }], read: async () => madeUpFacts },
    pages: (scope) =>
      scope.post('/take', async (request, reply) => {
        handled += 1;
        return showPublic(request, reply, { title: null, main: html`<p>taken</p>` });
      }),
  });
  await desk.server.listen({ port: 0, host: '127.0.0.1' });
});
after(() => desk?.close());

const send = (type: string | null, payload: Buffer | string, headers: Record<string, string> = textBrowser) =>
  desk.server.inject({
    method: 'POST',
    url: '/take',
    payload,
    headers: { ...(type === null ? {} : { 'content-type': type }), ...headers },
  });

const multipart = (disposition: string, type: string | null, content: Buffer) =>
  Buffer.concat([
    Buffer.from(`--made-up\r\nContent-Disposition: form-data; name="a"${disposition}\r\n`),
    Buffer.from(type === null ? '\r\n' : `Content-Type: ${type}\r\n\r\n`),
    content,
    Buffer.from('\r\n--made-up--\r\n'),
  ]);

for (const [name, bytes] of beginnings) {
  test(`${name} is refused as a file, as a field, as a body, and pasted into a text`, async () => {
    const file = Buffer.from(bytes);
    const escaped = [...file].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
    const base64 = encodeURIComponent(Buffer.concat([file, Buffer.alloc(80, 7)]).toString('base64'));
    const before = handled;
    const replies = [
      await send('multipart/form-data; boundary=made-up', multipart('; filename="x"', 'image/jpeg', file)),
      await send('multipart/form-data; boundary=made-up', multipart('', null, file)),
      await send(formType, `language=id&text=halo&a=${escaped}`),
      await send(formType, `language=id&${escaped}=a`),
      await send(formType, file),
      await send('image/jpeg', file),
      await send('application/octet-stream', file),
      await send(formType, `text=lihat+data%3A%3Bbase64%2C${base64}`),
      await send(formType, `text=${base64}`),
    ];
    for (const reply of replies) {
      assert.equal(reply.statusCode, 415);
      assert.match(reply.body, /Tolong, jangan kirim gambar[\s\S]*Tulis tautan[\s\S]*href="\/protect"/);
    }
    assert.equal(handled, before, 'no handler saw it');
  });
}

test('a refusal is in the language of the form', async () => {
  const reply = await send(formType, 'a=%89PNG%0D%0A&language=en');
  assert.match(reply.body, /<html lang="en">[\s\S]*No pictures here, please/);
});

test('words are taken, in a current browser and in a text browser', async () => {
  for (const headers of [textBrowser, graphicalBrowser])
    assert.match((await send(formType, 'a=BMKG+bilang+hujan', headers)).body, /taken/);
});

test('any other body is refused without being read: programs have their own address', async () => {
  for (const type of ['application/json', 'text/plain', 'text/xml', null]) {
    const reply = await send(type, '{"a":1}');
    assert.equal(reply.statusCode, 415, String(type));
    assert.match(reply.body, /hanya menerima tulisan/);
  }
});

test('a form that is too long says so', async () => {
  const reply = await send(formType, `a=${'x'.repeat(maxFormBytes)}`);
  assert.equal(reply.statusCode, 413);
  assert.match(reply.body, /Tulis lebih singkat/);
});

/** Sends a body piece by piece, as a slow line does, and reads only after the last piece, as some clients do. */
async function sendSlowly(port: number, pieces: number, piece: Buffer): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.pause();
  const write = (bytes: Buffer | string) =>
    new Promise<void>((resolve, reject) => socket.write(bytes, (fault) => (fault ? reject(fault) : resolve())));
  await write(
    `POST /take HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Type: image/jpeg\r\nContent-Length: ${pieces * piece.length}\r\n\r\n`,
  );
  for (let sent = 0; sent < pieces; sent += 1) await write(piece);
  const read: Buffer[] = [];
  for await (const bytes of socket) {
    read.push(bytes as Buffer);
    if (Buffer.concat(read).includes('</html>')) break;
  }
  return Buffer.concat(read).toString();
}

test('a large file over a slow line gets its answer, and leaves nothing in the temporary folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'suaka-face-'));
  const earlier = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    const { port } = desk.server.server.address() as AddressInfo;
    const answer = await sendSlowly(port, 96, Buffer.alloc(128 * 1024, 0xff));
    assert.match(answer, /^HTTP\/1\.1 415 [\s\S]*jangan kirim gambar/);
    assert.deepEqual(await readdir(folder), []);
  } finally {
    if (earlier === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = earlier;
    await rm(folder, { recursive: true });
  }
});
