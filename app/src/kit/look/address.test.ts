// Which addresses a page may link to.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { address } from './address.ts';

const allowed = [
  '/',
  '/desk/report?state=new#top',
  '?after=x',
  '#main',
  'https://example.test/a',
  'tel:129',
  'mailto:a@example.test',
  'sms:+62',
];
for (const href of allowed) {
  test(`${href} is linked as it is`, () => {
    assert.equal(address(href), href);
  });
}

const refused = [
  '',
  'javascript:alert(1)',
  'JavaScript:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  'blob:https://example.test/1',
  'http://example.test',
  'HTTPS://example.test',
  '//example.test',
  '/\\example.test',
  '/\t/example.test',
  '/\n/example.test',
  '\t//example.test',
  ' /desk',
  'desk',
  'hxxps://example.test',
];
for (const href of refused) {
  test(`${JSON.stringify(href)} is refused`, () => {
    assert.throws(() => address(href), RangeError);
  });
}
