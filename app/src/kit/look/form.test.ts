// Forms: the token always goes along, what cannot be undone is confirmed, what is wrong is said and linked.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { html } from '../html.ts';
import { confirm, errorSummary, filterBar, form } from './form.ts';

test('a form that changes something carries the token and what is hidden', () => {
  const text = form({ action: '/save', csrf: 'a"token', hidden: { version: '3' }, body: html`<b>x</b>` }).text;
  assert.equal(
    text,
    '<form method="post" action="/save" novalidate><input type="hidden" name="csrf" value="a&quot;token"><input type="hidden" name="version" value="3"><b>x</b></form>',
  );
});

test('a form with a file is sent in parts', () => {
  assert.match(form({ action: '/save', csrf: 'x', body: '', files: true }).text, / enctype="multipart\/form-data"/);
  assert.doesNotMatch(form({ action: '/save', csrf: 'x', body: '' }).text, /enctype/);
});

test('a filter has an address and no token', () => {
  const text = filterBar({ language: 'en', action: '/list', fields: '', clear: '/list' }).text;
  assert.match(text, /method="get" action="\/list" role="search" aria-label="Filter"/);
  assert.doesNotMatch(text, /csrf/);
  assert.match(text, /<a href="\/list">Clear filter<\/a>/);
  assert.doesNotMatch(filterBar({ language: 'id', action: '/list', fields: '' }).text, /<a /);
});

test('what cannot be undone takes two steps without script', () => {
  const form = { action: '/withdraw', csrf: 'x', body: 'Why?' };
  const text = confirm({ label: 'Withdraw', question: 'Sure?', submit: 'Withdraw it', form }).text;
  const [summary = '', step = ''] = text.split('</summary>');
  assert.match(summary, /^<details class="confirm"><summary[^>]*>Withdraw$/);
  assert.doesNotMatch(summary, /<button|<form|open/);
  assert.match(step, /Sure\?.*<form method="post" action="\/withdraw".*Why\?.*<button[^>]*type="submit">Withdraw it</);
});

test('every problem leads to its field, in the words given', () => {
  const problems = [
    { path: 'email', message: '"<x>" is no address' },
    { path: 'items[0]', message: 'Missing' },
  ];
  const text = errorSummary({ language: 'id', problems })?.text ?? '';
  assert.match(text, /role="alert"/);
  assert.match(text, /<a href="#field-email">&quot;&lt;x&gt;&quot; is no address<\/a>/);
  assert.match(text, /<a href="#field-items-0-">Missing<\/a>/);
});

test('nothing wrong, no summary', () => {
  assert.equal(errorSummary({ language: 'id', problems: [] }), null);
});
