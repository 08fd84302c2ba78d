// Ladders without a law: the general one, for whoever has no authority anywhere, and that of hotlines.
import type { Ladder } from '../ladder.ts';
import { grounds } from '../rule.ts';
import { findRule } from '../rules.ts';

const recorded = { kind: 'practice', country: null, recordedOn: '2026-11-29', checked: null } as const;
const voluntary = { rules: [], clock: false } as const;

/** How SCART, which hotlines of several countries run, repeats: a host each day, a registrar every six days. */
const day = { unit: 'hours', count: 24 } as const;
const sixDays = { unit: 'hours', count: 144 } as const;

export const practice: readonly Ladder[] = [
  {
    ...recorded,
    id: 'general',
    name: { id: 'Umum: platform, host, registrar, regulator', en: 'General: platform, host, registrar, regulator' },
    citation: 'SCART (EOKM/Offlimits), intervals of repetition',
    sources: [],
    note: {
      id: 'Kebiasaan, bukan hukum. Jarak waktunya mengikuti SCART: host setiap 24 jam, registrar enam kali selang itu.',
      en: 'Practice, not law. The intervals follow SCART: a host every 24 hours, a registrar at six times that.',
    },
    grounds: [...grounds],
    rungs: [
      {
        ...voluntary,
        id: 'platform',
        name: { id: 'Platform', en: 'Platform' },
        says: {
          id: 'Lewat formulir atau alamat yang disediakan platform.',
          en: 'By the form or address that the platform offers.',
        },
        recipients: ['platform', 'search'],
        reach: 'items',
        wait: day,
      },
      {
        ...voluntary,
        id: 'host',
        name: { id: 'Host', en: 'Host' },
        says: {
          id: 'Kepada yang menyimpan, atas alamat yang disebut.',
          en: 'To whoever stores it, about the addresses it names.',
        },
        recipients: ['host'],
        reach: 'items',
        wait: day,
      },
      {
        ...voluntary,
        id: 'registrar',
        name: { id: 'Registrar', en: 'Registrar' },
        says: {
          id: 'Nama situsnya sendiri. Perlu orang ketiga dan alasan tertulis mengapa tidak ada yang lebih ringan.',
          en: 'The site’s name itself. It needs a third person and, in writing, why nothing less would do.',
        },
        recipients: ['registrar'],
        reach: 'registrar',
        wait: sixDays,
      },
      {
        ...voluntary,
        id: 'regulator',
        name: { id: 'Regulator', en: 'Regulator' },
        says: {
          id: 'Meminta regulator bertindak terhadap seluruh situs. Perlu orang ketiga dan alasan tertulis.',
          en: 'Asks the regulator to act on the whole site. It needs a third person and written proportionality.',
        },
        recipients: ['regulator'],
        reach: 'site',
        wait: null,
      },
    ],
  },
  {
    ...recorded,
    id: 'inhope',
    name: { id: 'INHOPE: host, lalu diulang', en: 'INHOPE: host, then again' },
    citation: 'INHOPE, notice and takedown',
    sources: findRule('inhope-host')!.sources,
    note: {
      id: 'Polisi diberi tahu lebih dulu. Konten di negara lain diserahkan kepada hotline negara itu, bukan lewat tangga ini.',
      en: 'Police are told first. What lies in another country is handed over to the hotline there, not by this ladder.',
    },
    grounds: ['child-sexual-exploitation'],
    rungs: [
      {
        id: 'host',
        name: { id: 'Pemberitahuan kepada host', en: 'Notice to the host' },
        says: {
          id: 'Kepada platform atau host di negara sendiri.',
          en: 'To the platform or host in one’s own country.',
        },
        recipients: ['platform', 'host'],
        reach: 'items',
        rules: ['inhope-host'],
        clock: true,
        wait: null,
      },
      {
        ...voluntary,
        id: 'again',
        name: { id: 'Sekali lagi', en: 'Once more' },
        says: { id: 'Mengulang pemberitahuan pertama.', en: 'Repeats the first notice.' },
        recipients: ['platform', 'host'],
        reach: 'items',
        wait: day,
      },
      {
        ...voluntary,
        id: 'registrar',
        name: { id: 'Registrar', en: 'Registrar' },
        says: {
          id: 'Nama situsnya sendiri. Perlu orang ketiga dan alasan tertulis mengapa tidak ada yang lebih ringan.',
          en: 'The site’s name itself. It needs a third person and, in writing, why nothing less would do.',
        },
        recipients: ['registrar'],
        reach: 'registrar',
        wait: null,
      },
    ],
  },
];
