// Apa yang dikatakan pintu "lindungi gambarku". What the door "protect my picture" says, in Indonesian.
import type { WordsLike } from '../../../kit/words.ts';
import type { en } from './words.en.ts';

export const id: WordsLike<typeof en> = {
  title: 'Langkah',
  begin: {
    title: 'Lindungi gambarku',
    lead: 'Ponselmu menghitung sidik jari gambar. Gambarnya tetap di ponselmu. Tidak ada yang melihatnya, kami juga tidak.',
    how: 'Cara kerjanya',
    steps: {
      choose: 'Kamu memilih paling banyak 10 gambar. Gambarnya tetap di tempatnya.',
      compute: 'Ponselmu menghitung sidik jari tiap gambar: deretan angka yang tidak bisa diubah lagi menjadi gambar.',
      send: 'Hanya sidik jari yang dikirim ke sini, lalu disimpan terkunci.',
      look: 'Kalau platform yang ikut serta menemukan gambar yang sama, orang di sana memeriksanya lalu memutuskan.',
    },
    limits: 'Yang tidak bisa dilakukan',
    limitList: {
      down: 'Tidak menghapus yang sudah terlanjur terbuka. Laporkan juga alamatnya.',
      part: 'Hanya menjangkau platform yang ikut serta.',
      private: 'Tidak melihat pesan pribadi.',
      changed: 'Gambar yang banyak diubah mungkin tidak dikenali.',
    },
    choose: 'Pilih gambar di ponsel ini',
    chooseHint: 'Tidak ada yang terkirim saat kamu memilih. Gambarnya tidak ditampilkan di sini.',
    noScript:
      'Halaman ini butuh JavaScript, karena ponselmu sendiri yang harus menghitung. Buka dengan peramban lain, atau tanya lewat nomor di “Butuh bantuan sekarang”. Jangan pernah mengirim gambarnya kepada kami.',
    working: 'Menghitung gambar {n} …',
    ready: 'Gambar {n}: sidik jarinya siap.',
    unreadable: 'Gambar {n}: ponsel ini tidak bisa membacanya. Coba salinan lain.',
    done: 'Siap: {n}. Kamu bisa lanjut.',
    many: 'Pilih paling banyak {n} gambar sekaligus.',
    none: 'Belum ada sidik jari.',
    next: 'Lanjut dengan sidik jari',
    missing: 'Pilih setidaknya satu gambar yang bisa dibaca ponsel ini.',
  },
  minor: {
    title: 'Berapa umur orang di gambar itu, atau umurnya waktu itu?',
    hint: 'Kami bertanya sekali saja, supaya orang yang tepat memeriksanya. Kalau ada beberapa orang, pikirkan yang paling muda.',
    options: { minor: 'Di bawah 18 tahun', adult: '18 tahun atau lebih' },
    missing: 'Pilih salah satu.',
  },
  scope: {
    title: 'Siapa yang boleh mencocokkan sidik jarinya?',
    hint: 'Tidak ada yang mendapat namamu: kami tidak punya.',
    options: {
      'all-recipients': 'Meja ini dan platform yang ikut serta',
      'this-desk': 'Meja ini saja',
    },
    missing: 'Pilih salah satu.',
  },
  lifetime: {
    title: 'Untuk berapa lama?',
    hint: 'Sesudah itu sidik jarinya terhapus sendiri. Kamu bisa mengakhirinya lebih awal.',
    options: { '6': '6 bulan', '12': '12 bulan', '24': '24 bulan' },
    missing: 'Pilih berapa lama.',
  },
  review: {
    title: 'Sudah benar?',
    lead: 'Belum ada yang terkirim. Sesudah ini hanya sidik jari yang dikirim.',
    pictures: 'Sidik jari',
    minor: 'Umur waktu itu',
    scope: 'Siapa yang boleh mencocokkan',
    lifetime: 'Berapa lama',
    change: 'Ubah',
    changeWhat: (what) => `Ubah: ${what}`,
    consent: 'Ya, sidik jarinya boleh disimpan dan dicocokkan seperti di atas.',
    withdraw:
      'Kamu bisa menariknya kembali. Untuk itu kamu butuh sembilan kata yang kamu dapat sesudah ini, dan frasa pemulihan pilihanmu.',
    missing: 'Centang kotaknya kalau kamu setuju. Kalau tidak, tutup saja halaman ini: belum ada yang terkirim.',
  },
  go: { next: 'Lanjut', back: 'Kembali', send: 'Kirim sidik jarinya saja' },
  wait: 'Kiriman dari sambungan ini terlalu banyak, jadi perlu menunggu sebentar. Isianmu tetap ada di halaman ini.',
  view: {
    title: 'Sidik jari gambarmu',
    states: {
      active: { title: 'Terlindungi', means: 'Sidik jarimu ada di daftar.' },
      withdrawing: {
        title: 'Akan dikeluarkan',
        means: 'Kamu meminta supaya dikeluarkan dari daftar. Sampai saat itu kamu masih bisa berubah pikiran.',
      },
      withdrawn: { title: 'Sudah dikeluarkan', means: 'Sidik jarimu tidak ada lagi di daftar.' },
      expired: { title: 'Sudah berakhir', means: 'Waktu yang kamu pilih sudah habis. Sidik jarimu sudah dihapus.' },
    },
    notArrived: 'Sidik jarimu belum sampai seluruhnya. Silakan mulai lagi dari “Lindungi gambarku”.',
    until: (day) => `Sampai ${day}`,
    withdrawAt: 'Dikeluarkan pada:',
    recipients: 'Yang boleh mencocokkan sekarang',
    onlyDesk: 'Meja ini saja.',
    noMore:
      'Halaman ini tidak pernah bilang apakah, di mana, atau kapan sebuah gambar ditemukan. Jadi aman kalau orang lain membacanya.',
    withdraw: 'Keluarkan sidik jariku dari daftar',
    withdrawHint: 'Berlaku sesudah 72 jam. Sampai saat itu bisa dibatalkan, kalau ternyata orang lain yang memintanya.',
    phrase: 'Frasa pemulihanmu',
    needPhrase:
      'Pilih dulu frasa pemulihan. Dengan itu orang lain tidak bisa mencabut perlindunganmu. Kalau dipilih segera setelah mengirim, langsung berlaku. Kalau dipilih nanti, baru berlaku sesudah 72 jam.',
    phraseSince: (day) => `Frasa pemulihan dipilih pada ${day}`,
    notYou:
      'Itu bukan kamu? Berarti ada orang lain yang punya sembilan katamu. Lindungi lagi gambarnya: kamu dapat kata-kata baru, dan dengan kata yang lama tidak ada yang bisa mengakhirinya.',
    tooNew: (day) => `Frasa ini masih terlalu baru. Kamu bisa meminta dengan frasa ini mulai ${day}.`,
    tooLate: 'Waktu 72 jam sudah lewat. Kamu bisa melindungi gambarnya sekali lagi.',
    newPhrase: 'Pilih frasa pemulihan',
    newPhraseHint: 'Paling sedikit 8 huruf. Beberapa kata lebih baik. Kami tidak bisa mengembalikannya.',
    setPhrase: 'Simpan frasa ini',
    phraseKept: 'Frasa pemulihanmu sudah tersimpan.',
    ask: 'Keluarkan dalam 72 jam',
    asked: 'Akan dikeluarkan dalam 72 jam.',
    cancel: 'Tetap lindungi',
    cancelled: 'Perlindungannya tetap ada.',
    wrongPhrase: 'Itu bukan frasa pemulihannya.',
    shortPhrase: 'Pakai paling sedikit 8 huruf.',
  },
};
