// One of every part, with made-up content, as the tests of the look see them.
import { type Html, html } from '../html.ts';
import type { Language } from '../words.ts';
import { answered, askChoice, askWords, letters, textButton, textButtons } from './asking.ts';
import { actions, button, linkButton } from './buttons.ts';
import { facts, progress, tiles, timeline } from './facts.ts';
import { field } from './field.ts';
import { confirm, errorSummary, filterBar, form } from './form.ts';
import { clock, moment, timeLeft } from './moment.ts';
import { crumbs, pager, tabs } from './navigation.ts';
import { badge, badges, emptyState, madeUpBanner, notice, unreadBanner } from './notice.ts';
import { columns, heading, panel, row, stack } from './layout.ts';
import { type PageOptions, page } from './page.ts';
import { calls, openForm, publicPage, slip, steps, waysOn } from './public.ts';
import { table } from './table.ts';
import { codeBlock, hash, verbatim } from './verbatim.ts';

const now = new Date('2026-11-22T05:00:00Z');
const soon = new Date('2026-11-22T08:20:00Z');
const before = new Date('2026-11-21T22:40:00Z');
const csrf = 'made-up-token';

const switchLanguage = (language: Language): PageOptions['switchLanguage'] =>
  language === 'id'
    ? { href: '/language/en', label: 'English', lang: 'en' }
    : { href: '/language/id', label: 'Bahasa Indonesia', lang: 'id' };

/** A document that holds every part once, in any of the faces. */
export function specimen(language: Language, face: PageOptions['face'] | 'public'): string {
  if (face === 'public') return publicSpecimen(language);
  return page({
    language,
    face,
    title: 'Specimen',
    styles: '/assets/suaka.css',
    main: face === 'desk' ? everyPart(language) : html`${heading({ title: 'Specimen' })}${askings(language)}`,
    banner: madeUpBanner(language),
    switchLanguage: switchLanguage(language),
    navigation: [
      { href: '/desk/recognise', label: 'Recognise', current: true },
      { href: '/desk/report', label: 'Report' },
    ],
    person: { name: 'Made-up Officer', organisation: 'Made-up Hotline' },
    signOut: { action: '/sign-out', csrf },
  });
}

function publicSpecimen(language: Language): string {
  const number = { name: 'Made-up line', number: '0', href: 'tel:0', notes: ['Day and night'] };
  return publicPage({
    language,
    title: 'Specimen',
    styles: '/assets/public.css',
    main: html`${heading({ title: 'Specimen', lead: 'What this page is for.' })}<p class="in-danger">Now</p>${waysOn([
      { href: '/a', title: 'A door', text: 'What is behind it.', door: 'help' },
      { href: '/b', title: 'A way' },
    ])}${steps([{ id: 'first', title: 'First', body: html`<p>Do this.</p>${calls([number, { ...number, href: null }])}` }])}
${slip({ label: 'Words', words: ['satu', 'dua'], note: 'Keep them apart.' })}${openForm({
  language,
  action: '/specimen/open',
  body: button({ label: 'Next' }),
})}${oneThing(language)}${askings(language)}`,
    banner: unreadBanner(language),
    switchLanguage: switchLanguage(language),
    operator: 'Made-up Hotline',
    links: [{ href: '/c', label: 'Privacy' }],
  });
}

/** What a screen asks; each of them would stand alone on its page. */
const oneThing = (language: Language): Html =>
  html`${openForm({
    language,
    action: '/specimen/asking',
    body: [
      askChoice({
        level: 2,
        name: 'one',
        title: 'Which one?',
        hint: 'Choose.',
        over: '1 of 2',
        options: kinds,
        value: 'hotline',
      }),
      askWords({
        level: 2,
        name: 'words',
        title: 'In your words?',
        hint: 'A little.',
        error: 'Too long',
        value: 'x',
        rows: 3,
      }),
      answered([
        {
          label: 'One',
          value: 'Hotline',
          change: textButton({ text: 'Change', label: 'Change: one', name: 'go', value: 'one' }),
        },
      ]),
      textButtons(textButton({ text: 'English', name: 'speak', value: 'en', lang: 'en' })),
    ],
  })}${letters([
    { own: false, from: 'Desk', when: moment({ language, at: before }), text: 'Two\nlines' },
    { own: true, from: 'You', when: moment({ language, at: now }), text: 'One' },
  ])}`;

const everyPart = (language: Language): Html =>
  html`${top(language)}${states()}${columns({
    wide: stack(known(language), list(language)),
    narrow: stack(clocks(language), happened(language)),
  })}${askings(language)}`;

const top = (language: Language): Html =>
  html`${heading({
    title: 'Notice to Example Platform',
    state: badge({ label: 'Sent', tone: 'info' }),
    lead: 'What this page is for, in one sentence.',
    crumbs: crumbs({
      language,
      ways: [
        { href: '/desk', label: 'Desk' },
        { href: '/desk/remove', label: 'Remove' },
      ],
    }),
    actions: actions(button({ label: 'Approve' }), linkButton({ label: 'Read', href: '#known', tone: 'quiet' })),
  })}${tabs({
    label: 'Views',
    ways: [
      { href: '?view=open', label: 'Open', current: true, count: '12' },
      { href: '?view=done', label: 'Done' },
    ],
  })}`;

