// Apa yang dikatakan panel letak. What the panel of where something lies says, in Indonesian.
import type { WordsLike } from '../../kit/words.ts';
import type { en } from './words.en.ts';

export const id: WordsLike<typeof en> = {
  title: 'Letaknya',
  never: 'Belum dilacak.',
  lookUp: 'Lacak letaknya',
  lookAgain: 'Lacak lagi',
  lookLead: 'Meja ini bertanya kepada layanan nama dan registri tentang hostnya. Alamatnya sendiri tidak dibuka.',
  recipient: 'Penerima pemberitahuannya',
  recipientNone: 'Belum ada di direktori. Tambahkan pengelola situs atau jaringannya.',
  addRegistrar: 'Tambahkan pendaftar ini ke direktori',
  addHost: 'Tambahkan pengelola ini ke direktori',
  directory: 'Ke direktori',
  unchecked: 'Belum diperiksa',
  host: 'Host',
  network: 'Jaringan',
  country: 'Negara',
  countryNote: 'Tempat jaringannya terdaftar. Mesinnya bisa saja berada di tempat lain.',
  registrar: 'Pendaftar nama domain',
  reports: 'Menerima laporan di',
  hidden: 'Host dan kontaknya diperlihatkan kepada yang menangani laporan.',
  erased: 'Yang ditemukan sudah dihapus.',
  nothing: 'Tidak diketahui',
  lookedAt: 'Terakhir dilacak',
  by: (name) => `oleh ${name}`,
  byClock: 'dengan sendirinya',
  moved: 'Waktu itu sudah pindah',
  outcomes: {
    found: 'Ditemukan. Letaknya ada di bawah.',
    moved: 'Sekarang letaknya di tempat lain. Pemberitahuan ke tempat lama berhenti; lanjutkan dari sini.',
    nowhere: 'Letaknya tidak dapat ditemukan.',
    'not-known': 'Layanan nama atau registri tidak menjawab. Tidak ada yang berubah; coba lagi nanti.',
  },
  refused: 'Itu tidak bisa dilakukan',
  back: 'Kembali ke penghapusan',
  right: {},
  refusals: {
    'nothing-to-locate': 'Sudah hilang, atau sudah dihentikan: tidak ada yang perlu dilacak.',
  },
  events: {
    'remove.note-location': 'mencari letak suatu penghapusan',
    'remove.read-locations': 'membaca letak suatu penghapusan',
  },
};
