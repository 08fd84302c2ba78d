// What people type and paste, and what it means: one table for each kind. All names, numbers and hosts are made up.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readIdentifier } from './index.ts';

/** "kind platform value" of a line, or why it is none. */
function said(line: string, platform?: string): string {
  const reading = readIdentifier(line, platform === undefined ? {} : { platform });
  if (!reading.ok) return reading.why;
  const { kind, platform: code, value } = reading.identifier;
  return `${kind} ${code ?? '-'} ${value}`;
}

const means = (expected: string, lines: string[]) => {
  for (const line of lines) assert.equal(said(line), expected, `read from ${JSON.stringify(line)}`);
};

test('every spelling of one web address is one address', () => {
  means('url - https://contoh.example/jalan', [
    'https://contoh.example/jalan',
    'http://contoh.example/jalan/',
    'HTTPS://CONTOH.EXAMPLE:443/jalan',
    'http://contoh.example:80/jalan#bagian',
    'https://contoh.example:80/jalan',
    'http://contoh.example:443/jalan',
    'https://nama:sandi@contoh.example/jalan',
    'contoh.example/jalan',
    'contoh.example./jalan',
    'contoh dot example/jalan',
    'contoh titik example/jalan',
    'hxxps://contoh[.]example/jalan',
    'hXXp://contoh(.)example/jalan',
    'hxxp[:]//contoh{dot}example[/]jalan',
    'https//contoh.example/jalan',
    'https:/contoh.example/jalan',
    '"https://contoh.example/jalan".',
    '(lihat https://contoh.example/jalan)',
    '<https://contoh.example/jalan>',
    '[tautan](https://contoh.example/jalan)',
    'tautannya https://contoh.example/jalan, tolong',
    'https://contoh.example/j%61lan',
    'https://contoh.example/x/../jalan',
    'https://contoh.example/jalan?utm_source=a&utm_medium=b&fbclid=c&gclid=d&ref=e',
    'https://con\u200btoh.exam\u00adple/ja\u2060lan',
    'ｈｔｔｐｓ：／／ｃｏｎｔｏｈ．ｅｘａｍｐｌｅ／ｊａｌａｎ',
  ]);
});

test('what may show something else stays another address', () => {
  means('url - https://contoh.example', ['contoh.example', 'http://contoh.example/', 'https://contoh.example?']);
  means('url - https://contoh.example/Jalan', ['contoh.example/Jalan']);
  means('url - https://www.contoh.example/jalan', ['www.contoh.example/jalan']);
  means('url - https://contoh.example:8443/jalan', ['https://contoh.example:8443/jalan']);
  means('url - https://contoh.example/?b=2&a=1&b=3', ['https://contoh.example/?b=2&utm_id=1&a=1&b=3']);
  means('url - https://contoh.example/#/jalan', ['contoh.example/#/jalan', 'https://contoh.example#/jalan/']);
  means('url - https://contoh.example/#!jalan', ['https://contoh.example/#!jalan']);
  means('url - https://contoh.example/100%25/a', ['https://contoh.example/100%/a', 'https://contoh.example/100%25/a']);
  means('url - https://contoh.example/%2541', ['https://contoh.example/%%341', 'https://contoh.example/%2541']);
  means('url - https://contoh.example/a%2Fb', ['https://contoh.example/a%2fb']);
  means('url - https://contoh.example/a%28b%29', ['https://contoh.example/a(b)', 'https://contoh.example/a%28b%29.']);
  means('url - https://xn--80ak6aa92e.com', ['http://xn--80ak6aa92e.com', 'http://аррӏе.com/']);
  means('url - https://192.0.2.1:8080/a', ['http://192.0.2.1:8080/a/']);
});

test('hidden services are taken as web addresses', () => {
  const host = `${'abcdefghijklmnop'.repeat(3)}abcdefgh.onion`;
  means(`url - https://${host}/x`, [`http://${host}/x/`, host.toUpperCase() + '/x']);
});

