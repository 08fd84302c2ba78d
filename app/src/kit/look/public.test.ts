// The public face's document: a way out before anything else, a title that tells nothing, and parts that stay text.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { html } from '../html.ts';
import { calls, openForm, type PublicPageOptions, publicPage, slip, steps, waysOn } from './public.ts';

const smallest: PublicPageOptions = {
  language: 'id',
  title: null,
  main: html`<h1>Judul</h1>`,
  styles: '/assets/public.css',
  switchLanguage: { href: '/language/en', label: 'English', lang: 'en' },
  operator: null,
  links: [],
};

test('the way out comes right after the skip link, once unseen and once in sight, as plain links', () => {
  const hrefs = [...publicPage(smallest).matchAll(/<a [^>]*href="([^"]*)"/g)].map(([, href]) => href);
  assert.deepEqual(hrefs.slice(0, 4), ['#main', '/leave', '/', '/leave']);
});

test('without a title the browser shows the name alone', () => {
  assert.match(publicPage(smallest), /<title>Suaka<\/title>/);
  assert.match(publicPage({ ...smallest, title: 'Langkah' }), /<title>Langkah · Suaka<\/title>/);
});

test('it asks for no font before the style sheet does, and is found by search engines only where that is wanted', () => {
  assert.doesNotMatch(publicPage(smallest), /preload/);
  assert.match(publicPage(smallest), /noindex/);
  assert.doesNotMatch(publicPage({ ...smallest, findable: true }), /noindex/);
});

test('a form sends the language it was asked in, and no token', () => {
  const { text } = openForm({ language: 'en', action: '/a', hidden: { step: '2' }, body: 'x' });
  assert.match(text, /name="language" value="en"/);
  assert.match(text, /name="step" value="2"/);
  assert.doesNotMatch(text, /csrf|multipart/);
});

const hostile = `"'><script>alert(1)</script>`;
test('hostile text stays text in every part, and bad addresses are refused', () => {
  const text = [
    waysOn([{ href: '/', title: hostile, text: hostile }]),
    steps([{ title: hostile, body: hostile, id: hostile }]),
    calls([{ name: hostile, number: hostile, href: null, notes: [hostile] }]),
    slip({ label: hostile, words: [hostile], note: hostile }),
  ]
    .map((part) => part.text)
    .join('');
  const page = publicPage({ ...smallest, title: hostile, operator: hostile, links: [{ href: '/', label: hostile }] });
  assert.doesNotMatch(text + page, /<script/);
  assert.equal((text + page).split('&quot;&#39;&gt;').length - 1, 14);
  const bad = 'javascript:alert(1)';
  assert.throws(() => waysOn([{ href: bad, title: 'x' }]), RangeError);
  assert.throws(() => calls([{ name: 'x', number: 'x', href: bad, notes: [] }]), RangeError);
  assert.throws(() => publicPage({ ...smallest, links: [{ href: bad, label: 'x' }] }), RangeError);
});
