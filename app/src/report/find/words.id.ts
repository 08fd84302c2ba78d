// Apa yang dikatakan meja tentang mencari identitas. What the desk says about looking for an identity, in Indonesian.
import type { WordsLike } from '../../kit/words.ts';
import type { en } from './words.en.ts';

type Facts = Record<string, string | number>;

export const id: WordsLike<typeof en> = {
  title: 'Sudah dikenal di sini?',
  lead: 'Satu alamat, akun, nomor, atau grup setiap kali. Setiap pencarian disimpan dengan nama Anda dan alasannya, tidak pernah yang Anda ketik.',
  text: 'Apa yang Anda cari?',
  textHint: 'Dalam bentuk apa pun: nomor, alamat, atau nama dengan platformnya, misalnya “instagram: nama”.',
  reason: 'Mengapa Anda mencari?',
  reasons: {
    'urgent-risk': 'Mungkin ada yang sedang dalam bahaya',
    'duplicate-check': 'Untuk melihat apakah pernah dilaporkan',
    'reporter-asks': 'Pelapor memintanya',
    'police-request': 'Polisi meminta secara tertulis',
    'court-order': 'Pengadilan memerintahkannya',
    'other-duty': 'Kewajiban hukum lain',
  },
  reference: 'Nomor permintaan atau perintah',
  referenceHint: 'Perlu bila polisi atau pengadilan yang meminta. Disimpan terenkripsi.',
  submit: 'Cari',
  found: 'Pernah dilaporkan di sini',
  foundIn: (count: string) => `Laporan yang menyebutnya: ${count}.`,
  item: 'Temuan',
  reports: 'Laporan',
  noReports: 'Tidak ada lagi laporan yang menyebutnya',
  onlyLatest: (count: string) => `Hanya ${count} terbaru yang ditampilkan.`,
  report: 'Laporan',
  concern: 'Tentang',
  state: 'Status',
  received: 'Diterima',
  takenBy: 'Dipegang',
  nobody: 'belum ada',
  nothing: 'Tidak ada di antara temuan yang dilaporkan di sini',
  nothingBody: 'Itu tidak berarti aman, atau tidak dikenal di tempat lain.',
  asked: 'Yang ditanyai',
  where: 'Di mana',
  reasonShort: 'Alasan',
  referenceShort: 'Rujukan',
  askedItems: 'Temuan dari semua laporan di meja ini, yang terbuka dan tertutup, tepat yang ini',
  notAsked: 'Yang tidak ditanyai',
  notAskedBody: 'Cerita, pesan, dan kontak, karena terenkripsi dan tidak bisa dicari; ejaan yang berbeda; meja lain.',
  understoodAs: 'Dipahami sebagai',
  log: 'Pencarian terbaru',
  logLead: 'Siapa yang mencari, kapan, dan mengapa. Yang dicari tidak disimpan di mana pun.',
  when: 'Kapan',
  who: 'Siapa',
  kind: 'Jenis',
  hits: 'Ditemukan',
  noSearches: 'Belum ada yang mencari',
  right: {
    text: 'Tulis satu alamat, akun, nomor, atau grup; di samping nama tulis platformnya, misalnya “instagram: nama”.',
    reason: 'Pilih mengapa Anda mencari.',
    reference: 'Isi nomor permintaan atau perintah, paling banyak 200 karakter.',
  },
  refusals: {
    'identifier-not-read': 'Itu tidak dipahami. Tulis alamat, “platform: nama”, atau nomor telepon.',
    'platform-missing': 'Di platform mana? Tulis di depan namanya, misalnya “instagram: nama”.',
    'too-many-searches': (facts: Facts) =>
      `Paling banyak ${facts.limit} pencarian per jam. Bila pekerjaan Anda perlu lebih, bicaralah dengan penyelia.`,
  },
  events: {
    'report.search-identity': 'mencari identitas',
  },
};
