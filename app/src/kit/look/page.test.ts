// Whole documents: valid, in the language they say, wired for screen readers, and free of anything inline.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { FileSystemConfigLoader, HtmlValidate } from 'html-validate';
import { html } from '../html.ts';
import { languages } from '../words.ts';
import { type PageOptions, page } from './page.ts';
import { specimen } from './specimen.ts';

const validator = new HtmlValidate(new FileSystemConfigLoader());
const faces = ['desk', 'door', 'public'] as const;

const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, found]) => found ?? '');

for (const face of faces) {
  for (const language of languages) {
    const text = specimen(language, face);

    test(`the ${face} in ${language} is valid HTML`, async () => {
      const report = await validator.validateString(text, fileURLToPath(import.meta.url));
      const found = report.results.flatMap(({ messages }) => messages);
      assert.deepEqual(
        found.map(({ ruleId, message, line }) => `${line}: ${ruleId}: ${message}`),
        [],
      );
    });

    test(`the ${face} in ${language} says so`, () => {
      assert.match(text, new RegExp(`^<!DOCTYPE html>\n<html lang="${language}">`));
      assert.match(text, language === 'id' ? /<a class="language"[^>]*lang="en"/ : /<a class="language"[^>]*lang="id"/);
    });

    test(`the ${face} in ${language}: ids are unique, and all that is referred to is there`, () => {
      const ids = all(text, / id="([^"]*)"/g);
      assert.equal(new Set(ids).size, ids.length);
      const referred = [
        ...all(text, / for="([^"]*)"/g),
        ...all(text, / aria-describedby="([^"]*)"/g).flatMap((list) => list.split(' ')),
        ...all(text, / href="#([^"]*)"/g),
      ];
      assert.ok(referred.length > 10);
      for (const id of referred) assert.ok(ids.includes(id), id);
    });

    test(`the ${face} in ${language} holds no inline style or script and loads from this server only`, () => {
      assert.doesNotMatch(text, /<style|<script(?! type="module" src=")| style=| on[a-z]+="/);
      const loaded = all(text, /<(?:link|script|img)[^>]* (?:href|src)="([^"]*)"/g);
      assert.ok(loaded.length >= 2);
      for (const address of loaded) assert.match(address, /^\/assets\//);
    });

    test(`the ${face} in ${language}: every control has a label`, () => {
      const controls = all(text, /<(?:input(?! type="hidden")|select|textarea)([^>]*)>/g);
      const labelled = all(text, / for="([^"]*)"/g);
      assert.ok(controls.length > 10);
      for (const control of controls) assert.ok(labelled.includes(/ id="([^"]*)"/.exec(control)?.[1] ?? ''), control);
    });
  }
}

const smallest: PageOptions = {
  language: 'id',
  title: 'Judul',
  face: 'desk',
  main: html`<h1>Judul</h1>`,
  styles: '/assets/suaka.css?v=1',
  switchLanguage: { href: '/language/en', label: 'English', lang: 'en' },
};

test('a page holds only what it is given', () => {
  const text = page(smallest);
  assert.doesNotMatch(text, /<nav|<form|<aside|<script|class="person"/);
  assert.match(text, /href="\/assets\/suaka\.css\?v=1"/);
  assert.match(
    page({ ...smallest, scripts: ['/assets/a.js'] }),
    /<script type="module" src="\/assets\/a\.js"><\/script>/,
  );
});

test('the way to the page itself is marked as current, and only that one', () => {
  const navigation = [
    { href: '/desk/report', label: 'Lapor' },
    { href: '/desk/remove', label: 'Hapus', current: true },
  ];
  const text = page({ ...smallest, navigation });
  assert.match(text, /<a href="\/desk\/remove" aria-current="page">Hapus<\/a>/);
  assert.equal(all(text, /(aria-current)/g).length, 1);
});

test('signing out is a form with the token, not a link', () => {
  const text = page({ ...smallest, signOut: { action: '/sign-out', csrf: 'a-token' } });
  assert.match(text, /<form method="post" action="\/sign-out"[^>]*><input type="hidden" name="csrf" value="a-token">/);
});

test('hostile text in any place of the shell stays text', () => {
  const hostile = '"><script>alert(1)</script>';
  const text = page({
    ...smallest,
    title: hostile,
    banner: html`${hostile}`,
    person: { name: hostile, organisation: hostile },
    navigation: [{ href: '/desk', label: hostile }],
    switchLanguage: { href: '/language/en', label: hostile, lang: 'en' },
    signOut: { action: '/sign-out', csrf: hostile },
  });
  assert.doesNotMatch(text, /<script/);
  assert.equal(text.split('&quot;&gt;&lt;script&gt;').length - 1, 7);
});

test('an address that leads astray is refused wherever a page takes one', () => {
  const bad = 'javascript:alert(1)';
  assert.throws(() => page({ ...smallest, styles: bad }), RangeError);
  assert.throws(() => page({ ...smallest, scripts: [bad] }), RangeError);
  assert.throws(() => page({ ...smallest, navigation: [{ href: bad, label: 'x' }] }), RangeError);
  assert.throws(() => page({ ...smallest, signOut: { action: bad, csrf: 'x' } }), RangeError);
  assert.throws(() => page({ ...smallest, switchLanguage: { href: bad, label: 'x', lang: 'en' } }), RangeError);
});
