// Apa yang dikatakan halaman dengan kode baru. What the page with a new receipt says, in Indonesian.
import type { WordsLike } from '../../kit/words.ts';
import type { en } from './receipt-words.en.ts';

export const id: WordsLike<typeof en> = {
  title: 'Catatan',
  sent: {
    report: 'Laporanmu sudah kami terima',
    contest: 'Sudah kami terima',
    submission: 'Kode gambarmu sudah kami terima',
  },
  sentExample: 'Contohmu sudah terkirim',
  lead: 'Terima kasih sudah bercerita. Sekarang catat sembilan kata ini.',
  slip: 'Kodemu',
  slipNote: 'Simpan kertasnya di tempat yang tidak ditemukan orang.',
  only: 'Hanya dengan kode ini kamu bisa kembali. Kami menampilkannya sekarang saja. Tidak ada yang bisa mencarikannya lagi.',
  photo: 'Ada yang suka melihat isi ponselmu? Jangan difoto.',
  reference: 'Nomor',
  referenceNote: 'Nomor ini boleh kamu sebut di telepon. Tidak membuka apa pun.',
  nextTitle: 'Setelah ini',
  next: {
    report: {
      first: 'Petugas membaca laporanmu. Yang paling mendesak lebih dulu.',
      second: 'Kembali ke sini satu atau dua hari lagi, dengan kodemu.',
      third: 'Tidak ada yang menghubungimu, kecuali kamu menulis caranya.',
    },
    contest: {
      first: 'Yang memutuskan adalah orang yang belum pernah mengurusnya, paling lama 14 hari.',
      second: 'Kembali dengan kodemu untuk membaca jawabannya.',
    },
    submission: {
      first: 'Kalau gambar yang sama muncul di platform yang ikut serta, orang di sana memeriksanya lalu memutuskan.',
      second: 'Kembali dengan kodemu untuk melihat keadaannya.',
    },
  },
  nobodyReads:
    'Belum ada yang membaca di sini, karena ini hanya contoh. Butuh bantuan? Telepon nomor di “Butuh bantuan sekarang”.',
  written: 'Aku sudah menulisnya',
  wrong: 'Centang ini kalau kata-katanya sudah ada di kertas.',
  go: 'Lanjut',
  shownOnce: {
    lead: 'Ini sudah terkirim, dan dihitung satu.',
    gone: 'Kodenya ditampilkan satu kali. Kami tidak bisa menampilkannya lagi.',
    lost: 'Kodenya hilang? Kamu bisa mengirim lagi dari awal. Kalau ada tempat menulis, tulis bahwa kamu pernah ke sini.',
    leave: 'Keluar dengan aman',
    check: 'Aku punya kodenya',
  },
};
