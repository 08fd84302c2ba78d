// Apa yang dikatakan pintu "aku keberatan". What the door "I want to contest" says, in Indonesian.
import type { WordsLike } from '../../../kit/words.ts';
import type { en } from './words.en.ts';

export const id: WordsLike<typeof en> = {
  title: 'Formulir',
  heading: 'Aku keberatan',
  lead: 'Ada milikmu yang keliru dihapus, atau kamu keliru disebut? Beri tahu kami. Orang yang tidak ikut mengurusnya memutuskan dalam 14 hari.',
  tell: 'Yang kami beri tahu, dan yang tidak',
  tells: {
    decided: 'Dengan sembilan katamu kamu bisa melihat kapan sudah diputus, dan pesan dari petugas.',
    never:
      'Kami tidak pernah bilang apakah sesuatu atau seseorang ada di daftar atau pernah dilaporkan. Kepada siapa pun.',
    right: 'Kalau kami keliru, kami perbaiki, dan semua yang pernah kami beri tahu ikut diberi tahu.',
  },
  kind: 'Tentang apa?',
  kinds: {
    'content-removed': 'Milikku keliru dihapus',
    'wrongly-named': 'Aku keliru disebut',
  },
  subject: 'Alamat atau akun yang mana?',
  subjectHint: 'Salin alamatnya, atau tulis nama akunnya. Jangan pernah mengirim gambar.',
  statement: 'Mengapa itu keliru?',
  statementHint: 'Dengan kata-katamu sendiri. Boleh dikosongkan.',
  send: 'Kirim',
  wait: 'Kiriman dari sambungan ini terlalu banyak, jadi perlu menunggu sebentar. Tulisanmu tetap ada di halaman ini.',
  right: {
    kind: 'Pilih salah satu.',
    subject: 'Tulis setidaknya alamat atau akunnya, paling banyak 2.000 huruf.',
    statement: 'Pakai paling banyak 10.000 huruf.',
  },
  view: {
    title: 'Keberatanmu',
    reference: (reference) => `Nomor ${reference}`,
    waiting: 'Sedang diperiksa',
    waitingText: 'Orang yang tidak ikut mengurusnya sedang memeriksa.',
    until: (day) => `Diputus paling lambat ${day}.`,
    decided: 'Sudah diputus',
    decidedText: 'Orang yang tidak ikut mengurusnya sudah memutuskan. Kalau ada yang keliru, sedang diperbaiki.',
    never: 'Kami tidak pernah bilang apakah sesuatu ada di daftar atau pernah dilaporkan.',
    messages: 'Pesan',
    none: 'Belum ada pesan.',
    desk: 'Petugas',
    you: 'Kamu',
    write: 'Tulis kepada petugas',
    writeHint: 'Jangan pernah mengirim gambar.',
    send: 'Kirim',
    sent: 'Pesanmu sudah ada pada petugas.',
    erased: 'Tulisanmu sudah dihapus di sini. Kamu bisa mengisi formulir baru.',
    enough: 'Kamu sudah menulis banyak hari ini. Semuanya sudah kami terima. Tulis lagi besok.',
    wrongBody: 'Tulis beberapa kata, paling banyak 5.000 huruf.',
    again: 'Lihat lagi',
  },
};
