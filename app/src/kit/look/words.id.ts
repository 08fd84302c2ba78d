// What the shell and the parts say by themselves, in Indonesian.
import type { WordsLike } from '../words.ts';
import type { en } from './words.en.ts';

export const id: WordsLike<typeof en> = {
  skip: 'Langsung ke isi',
  menu: 'Menu',
  mainNavigation: 'Navigasi utama',
  signOut: 'Keluar',
  verbs: {
    recognise: 'Kenali',
    report: 'Lapor',
    remove: 'Hapus',
    protect: 'Lindungi',
    trace: 'Lacak',
    measure: 'Ukur',
    prevent: 'Cegah',
  },
  madeUpTitle: 'Data rekaan.',
  madeUp: 'Semua orang, tempat, dan kasus di sini hanya karangan.',
  notices: 'Pemberitahuan',
  breadcrumb: 'Anda di sini',
  pages: 'Halaman',
  previous: 'Sebelumnya',
  next: 'Berikutnya',
  filter: 'Saring',
  apply: 'Terapkan saringan',
  clear: 'Lepas saringan',
  problems: 'Ada yang perlu diperbaiki',
  optional: 'tidak wajib',
  left: (duration) => `sisa ${duration}`,
  overdue: (duration) => `lewat ${duration}`,
  due: (moment) => `Tenggat ${moment}`,
  was: (moment) => `Tenggat sudah lewat: ${moment}`,
};
