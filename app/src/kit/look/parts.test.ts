// The small parts: roles, what is said without colour, what is left out, and hostile text in each of them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Html } from '../html.ts';
import { button, linkButton } from './buttons.ts';
import { facts, progress, tiles, timeline } from './facts.ts';
import { columns, heading, panel } from './layout.ts';
import { crumbs, pager, tabs } from './navigation.ts';
import { badge, emptyState, notice } from './notice.ts';
import { codeBlock, hash, verbatim } from './verbatim.ts';

const hostile = `"'><script>alert(1)</script>`;
const parts: Record<string, Html> = {
  button: button({ label: hostile, name: hostile, value: hostile, id: hostile }),
  linkButton: linkButton({ label: hostile, href: '/' }),
  facts: facts([{ label: hostile, value: hostile }]),
  tiles: tiles([{ label: hostile, value: hostile, note: hostile, href: '/' }]),
  progress: progress({ label: hostile, value: 0, max: 1, text: hostile }),
  timeline: timeline([{ when: hostile, title: hostile, by: hostile, body: hostile }]),
  heading: heading({ title: hostile, lead: hostile }),
  panel: panel({ title: hostile, body: hostile, id: hostile }),
  columns: columns({ wide: hostile, narrow: hostile }),
  crumbs: crumbs({ language: 'en', ways: [{ href: '/', label: hostile }] }),
  tabs: tabs({ label: hostile, ways: [{ href: '/', label: hostile, count: hostile }] }),
  pager: pager({ language: 'en', summary: hostile }),
  notice: notice({ tone: 'info', title: hostile, body: hostile }),
  badge: badge({ label: hostile }),
  emptyState: emptyState({ title: hostile, body: hostile }),
  hash: hash(hostile),
  verbatim: verbatim(hostile),
  codeBlock: codeBlock(hostile),
};
for (const [name, { text }] of Object.entries(parts)) {
  test(`${name}: hostile text stays text`, () => {
    assert.doesNotMatch(text, /<script/);
    assert.match(text, /&quot;&#39;&gt;/);
  });
}

test('danger interrupts a screen reader, the rest waits for it', () => {
  assert.match(notice({ tone: 'danger', title: 'x' }).text, /role="alert"/);
  for (const tone of ['info', 'success', 'warning'] as const) {
    assert.match(notice({ tone, title: 'x' }).text, /role="status"/);
  }
});

test('each tone has a sign of its own, so that none rests on colour alone', () => {
  const tones = ['neutral', 'info', 'success', 'warning', 'danger'] as const;
  const signs = tones.map((tone) => /<svg.*<\/svg>/.exec(badge({ label: 'x', tone }).text)?.[0]);
  assert.equal(new Set(signs).size, tones.length);
  for (const drawing of signs) assert.match(drawing ?? '', /aria-hidden="true"/);
});

test('a hash can be copied as it is, and breaks between groups of eight', () => {
  const value = 'f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22';
  const { text } = hash(value);
  assert.equal(text.replaceAll(/<[^>]*>/g, ''), value);
  assert.equal(text.match(/<span>[0-9a-f]{8}<\/span>/g)?.length, 8);
  assert.equal(text.match(/<wbr>/g)?.length, 7);
  assert.equal(hash('').text, '<code class="hash"></code>');
});

test('progress says in words what it shows, and refuses what cannot be', () => {
  assert.match(progress({ label: 'Import', value: 0, max: 4, text: '0 of 4' }).text, /value="0" max="4">0 of 4</);
  for (const [value, max] of [
    [-1, 4],
    [5, 4],
    [0, 0],
    [NaN, 4],
  ] as const) {
    assert.throws(() => progress({ label: 'x', value, max, text: 'x' }), RangeError);
  }
});

test('the current view is marked, and only that one', () => {
  const { text } = tabs({
    label: 'Views',
    ways: [
      { href: '?a', label: 'A', current: true },
      { href: '?b', label: 'B' },
    ],
  });
  assert.match(text, /<a href="\?a" aria-current="page">A<\/a>/);
  assert.equal(text.match(/aria-current/g)?.length, 1);
});

test('the pager leads only where there is something', () => {
  const first = pager({ language: 'id', next: '?after=9' }).text;
  assert.match(first, /<a class="button quiet" rel="next" href="\?after=9">Berikutnya<\/a>/);
  assert.doesNotMatch(first, /rel="prev"/);
  assert.match(pager({ language: 'en', previous: '?before=9' }).text, /rel="prev" href="\?before=9">Previous</);
});

test('events stand in the order given', () => {
  const { text } = timeline([
    { when: '', title: 'First' },
    { when: '', title: 'Second' },
  ]);
  assert.match(text, /^<ol.*First[\s\S]*Second/);
});

test('a button sends its form unless told otherwise', () => {
  assert.match(button({ label: 'x' }).text, / type="submit"/);
  assert.match(button({ label: 'x', type: 'button' }).text, / type="button"/);
});

test('no part links to an address that leads astray', () => {
  const href = 'javascript:alert(1)';
  assert.throws(() => linkButton({ label: 'x', href }), RangeError);
  assert.throws(() => tiles([{ label: 'x', value: 'x', href }]), RangeError);
  assert.throws(() => crumbs({ language: 'en', ways: [{ href, label: 'x' }] }), RangeError);
  assert.throws(() => tabs({ label: 'x', ways: [{ href, label: 'x' }] }), RangeError);
  assert.throws(() => pager({ language: 'en', next: href }), RangeError);
});
