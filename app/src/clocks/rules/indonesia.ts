// Indonesia: orders to cut access under the ministerial regulation on private providers of electronic systems, and the
// ministry's own compliance system (SAMAN) with its administrative fines.
import type { Ground, Recorded, Rule, Said } from '../rule.ts';
import { indonesianZones } from '../zones.ts';

const other: Ground[] = ['image-based-sexual-abuse', 'sexual-extortion', 'grooming', 'trafficking'];

const shared = {
  version: 1,
  kind: 'law',
  country: 'ID',
  inForceUntil: null,
  inForceKnown: 'seen',
  startEvent: 'handed-over',
  calendar: '24x7',
  holidaysOf: null,
  zones: indonesianZones,
  pauses: ['contest', 'stayed'],
} as const satisfies Partial<Rule>;

const regulation = {
  sources: [
    'https://tekno.kompas.com/read/2022/08/03/14150017/platform-digital-yang-terdaftar-masih-bisa-diblokir-bila-tak-taat-aturan-pse?page=2',
    'https://newsmeter.id/news/62d813c5a65ba2540a008af4',
    'https://bangka.sonora.id/read/503407839/tak-hanya-pendaftaran-ini-4-kewajiban-platform-digital-dalam-aturan-pse-kominfo?page=2',
  ],
  recordedOn: '2026-11-29',
  checked: null,
} as const satisfies Partial<Recorded>;

const whoOrders: Said = {
  id: 'Kementerian, pengadilan, atau penegak hukum. Masyarakat boleh meminta, tetapi permintaannya bukan perintah.',
  en: 'The ministry, a court or law enforcement. The public may ask, but what the public asks is no order.',
};

const startNote: Said = {
  id: 'Sumbernya menghitung “sejak perintah”; di sini dihitung sejak terbukti diserahkan. Hari mulai berlakunya tidak terlihat: sumber tertanggal 3 Agustus 2022 menyebutnya berlaku. Jeda selama keberatan diperiksa adalah pilihan meja ini.',
  en: 'The source counts “from the order”; here it counts from proof of hand-over. The day it came into force was not seen: a source of 3 August 2022 speaks of it as in force. Standing still during a contest is this desk’s own choice.',
};

const saman = {
  sources: [
    'https://www.portalone.net/tekno/internet/11474/kemkomdigi-mewujudkan-ruang-digital-yang-aman-dengan-saman',
    'https://portalberita.co/2025/02/02/saman-solusi-canggih-pengawasan-konten-digital/',
    'https://fajar.co.id/2025/02/03/meutya-hafid-tegaskan-platform-digital-harus-hapus-konten-negatif-dalam-4-jam-sanksi-berat-menanti',
  ],
  recordedOn: '2026-11-29',
  checked: null,
} as const satisfies Partial<Recorded>;

const whoRunsSaman: Said = {
  id: 'Hanya kementerian yang menjalankan SAMAN, kepada penyelenggara dengan konten buatan pengguna.',
  en: 'Only the ministry that runs SAMAN, towards providers of user-generated content.',
};

const samanNote: Said = {
  id: 'Hari mulai berlakunya tidak terlihat: sumber tertanggal 2 Februari 2025 menyebutnya berlaku. Dasar yang termasuk “lainnya”, saat mulai dihitung, dan jeda selama keberatan adalah pembacaan meja ini.',
  en: 'The day it came into force was not seen: a source of 2 February 2025 speaks of it as in force. Which grounds belong to “others”, when it begins to count, and standing still during a contest are this desk’s reading.',
};

export const indonesia: readonly Rule[] = [
  {
    ...shared,
    ...regulation,
    id: 'id-order-urgent',
    name: { id: 'Perintah pemutusan akses, mendesak', en: 'Order to cut access, urgent' },
    says: {
      id: 'Setelah perintah, penyelenggara memutus akses ke konten mendesak dalam 4 jam. Eksploitasi seksual anak termasuk yang mendesak.',
      en: 'After an order the provider cuts access to urgent content within 4 hours. Child sexual exploitation counts as urgent.',
    },
    citation: 'Permenkominfo 5/2020 Art 14(3), 15',
    note: {
      id: `${startNote.id} Bunyi daftar konten mendesak hanya diingat, belum terlihat.`,
      en: `${startNote.en} The wording of the list of urgent content is recalled, not seen.`,
    },
    inForceFrom: '2022-08-03',
    grounds: ['child-sexual-exploitation'],
    whoMayInvoke: whoOrders,
    authorityNeeded: ['id-ministry', 'id-court', 'id-law-enforcement'],
    duration: { unit: 'hours', count: 4 },
  },
  {
    ...shared,
    ...regulation,
    id: 'id-order',
    name: { id: 'Perintah pemutusan akses', en: 'Order to cut access' },
    says: {
      id: 'Setelah perintah, penyelenggara memutus akses ke konten terlarang lainnya dalam 1x24 jam.',
      en: 'After an order the provider cuts access to other prohibited content within 24 hours.',
    },
    citation: 'Permenkominfo 5/2020 Art 13(1), 14, 15',
    note: {
      id: `${startNote.id} Dasar mana yang termasuk “lainnya” adalah pembacaan meja ini.`,
      en: `${startNote.en} Which grounds belong to “other” is this desk’s reading.`,
    },
    inForceFrom: '2022-08-03',
    grounds: other,
    whoMayInvoke: whoOrders,
    authorityNeeded: ['id-ministry', 'id-court', 'id-law-enforcement'],
    duration: { unit: 'hours', count: 24 },
  },
  {
    ...shared,
    ...saman,
    id: 'id-saman-urgent',
    name: { id: 'SAMAN: Surat Perintah Takedown, mendesak', en: 'SAMAN: takedown order, urgent' },
    says: {
      id: 'Pornografi anak diturunkan dalam 1x4 jam setelah Surat Perintah Takedown. Sesudahnya tiga surat teguran dan denda.',
      en: 'Child pornography, in the law’s word, is taken down within 4 hours of the takedown order. Three warnings and a fine follow.',
    },
    citation: 'Kepmen Kominfo 522/2024 (SAMAN)',
    note: samanNote,
    inForceFrom: '2025-02-02',
    grounds: ['child-sexual-exploitation'],
    whoMayInvoke: whoRunsSaman,
    authorityNeeded: ['id-ministry'],
    duration: { unit: 'hours', count: 4 },
  },
  {
    ...shared,
    ...saman,
    id: 'id-saman',
    name: { id: 'SAMAN: Surat Perintah Takedown', en: 'SAMAN: takedown order' },
    says: {
      id: 'Konten lainnya diturunkan dalam 1x24 jam setelah Surat Perintah Takedown. Sesudahnya tiga surat teguran dan denda.',
      en: 'Other content is taken down within 24 hours of the takedown order. Three warnings and a fine follow.',
    },
    citation: 'Kepmen Kominfo 522/2024 (SAMAN)',
    note: samanNote,
    inForceFrom: '2025-02-02',
    grounds: other,
    whoMayInvoke: whoRunsSaman,
    authorityNeeded: ['id-ministry'],
    duration: { unit: 'hours', count: 24 },
  },
];
