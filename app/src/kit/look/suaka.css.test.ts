// The two style sheets, read as text: contrast of their colours in every scheme, their size, and that they and the parts
// agree.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { assets, fontPath } from './assets.ts';
import { specimen } from './specimen.ts';

/** A style sheet as browsers get it: its parts in the order in which it names them. */
function readSheet(name: string): string {
  const sheet = readFileSync(new URL(name, import.meta.url), 'utf8');
  return [...sheet.matchAll(/@import "(.+)";/g)]
    .map(([, part]) => readFileSync(new URL(part!, import.meta.url), 'utf8'))
    .join('\n');
}

const rulesOf = (css: string) =>
  [...css.replaceAll(/\/\*[\s\S]*?\*\//g, '').matchAll(/([^{}]+)\{([^{}]*)\}/g)].map(([, selector, body]) => ({
    selector: (selector ?? '').trim(),
    body: body ?? '',
  }));

const sheets = ['suaka.css', 'public.css'].map((name) => {
  const css = readSheet(name);
  return { name, css, rules: rulesOf(css) };
});
const [light = {}, darkChanges = {}, paperChanges = {}] = sheets[0]!.rules
  .filter(({ selector }) => selector === ':root')
  .map(({ body }) => tokensOf(body));
const schemes = { light, dark: { ...light, ...darkChanges }, paper: { ...light, ...paperChanges } };

function tokensOf(body: string): Record<string, string> {
  return Object.fromEntries(
    [...body.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]),
  );
}

/** WCAG 2.2 relative luminance of "#rrggbb". */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, bright = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
}

// What is read on what (WCAG 1.4.3: 4.5), and what must be seen against what (1.4.11: 3).
const grounds = ['paper', 'sheet', 'sunken'];
const washes = ['teal-wash', 'sand-wash', 'danger-wash'];
const readable: [string, string][] = [
  ...[...grounds, ...washes].map((ground): [string, string] => ['ink', ground]),
  ...grounds.flatMap((ground): [string, string][] => [
    ['ink-soft', ground],
    ['teal', ground],
    ['teal-deep', ground],
  ]),
  ...['teal', 'teal-deep'].map((text): [string, string] => [text, 'teal-wash']),
  ['teal', 'sand-wash'],
  ...['sheet', 'danger-wash'].map((ground): [string, string] => ['danger', ground]),
  ['paper', 'ink'],
  ['on-teal', 'teal'],
  ['on-teal', 'teal-deep'],
  ['on-danger', 'danger'],
  ['on-danger', 'danger-deep'],
  ...['side-ink', 'side-ink-soft'].flatMap((text): [string, string][] => [
    [text, 'side'],
    [text, 'side-current'],
  ]),
];
const visible: [string, string][] = [
  ...['line-strong', 'focus', 'sand-line', 'danger'].flatMap((edge) =>
    grounds.map((ground): [string, string] => [edge, ground]),
  ),
  ['focus-side', 'side'],
  ['focus-side', 'side-current'],
  ['side-ink-soft', 'side'],
  ['focus', 'sand-wash'],
  ['focus', 'danger-wash'],
];

const documents = (['desk', 'door', 'public'] as const).map((face) => specimen('en', face)).join('');
const classesOnPages = new Set([
  ...[...documents.matchAll(/class="([^"]*)"/g)].flatMap(([, names]) => (names ?? '').split(' ')),
  'leave-said', // made by browser/leave.ts
]);

for (const [scheme, tokens] of Object.entries(schemes)) {
  test(`text can be read and edges can be seen in ${scheme}`, () => {
    for (const [pairs, least] of [[readable, 4.5] as const, [visible, 3] as const]) {
      for (const [one, other] of pairs) {
        const ratio = contrast(tokens[one] ?? '', tokens[other] ?? '');
        assert.ok(ratio >= least, `${one} on ${other}: ${ratio.toFixed(2)}, needs ${least}`);
      }
    }
  });
}

test('contrast is measured as WCAG does', () => {
  assert.equal(contrast('#000000', '#ffffff').toFixed(2), '21.00');
  assert.equal(contrast('#777777', '#ffffff').toFixed(2), '4.48');
});

for (const { name, css, rules } of sheets) {
  test(`${name}: colours are named once, as tokens, and every token that is used is there`, () => {
    for (const { selector, body } of rules) {
      if (selector !== ':root') assert.doesNotMatch(body, /#[0-9a-f]{3,8}\b|rgb|hsl/i, selector);
    }
    const used = [...css.matchAll(/var\(--([\w-]+)\)/g)].map(([, token]) => token);
    for (const token of used) assert.ok(css.includes(`--${token}:`), `--${token}`);
  });

  test(`${name}: red is for danger and nothing else`, () => {
    const red = rules.filter(({ body }) => body.includes('var(--danger'));
    assert.ok(red.length > 0);
    for (const { selector } of red) assert.match(selector, /danger|confirm/);
  });

  test(`${name}: no style is for a class that no part has`, () => {
    const styled = rules.flatMap(({ selector }) =>
      [...selector.matchAll(/\.([a-z][\w-]*)/g)].map(([, found]) => found),
    );
    assert.deepEqual(
      [...new Set(styled)].filter((found) => !classesOnPages.has(found ?? '')),
      [],
    );
  });

  test(`${name} is small, loads nothing from elsewhere, and only what the server serves`, () => {
    assert.ok(css.length < 25_000, `${css.length} bytes`);
    assert.deepEqual(
      [...css.matchAll(/url\("([^"]*)"\)/g)].map(([, url]) => url),
      [fontPath],
    );
    assert.doesNotMatch(css, /@import|https?:/);
  });
}

test('the public sheet has the colours of the desk’s', () => {
  const rootsOf = (sheet: (typeof sheets)[number]) =>
    sheet.rules.filter(({ selector }) => selector === ':root').map(({ body }) => tokensOf(body));
  assert.deepEqual(rootsOf(sheets[1]!), rootsOf(sheets[0]!));
});

test('every file of the look is there to be served, each under its own path', () => {
  for (const { file } of assets) assert.ok(existsSync(file), file);
  assert.equal(new Set(assets.map(({ path }) => path)).size, assets.length);
});
