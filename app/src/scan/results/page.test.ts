// The page about a run in both languages: the same figures in the same structure, every word used, hostile names harmless,
// valid markup; and in a real browser legible, within the window, and with a way to the other language.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { HtmlValidate } from 'html-validate';
import type { Browser } from 'playwright-core';
import htmlRules from '../../../../.htmlvalidate.json' with { type: 'json' };
import { launchChromium } from '../../../../scripts/chromium.ts';
import { html } from '../../kit/html.ts';
import { languages, missingWords } from '../../kit/words.ts';
import { runFiles } from '../run/folder.ts';
import { unreadableReasons } from '../types.ts';
import type { AboutFacts } from './page-about.ts';
import type { PageFacts } from './page-facts.ts';
import { pageOf, pages } from './page.ts';
import type { Summary } from './summary.ts';
import { words } from './words.ts';

/** Case number, authority, operator, root, list, path. */
type Six = [string, string, string, string, string, string];

const hostile: Six = [
  '<script>alert(1)</script>',
  '</style><img src=x onerror=alert(1)>',
  '" onload="alert(1)',
  'right\u{202E}gpj.exe',
  '\u{1B}[2J\0\u{200B}',
  'long/'.repeat(800),
];
const ordinary: Six = [
  'K-2031-014',
  'Penetapan rekaan 7',
  'Ayu Rekaan',
  '/bukti/telepon',
  'rekaan.csv',
  'gambar/1.jpg',
];

const publicKey = '0123456789abcdef'.repeat(4);
const times = { startedAt: '2031-03-14T01:59:26.000Z', readAt: '2031-03-14T03:00:00.000Z', endedAt: '', sessions: 1 };

/** A run in which everything happened that the page has words for. */
function eventful(names: Six): AboutFacts & PageFacts {
  const [caseNumber, legalAuthority, operator, root, list, path] = names;
  const summary: Summary = {
    format: 'suaka-scan-summary',
    version: 1,
    caseNumber,
    legalAuthority,
    operator,
    trial: true,
    roots: [root, path],
    from: { publicKey, sealedAt: '2031-03-01T00:00:00.000Z', sealSha256: publicKey },
    files: 1_234_567,
    known: 1,
    copies: 200_000,
    new: 1_034_444,
    unreadable: 122,
    bytes: 2.31e12,
    kinds: { picture: 900_000, video: 40_000, other: 294_500, unknown: 67 },
    types: { 'image/jpeg': 900_000, unknown: 3 },
    whyUnreadable: Object.fromEntries(unreadableReasons.map((why, at) => [why, 10 + at])),
    changedWhileRead: 3,
    passed: { link: 5, device: 4, pipe: 3, socket: 2, 'folder-again': 1 },
    groups: 5000,
    asked: {
      lists: [{ name: list, sha256: publicKey, entries: 9, known: 1 }],
      algorithms: ['md5', 'sha1', 'sha256', 'pdq'],
    },
    classifications: {
      none: 2,
      [path]: 1,
      ...Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`vics:${n}`, 1])),
    },
    videoDecoder: true,
    journalLinesReadAgain: 2,
    times: { ...times, sessions: 3 },
  };
  return {
    summary,
    manifest: { publicKey, versions: { suaka: '0.1.0' } },
    copies: { exact: 150_000, near: 50_000 },
    timeline: {
      by: 'year',
      counts: [
        ['2030', 1_000_000],
        ['other', 234_000],
        ['unknown', 567],
      ],
    },
    groups: { all: 5000, shown: [{ group: 1, files: 9, known: 1, fresh: 8, root: 1, path }] },
  };
}

/** A run of which there is next to nothing to say. */
function uneventful(): AboutFacts & PageFacts {
  const { summary, manifest, copies } = eventful(ordinary);
  const nothing = {
    known: 0,
    whyUnreadable: {},
    passed: {},
    classifications: {},
    asked: { lists: [], algorithms: [] },
  };
  const quiet = {
    ...nothing,
    changedWhileRead: 0,
    journalLinesReadAgain: 0,
    videoDecoder: false,
    trial: false,
    from: null,
    times,
  };
  return {
    summary: { ...summary, ...quiet, caseNumber: null, roots: ['/bukti'] },
    manifest,
    copies,
    timeline: { by: 'month', counts: [['2031-03', 1]] },
    groups: { all: 0, shown: [] },
  };
}

const facts = { eventful: eventful(ordinary), hostile: eventful(hostile), uneventful: uneventful() };
const names = Object.keys(facts) as (keyof typeof facts)[];

test('both languages say the same things', () => {
  assert.deepEqual(missingWords(words('id'), words('en')), []);
});

