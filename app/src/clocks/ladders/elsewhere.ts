// The European Union, the United States and Australia.
import type { Ladder } from '../ladder.ts';
import { grounds } from '../rule.ts';
import { findRule } from '../rules.ts';

const recorded = { kind: 'law', recordedOn: '2026-11-29', checked: null } as const;
const decides = { clock: false, wait: null } as const;

export const elsewhere: readonly Ladder[] = [
  {
    ...recorded,
    id: 'eu-dsa',
    country: 'EU',
    name: { id: 'Uni Eropa: pemberitahuan, pengaduan, perintah', en: 'European Union: notice, complaint, order' },
    citation: 'Regulation (EU) 2022/2065 Art 9, 16, 17, 20',
    sources: [...findRule('eu-dsa-16')!.sources, ...findRule('eu-dsa-9')!.sources.slice(0, 1)],
    note: {
      id: 'Hukum ini tidak menyebut jumlah jam; orang yang memutuskan kapan melangkah. Bahwa pengaduan terbuka sekurangnya enam bulan hanya diingat.',
      en: 'The law names no number of hours; a person decides when to go on. That complaints stay open for at least six months is recalled.',
    },
    grounds: [...grounds],
    rungs: [
      {
        ...decides,
        id: 'notice',
        name: { id: 'Pemberitahuan (Pasal 16)', en: 'Notice (Article 16)' },
        says: {
          id: 'Memberi tahu penyedia hosting; putusannya disertai alasan.',
          en: 'Tells the hosting provider, which decides and gives reasons.',
        },
        recipients: ['platform', 'host'],
        reach: 'items',
        rules: ['eu-dsa-16'],
      },
      {
        ...decides,
        id: 'complaint',
        name: { id: 'Pengaduan (Pasal 20)', en: 'Complaint (Article 20)' },
        says: {
          id: 'Meminta platform meninjau putusannya.',
          en: 'Asks the platform to look at its decision again.',
        },
        recipients: ['platform'],
        reach: 'items',
        rules: [],
      },
      {
        ...decides,
        id: 'order',
        name: { id: 'Perintah (Pasal 9)', en: 'Order (Article 9)' },
        says: {
          id: 'Perintah lembaga berwenang terhadap alamat yang disebut.',
          en: 'An order of a competent authority on the addresses it names.',
        },
        recipients: ['platform', 'host'],
        reach: 'items',
        rules: ['eu-dsa-9'],
      },
    ],
  },
  {
    ...recorded,
    id: 'us-take-it-down',
    country: 'US',
    name: { id: 'Amerika Serikat: permintaan, lalu FTC', en: 'United States: request, then the FTC' },
    citation: 'TAKE IT DOWN Act',
    sources: findRule('us-take-it-down')!.sources,
    note: null,
    grounds: ['image-based-sexual-abuse'],
    rungs: [
      {
        id: 'request',
        name: { id: 'Permintaan yang sah', en: 'Valid request' },
        says: {
          id: 'Dari orang yang tampak atau wakilnya.',
          en: 'By the person shown, or by whoever may act for them.',
        },
        recipients: ['platform'],
        reach: 'items',
        rules: ['us-take-it-down'],
        clock: true,
        wait: null,
      },
      {
        ...decides,
        id: 'regulator',
        name: { id: 'FTC', en: 'FTC' },
        says: {
          id: 'Memberi tahu FTC bahwa permintaan yang sah tidak dipenuhi.',
          en: 'Tells the FTC that a valid request was not met.',
        },
        recipients: ['regulator'],
        reach: 'items',
        rules: [],
      },
    ],
  },
  {
    ...recorded,
    id: 'au-esafety',
    country: 'AU',
    name: { id: 'Australia: pemberitahuan penghapusan', en: 'Australia: removal notice' },
    citation: 'Online Safety Act 2021 (Cth) s77, s109',
    sources: [...findRule('au-osa-77')!.sources, ...findRule('au-osa-109')!.sources.slice(0, 1)],
    note: null,
    grounds: ['child-sexual-exploitation', 'image-based-sexual-abuse'],
    rungs: [
      {
        id: 'notice',
        name: { id: 'Pemberitahuan penghapusan', en: 'Removal notice' },
        says: { id: 'Hanya dari Komisioner eSafety.', en: 'By the eSafety Commissioner only.' },
        recipients: ['platform', 'host'],
        reach: 'items',
        rules: ['au-osa-77', 'au-osa-109'],
        clock: true,
        wait: null,
      },
    ],
  },
];
