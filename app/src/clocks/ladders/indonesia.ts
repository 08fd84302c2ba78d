// Indonesia: an order and the three warnings that follow it; and an order by others than the ministry.
import type { Ladder, Rung } from '../ladder.ts';
import { grounds } from '../rule.ts';
import { findRule } from '../rules.ts';

const ordered = { recipients: ['platform', 'host'], reach: 'items' } as const satisfies Partial<Rung>;
const warned = {
  ...ordered,
  rules: ['id-saman-urgent', 'id-saman'],
  clock: false,
  wait: null,
} as const satisfies Partial<Rung>;

const recorded = { kind: 'law', country: 'ID', recordedOn: '2026-11-29', checked: null } as const;

export const indonesia: readonly Ladder[] = [
  {
    ...recorded,
    id: 'id-saman',
    name: { id: 'SAMAN: perintah, lalu tiga teguran', en: 'SAMAN: an order, then three warnings' },
    citation: 'Kepmen Kominfo 522/2024 (SAMAN)',
    sources: findRule('id-saman')!.sources,
    note: {
      id: 'Jarak antarteguran tidak terlihat di sumbernya, jadi tidak ada jam yang dikarang: orang yang memutuskan kapan. Keberatan penyelenggara masuk lewat fitur “Sanggah”.',
      en: 'How long lies between the warnings was not seen, so no clock is made up: a person decides when. The provider objects through the feature “Sanggah”.',
    },
    grounds: [...grounds],
    rungs: [
      {
        ...ordered,
        id: 'order',
        name: { id: 'Surat Perintah Takedown', en: 'Takedown order' },
        says: {
          id: 'Memerintahkan alamat yang disebut diturunkan.',
          en: 'Orders the addresses it names to be taken down.',
        },
        rules: ['id-saman-urgent', 'id-saman'],
        clock: true,
        wait: null,
      },
      {
        ...warned,
        id: 'warning-1',
        name: { id: 'Surat Teguran 1', en: 'Warning 1' },
        says: { id: 'Perintahnya tidak dijalankan.', en: 'The order was not carried out.' },
      },
      {
        ...warned,
        id: 'warning-2',
        name: { id: 'Surat Teguran 2', en: 'Warning 2' },
        says: {
          id: 'Penyelenggara menyatakan kesanggupan membayar denda administratif.',
          en: 'The provider undertakes to pay the administrative fine.',
        },
      },
      {
        ...warned,
        id: 'warning-3',
        name: { id: 'Surat Teguran 3', en: 'Warning 3' },
        says: {
          id: 'Akses ke seluruh layanan dapat diputus. Perlu orang ketiga dan alasan tertulis mengapa tidak ada yang lebih ringan.',
          en: 'Access to the whole service may be cut. It needs a third person and, in writing, why nothing less would do.',
        },
        reach: 'site',
      },
    ],
  },
  {
    ...recorded,
    id: 'id-order',
    name: { id: 'Perintah pemutusan akses', en: 'Order to cut access' },
    citation: 'Permenkominfo 5/2020 Art 9, 13-15',
    sources: findRule('id-order')!.sources,
    note: {
      id: 'Permenkominfo mengancam pemutusan akses bila kewajiban tidak dipenuhi; yang memutus adalah kementerian.',
      en: 'Where duties are not met the regulation threatens that access is cut; it is the ministry that cuts it.',
    },
    grounds: [...grounds],
    rungs: [
      {
        ...ordered,
        id: 'order',
        name: { id: 'Perintah', en: 'Order' },
        says: {
          id: 'Memerintahkan akses ke alamat yang disebut diputus.',
          en: 'Orders access to the addresses it names to be cut.',
        },
        rules: ['id-order-urgent', 'id-order'],
        clock: true,
        wait: null,
      },
      {
        id: 'ministry',
        name: { id: 'Kementerian', en: 'The ministry' },
        says: {
          id: 'Meminta kementerian bertindak terhadap seluruh layanan. Perlu orang ketiga dan alasan tertulis.',
          en: 'Asks the ministry to act on the whole service. It needs a third person and written proportionality.',
        },
        recipients: ['regulator'],
        reach: 'site',
        rules: [],
        clock: false,
        wait: null,
      },
    ],
  },
];