const states = (): Html =>
  stack(
    notice({ tone: 'info', title: 'For information', body: 'Nothing to do.' }),
    notice({ tone: 'success', title: 'Saved' }),
    notice({ tone: 'warning', title: 'Not yet confirmed', body: 'Two of three checks agree.' }),
    notice({ tone: 'danger', title: 'Someone may be in danger', body: 'Call the police first.' }),
    badges((['neutral', 'info', 'success', 'warning', 'danger'] as const).map((tone) => badge({ label: tone, tone }))),
    tiles([
      { label: 'Open reports', value: '248', href: '/desk/report' },
      { label: 'Overdue', value: '3', note: 'of 34' },
    ]),
    progress({ label: 'Import', value: 118, max: 248, text: '118 of 248' }),
  );

const known = (language: Language): Html =>
  panel({
    id: 'known',
    title: 'What is known',
    body: html`${facts([
      { label: 'Hash', value: hash('f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22') },
      { label: 'Address', value: verbatim('hxxps://example[.]test/a') },
      { label: 'Received', value: moment({ language, at: now }) },
    ])}${codeBlock('{"status":"queued"}')}`,
    actions: actions(button({ label: 'Stop', tone: 'danger' })),
  });

const list = (language: Language): Html =>
  html`${filterBar({
    language,
    action: '/desk/remove',
    fields: field({ type: 'search', name: 'q', label: 'Search' }),
    clear: '/desk/remove',
  })}${table({
    caption: 'Notices',
    columns: [
      { label: 'Notice', sort: { href: '?sort=notice', direction: 'ascending' } },
      { label: 'Items', numeric: true },
      { label: 'Left' },
    ],
    rows: [
      [html`<a href="/desk/remove/1">Example Platform</a>`, '12', timeLeft({ language, at: soon, now })],
      ['Example Host', '1', timeLeft({ language, at: before, now })],
    ],
    empty: 'Nothing',
  })}${pager({ language, previous: '?before=1', next: '?after=2', summary: '1 to 2' })}${emptyState({
    title: 'No notices',
    body: 'They appear when one is drafted.',
    action: linkButton({ label: 'Draft one', href: '/desk/remove/new' }),
  })}`;

const clocks = (language: Language): Html =>
  row(
    clock({ language, at: soon, now, label: 'First order', next: 'Read the answer' }),
    clock({ language, at: before, now, label: 'Acknowledgement' }),
  );

const happened = (language: Language): Html =>
  timeline([
    { when: moment({ language, at: before }), title: 'Drafted', by: 'Made-up Officer' },
    { when: moment({ language, at: now }), title: 'Sent', tone: 'success', body: 'Handed over to their mail server.' },
  ]);

const kinds = [
  { value: 'hotline', label: 'Hotline' },
  { value: 'platform', label: 'Platform' },
];

const askings = (language: Language): Html =>
  html`${errorSummary({ language, problems: [{ path: 'email', message: '"x" is no e-mail address' }] })}${form({
    action: '/specimen',
    csrf,
    files: true,
    hidden: { step: '1' },
    body: [
      field({
        type: 'text',
        name: 'name',
        label: 'Name',
        hint: 'As others know it',
        required: true,
        autocomplete: 'name',
      }),
      field({
        type: 'email',
        name: 'email',
        label: 'E-mail',
        value: 'x',
        error: '"x" is no e-mail address',
        hint: 'Only for signing in',
      }),
      field({ type: 'password', name: 'password', label: 'Password', autocomplete: 'current-password' }),
      field({ type: 'number', name: 'radius', label: 'Radius', value: 31, min: 0, max: 256, mark: 'optional' }),
      field({ type: 'file', name: 'list', label: 'List', accept: '.csv' }),
      field({ type: 'textarea', name: 'reason', label: 'Reason', value: '\nTwo\nlines' }),
      field({ type: 'select', name: 'kind', label: 'Kind', options: kinds, value: 'platform' }),
      field({ type: 'radios', name: 'role', label: 'Role', options: kinds, error: 'Choose one' }),
      field({
        type: 'checkboxes',
        name: 'shares',
        label: 'Shares with',
        options: kinds,
        values: ['hotline'],
        hint: 'All that apply',
      }),
      field({ type: 'checkbox', name: 'agree', label: 'I have read it', checked: true }),
      button({ label: 'Save' }),
    ],
  })}${confirm({
    label: 'Withdraw',
    question: 'Withdraw this hash everywhere? This cannot be undone.',
    submit: 'Withdraw it',
    form: { action: '/specimen/withdraw', csrf, body: field({ type: 'text', name: 'why', label: 'Why' }) },
  })}`;
