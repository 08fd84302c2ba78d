// Keys as programs send them, and texts compared.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '../kit/ids.ts';
import { keyInHeader } from './keys/identify.ts';
import { localPath } from './request/places.ts';
import { keyText, newToken, parseKeyText, sameText } from './tokens.ts';

test('a key names its id and its secret, and anything else is no key', () => {
  const [id, secret] = [newId('apiKey'), newToken()];
  const text = keyText(id, secret);
  assert.match(text, /^sk_[0-9a-z]{26}_[\w-]{43}$/);
  assert.deepEqual(parseKeyText(text), { id, secret });
  for (const wrong of ['', 'sk_', text.slice(1), `${text}x`, text.replace('sk_', 'pk_'), ` ${text}`])
    assert.equal(parseKeyText(wrong), null, wrong);
});

test('a key is read from a Bearer header and from the password of a Basic one', () => {
  assert.equal(keyInHeader('Bearer sk_1'), 'sk_1');
  assert.equal(keyInHeader('bearer   sk_1'), 'sk_1');
  assert.equal(keyInHeader(`Basic ${Buffer.from('anyone:sk_1').toString('base64')}`), 'sk_1');
  assert.equal(keyInHeader(`Basic ${Buffer.from(':sk_1:2').toString('base64')}`), 'sk_1:2');
  for (const other of ['', 'Digest x', 'sk_1']) assert.equal(keyInHeader(other), '');
});

test('texts are the same exactly when they are', () => {
  assert.ok(sameText('abc', 'abc') && sameText('', ''));
  assert.ok(!sameText('abc', 'abd') && !sameText('abc', 'ab') && !sameText('', 'a'));
});

test('a redirect leads to a path on this server and nowhere else', () => {
  for (const path of ['/', '/desk', '/desk/people?x=1&y=//z', '/a//b']) assert.equal(localPath(path), path);
  const away = [
    '',
    'desk',
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/\t/evil.example',
    '/a b',
    '/\u0000',
    '\\/evil.example',
  ];
  for (const path of away) assert.equal(localPath(path), '/desk', JSON.stringify(path));
});