test('an account is one account however it is addressed', () => {
  means('account instagram instagram:nama.satu', [
    'https://www.instagram.com/Nama.Satu/?igsh=abc&hl=id',
    'instagram.com/nama.satu',
    'm.instagram.com/nama.satu/reels/',
    '@nama.satu di instagram',
    '@Nama.Satu (IG)',
    'ig: nama.satu',
    'IG nama.satu',
    'akun instagram dia @nama.satu',
    'nama.satu ig',
    'instagram://user?username=nama.satu',
  ]);
  means('account telegram telegram:nama_satu', [
    't.me/Nama_Satu',
    'https://t.me/s/nama_satu?before=1',
    'tg://resolve?domain=nama_satu',
    'https://web.telegram.org/k/#@nama_satu',
    'tele: @nama_satu',
    'telegram @nama_satu',
  ]);
  means('account facebook facebook:namasatudua', ['fb.com/nama.satu.dua', 'https://m.facebook.com/NamaSatuDua?ref=x']);
  means('account facebook facebook:100000000000001', [
    'https://www.facebook.com/profile.php?id=100000000000001&mibextid=x',
    'facebook.com/people/Nama-Satu/100000000000001/',
    'fb: 100000000000001',
  ]);
  means('account tiktok tiktok:nama.satu', ['https://www.tiktok.com/@Nama.Satu?_t=a&_r=1', 'tik tok: @nama.satu']);
  means('account x x:nama', [
    'twitter.com/Nama',
    'https://mobile.twitter.com/nama?s=20',
    '@nama di x',
    'https://x.com/nama',
  ]);
  means('account youtube youtube:nama-satu', ['https://m.youtube.com/@Nama-Satu/videos', 'yt: @nama-satu']);
  means('account line line:nama.satu', ['https://line.me/ti/p/~nama.satu', 'ID Line: nama.satu']);
  means('account roblox roblox:users/123', ['https://www.roblox.com/id/users/123/profile', 'roblox: users/123']);
  means('account mobilelegends mobilelegends:12345678', ['Mobile Legends: 12345678', 'id ml 12345678']);
  means('account discord discord:nama#1234', ['discord: nama#1234', 'dc Nama#1234']);
  means('account email email:nama.satu@contoh.example', [
    'Nama.Satu@Contoh.example',
    'surel: nama.satu[at]contoh[.]example',
    'mailto:nama.satu@contoh.example',
  ]);
});

test('a group is one group however it is addressed', () => {
  means('group telegram telegram:+AbCdEfGhIjKlMnOp', [
    't.me/+AbCdEfGhIjKlMnOp',
    'https://t.me/joinchat/AbCdEfGhIjKlMnOp',
    'tg://join?invite=AbCdEfGhIjKlMnOp',
  ]);
  means('group whatsapp whatsapp:chat/AbCdEfGhIjKlMnOp', [
    'chat.whatsapp.com/AbCdEfGhIjKlMnOp',
    'https://chat.whatsapp.com/invite/AbCdEfGhIjKlMnOp?mode=x',
    'whatsapp://chat?code=AbCdEfGhIjKlMnOp',
  ]);
  means('group discord discord:invite/AbCd', [
    'discord.gg/AbCd',
    'https://discord.com/invite/AbCd',
    'discordapp.com/invite/AbCd',
  ]);
  means('group line line:g/AbCdEf', ['line.me/R/ti/g/AbCdEf', 'https://line.me/ti/g/AbCdEf', 'line://ti/g/AbCdEf']);
  means('group facebook facebook:groups/namagrup', ['https://web.facebook.com/groups/Nama.Grup/?ref=share']);
  means('group signal signal:group/AbCdEfGh', ['https://signal.group/#AbCdEfGh', 'sgnl://signal.group/#AbCdEfGh']);
  means('group reddit reddit:r/nama', ['old.reddit.com/r/Nama/']);
});

test('a number is one number however it is typed, and keeps the platform it was named with', () => {
  means('phone - +6281100001234', [
    '0811-0000-1234',
    '0811 0000 1234',
    '0811.0000.1234',
    '62 811 0000 1234',
    '+62 811-0000-1234',
    '+62 (0)811 0000 1234',
    '0062 811 0000 1234',
    '811 0000 1234',
    'tel:+6281100001234',
    'nomornya 0811–0000–1234, tolong',
    '０８１１００００１２３４',
  ]);
  means('phone whatsapp +6281100001234', [
    'wa.me/6281100001234?text=halo',
    'https://api.whatsapp.com/send?phone=%2B6281100001234',
    'whatsapp://send?phone=6281100001234&text=x',
    'WA 0811 0000 1234',
    'wa: 081100001234',
    '0811-0000-1234 (WA)',
  ]);
  means('phone telegram +6281100001234', ['t.me/+6281100001234', 'telegram: 0811 0000 1234']);
  means('phone signal +6281100001234', ['https://signal.me/#p/+6281100001234']);
});

