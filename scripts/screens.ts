// `npm run screens`: photographs pages of the desk, filled with made-up data, into docs/screens for the documentation.
// With names of pages, only those; with `--all`, every page on phone and desktop, light and dark, in both languages, into
// docs/screens/all, which is not committed, or into the folder given by --to.
import { mkdir } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { everyPage, openSite } from '../app/src/testing.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { all: { type: 'boolean', default: false }, to: { type: 'string' } },
});

const sizes = { desktop: { width: 1280, height: 860 }, phone: { width: 390, height: 844 } };
const shown = [
  'home',
  'report-form',
  'protect',
  'queue',
  'report',
  'remove',
  'removal',
  'notice',
  'recognise',
  'bank',
  'check',
  'match',
];
const views = [
  { size: 'desktop', scheme: 'light', language: 'en' },
  { size: 'phone', scheme: 'light', language: 'id' },
  { size: 'phone', scheme: 'dark', language: 'en' },
  { size: 'desktop', scheme: 'dark', language: 'id' },
  { size: 'desktop', scheme: 'light', language: 'id' },
  { size: 'phone', scheme: 'light', language: 'en' },
  { size: 'phone', scheme: 'dark', language: 'id' },
  { size: 'desktop', scheme: 'dark', language: 'en' },
] as const;

const chosen = values.all ? null : positionals.length > 0 ? positionals : shown;
const to = values.to ?? (values.all ? 'docs/screens/all' : 'docs/screens');
const site = await openSite();
await mkdir(to, { recursive: true });
try {
  for (const { size, scheme, language } of values.all ? views : views.slice(0, 3)) {
    const { context, page } = await site.enter({ viewport: sizes[size], colorScheme: scheme, language });
    for (const [name, path] of Object.entries(await everyPage(page))) {
      if (chosen && !chosen.includes(name)) continue;
      await page.goto(path);
      const file = `${to}/${name}-${size}-${scheme}-${language}.png`;
      await page.screenshot({ path: file, fullPage: values.all || size === 'desktop' });
      console.log(file);
    }
    await context.close();
  }
} finally {
  await site.close();
}