for (const name of names) {
  test(`${name}: both pages have the same structure and the same figures`, () => {
    const [id, en] = languages.map((language) => pageOf(language, facts[name])) as [string, string];
    const elements = (page: string) => page.slice(page.indexOf('<body>')).match(/<\/?[a-z][a-z0-9]*/g);
    assert.deepEqual(elements(id), elements(en));
    const figures = (page: string) =>
      [...page.matchAll(/<(?:td|dd)[^>]*>([<> \d.,%]+)<\/(?:td|dd)>/g)].map(([, text]) => text!.replace(/[.,]/g, ''));
    assert.deepEqual(figures(id), figures(en));
    assert.ok(figures(id).length >= 8);
  });

  for (const language of languages)
    test(`${name}: the page in ${language} is valid and says its language`, async () => {
      const page = pageOf(language, facts[name]);
      assert.match(page, new RegExp(`^<!DOCTYPE html>\n<html lang="${language}">`));
      const { results } = await new HtmlValidate(htmlRules as never).validateString(page);
      const found = results.flatMap(({ messages }) => messages);
      assert.deepEqual(
        found.map(({ ruleId, message, line }) => `${line}: ${ruleId}: ${message}`),
        [],
      );
      assert.doesNotMatch(page, /undefined|NaN|\[object/);
    });
}

test('numbers and times stand as each language writes them', () => {
  const [id, en] = languages.map((language) => pageOf(language, facts.eventful)) as [string, string];
  assert.match(id, /1\.234\.567 berkas, 2,3 TB/);
  assert.match(en, /1,234,567 files, 2\.3 TB/);
  assert.match(id, />14 Mar 2031, 08\.59 WIB<\/time>/);
  assert.match(en, />14 Mar 2031, 10:00 WIB<\/time>, 1 hour later/);
  assert.match(en, /&lt; 0\.1%/, 'one known file is not nothing');
  assert.match(pageOf('id', facts.uneventful), />Mar 2031</);
});

test('every word is on a page, and none is there that no page says', async () => {
  for (const language of languages) {
    const said = names.map((name) => pageOf(language, facts[name])).join('');
    assert.deepEqual(unsaid(words(language), said), []);
  }
});

/** A word that is made of facts is there where what stands between the facts is, in its order. */
function unsaid(group: object, said: string, path = ''): string[] {
  return Object.entries(group).flatMap(([key, word]) => {
    if (typeof word === 'object') return unsaid(word, said, `${path}${key}.`);
    const text: string = typeof word === 'string' ? word : word('\u{1}', '\u{1}');
    const parts = html`${text}`.text.split('\u{1}').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(parts.join('[^<]*')).test(said) ? [] : [path + key];
  });
}

test('a name is text: no markup, nothing hidden, nothing turned around, and of a long one both ends', () => {
  for (const language of languages) {
    const page = pageOf(language, facts.hostile);
    assert.doesNotMatch(page, /<(script|img|b|link|iframe)\b| on[a-z]+="/i);
    assert.doesNotMatch(page.replaceAll('\n', ''), /[\p{Cc}\p{Cf}\p{Cs}]/u);
    assert.match(page, /&lt;script&gt;alert\(1\)&lt;\/script&gt;/);
    assert.match(page, /right&lt;U\+202E&gt;gpj\.exe/);
    assert.ok(!page.includes('long/'.repeat(61)));
    assert.match(page, /long\/ … long\//);
  }
});

test('a page allows its style and nothing else, and leads to the other language only', () => {
  for (const language of languages) {
    const page = pageOf(language, facts.hostile);
    assert.match(page, /content="default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'"/);
    const other = runFiles[pages[language === 'id' ? 'en' : 'id']];
    assert.deepEqual(page.match(/<[^>]* (?:src|href)="[^"]*"/g)?.length, 1);
    assert.ok(page.includes(`<a href="${other}"`));
    assert.doesNotMatch(page, /url\(|@import|\bstyle="/);
  }
});

let browser: Browser;
let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'suaka-page-'));
  for (const name of names)
    for (const language of languages)
      await writeFile(join(folder, `${name}.${runFiles[pages[language]]}`), pageOf(language, facts[name]));
  for (const language of languages)
    await writeFile(join(folder, runFiles[pages[language]]), pageOf(language, facts.eventful));
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

const windows = [
  { viewport: { width: 390, height: 844 }, colorScheme: 'dark', media: 'screen' },
  { viewport: { width: 1280, height: 900 }, colorScheme: 'light', media: 'screen' },
  { viewport: { width: 673, height: 950 }, colorScheme: 'light', media: 'print' },
] as const;

for (const { media, ...options } of windows)
  test(`at ${options.viewport.width} px, ${options.colorScheme}, on ${media}: nothing is cut off, and axe finds no fault`, async () => {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    await page.emulateMedia({ media });
    const refused: string[] = [];
    page.on('console', (message) => refused.push(message.text()));
    for (const name of names)
      for (const language of languages) {
        await page.goto(`file://${join(folder, `${name}.${runFiles[pages[language]]}`)}`);
        const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        assert.ok(tooWide <= 0, `${name} in ${language} is ${tooWide} px too wide`);
      }
    assert.deepEqual(refused, [], 'a page may have all that it asks for');
    // One page is enough: every part is on it, and the other language has the same elements.
    await page.goto(`file://${join(folder, `hostile.${runFiles.page}`)}`);
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze();
    assert.deepEqual(
      violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
      [],
    );
    await context.close();
  });

test('the link leads to the other language and back, beside it in the folder', async () => {
  const page = await browser.newPage();
  await page.goto(`file://${join(folder, 'summary.html')}`);
  await page.getByRole('link', { name: 'English' }).click();
  await page.getByRole('heading', { level: 1, name: 'Results of a scan' }).waitFor();
  await page.getByRole('link', { name: 'Bahasa Indonesia' }).click();
  await page.getByRole('heading', { level: 1, name: 'Hasil pemindaian' }).waitFor();
});