test('pages on a platform stay web addresses, one for each thing shown', () => {
  means('url instagram https://instagram.com/p/AbC_1', [
    'instagram.com/p/AbC_1/?img_index=1',
    'https://www.instagram.com/reel/AbC_1/?igsh=x',
    'https://instagram.com/nama.satu/reel/AbC_1',
  ]);
  means('url youtube https://youtube.com/watch?v=AbCdEfGhIjK', [
    'youtu.be/AbCdEfGhIjK?si=xyz',
    'https://m.youtube.com/shorts/AbCdEfGhIjK?feature=share',
    'https://www.youtube.com/watch?app=desktop&v=AbCdEfGhIjK',
    'https://music.youtube.com/watch?v=AbCdEfGhIjK&si=x',
  ]);
  means('url youtube https://youtube.com/watch?v=AbCdEfGhIjK&t=10', ['youtu.be/AbCdEfGhIjK?t=10']);
  means('url x https://x.com/nama/status/123', [
    'twitter.com/Nama/status/123/photo/1?s=20&t=abc',
    'x.com/nama/status/123',
  ]);
  means('url tiktok https://tiktok.com/@nama/video/123', ['https://www.tiktok.com/@Nama/video/123?is_from_webapp=1']);
  means('url tiktok https://vt.tiktok.com/ZSabc', ['vt.tiktok.com/ZSabc/']);
  means('url reddit https://reddit.com/comments/abc', [
    'reddit.com/r/Nama/comments/abc/judul_apa/?share_id=1',
    'redd.it/abc',
  ]);
  means('url instagram https://instagram.com/explore/tags/contoh', ['instagram.com/explore/tags/contoh/']);
  means('url instagram https://help.instagram.com/1', ['https://help.instagram.com/1']);
  means('url mega https://mega.nz/folder/AbC#Key_1', ['mega.nz/folder/AbC#Key_1']);
  means('url - https://bit.ly/AbC', ['bit.ly/AbC']);
});

test('a platform chosen beside the field makes a name complete', () => {
  assert.equal(said('nama.id', 'instagram'), 'account instagram instagram:nama.id');
  assert.equal(said('@nama_satu', 'telegram'), 'account telegram telegram:nama_satu');
  assert.equal(said('0811 0000 1234', 'whatsapp'), 'phone whatsapp +6281100001234');
  assert.equal(said('081100001234', 'freefire'), 'account freefire freefire:081100001234');
  assert.equal(said('https://contoh.example/a', 'telegram'), 'url - https://contoh.example/a');
});

test('what cannot be read says why', () => {
  for (const line of ['', '   ', '\u200b\n', '...', '@', '[.]'])
    assert.equal(said(line), 'nothing', JSON.stringify(line));
  for (const line of ['@nama', '"@nama.satu".']) assert.equal(said(line), 'which-platform', line);
  for (const line of [
    'tolong saya',
    'http://',
    'https://localhost/a',
    'https://contoh',
    '1.2.3.4',
    '12345',
    'https://xn--/',
  ])
    assert.equal(said(line), 'not-understood', line);
  for (const line of ['a'.repeat(8001), 'ﷺ'.repeat(1000)]) assert.equal(said(line), 'too-long');
  // A name is looked for among a few words, not in a whole letter.
  assert.equal(said(`${'akun '.repeat(10)} contohku ig`), 'account instagram instagram:contohku');
  assert.equal(said(`${'akun '.repeat(20)} contohku ig`), 'not-understood');
});

test('schemes that run, open or carry something are refused', () => {
  const refused = ['javascript:alert(1)', 'JavaScript://contoh.example/%0aalert(1)', 'data:text/html,contoh.example'];
  refused.push(
    'file:///contoh.example/a',
    'vbscript:x',
    'blob:https://contoh.example/a',
    'ftp://contoh.example/a',
    'view-source:https://contoh.example',
  );
  refused.push(
    'java\u200bscript:alert(1)',
    'ｊａｖａｓｃｒｉｐｔ：alert(1)',
    'intent://contoh.example/#Intent;scheme=https;end',
    'foo://contoh.example/a',
  );
  for (const line of refused) assert.equal(said(line), 'not-understood', line);
});
