// What the public face says, in Indonesian. Read by frightened people, many of them children: short sentences, common
// words, "kamu", no blame; the test beside it measures that.
import type { WordsLike } from '../../kit/words.ts';
import type { en } from './words.en.ts';

export const id: WordsLike<typeof en> = {
  titles: { help: 'Langkah', leaving: 'Keluar', about: 'Tentang' },
  doors: {
    report: { title: 'Laporkan sesuatu', text: 'Untukmu sendiri atau orang lain. Tanpa nama boleh.' },
    help: { title: 'Butuh bantuan sekarang', text: 'Apa yang dilakukan lebih dulu, langkah demi langkah.' },
    protect: { title: 'Lindungi gambarku', text: 'Supaya lebih sulit disebarkan. Gambarnya tetap di tanganmu.' },
    status: { title: 'Cek laporanku', text: 'Dengan kode yang kamu catat.' },
    contest: { title: 'Keberatan', text: 'Kirimanmu terhapus karena keliru, atau namamu disebut karena keliru.' },
  },
  foot: { leaving: 'Yang tidak ikut terhapus', privacy: 'Bagaimana datamu dijaga', staff: 'Untuk petugas' },
  home: {
    title: 'Kamu tidak sendirian',
    lead: 'Ada kejadian di internet yang membuatmu atau orang lain takut? Di sini kamu bisa minta bantuan. Tanpa akun, tanpa nama.',
    danger: 'Sedang dalam bahaya?',
    call: (number) => `Telepon ${number}`,
  },
  puzzle: {
    title: 'Satu pertanyaan kecil dulu',
    why: 'Sekarang banyak sekali kiriman masuk. Jawaban ini menunjukkan bahwa kamu manusia.',
    wrong: 'Belum tepat. Ini pertanyaan baru.',
  },
  help: {
    title: 'Butuh bantuan sekarang',
    lead: 'Kamu tidak akan dimarahi. Ini bukan salahmu.',
    urgentTitle: 'Kalau tidak bisa menunggu',
    unchecked: 'Nomor ini belum diperiksa akhir-akhir ini.',
    allUnchecked: 'Nomor-nomor ini belum diperiksa akhir-akhir ini.',
    whatTitle: 'Apa yang terjadi?',
    helper: 'Kamu membantu orang lain? Langkahnya sama. Dengarkan dulu, dan tetap tenang.',
    back: 'Lihat pilihan lain',
    paid: 'Aku sudah membayar',
    stepsTitle: 'Delapan langkah',
    sources: 'Dari mana langkah ini',
    version: (version, date) => `Versi ${version}, ${date}.`,
    uncheckedGuide: 'Belum ada ahli di Indonesia yang memeriksa tulisan ini.',
    checkedGuide: (by, date) => `Diperiksa oleh ${by}, ${date}.`,
    after: 'Tidak harus selesai hari ini. Satu langkah saja sudah bagus.',
  },
  leaving: {
    title: 'Yang tidak ikut terhapus',
    lead: 'Tombol “Keluar cepat” memang cepat. Tetapi tombol itu tidak bisa menghapus semua jejak.',
    doesTitle: 'Yang dilakukan tombol itu',
    does: {
      closes: 'Menutup halaman ini dan membuka halaman cuaca.',
      clears: 'Menghapus yang disimpan situs ini di browsermu.',
      keys: 'Dengan papan ketik, kamu juga bisa menekan Shift tiga kali.',
    },
    stays: 'Yang tetap ada',
    staysList: {
      history: 'Halaman lain di situs ini yang pernah kamu buka tetap ada di riwayat.',
      address: 'Kotak alamat mungkin menawarkan situs ini lagi.',
      copies: 'Tangkapan layar, unduhan, dan catatan tetap ada.',
      watching: 'Kalau ada aplikasi pengintai di ponselmu, aplikasi itu bisa melihat semuanya.',
      network:
        'Pemilik Wi-Fi atau operator ponsel mungkin tahu kamu membuka situs ini. Mereka tidak bisa membaca tulisanmu.',
    },
    saferTitle: 'Supaya lebih aman',
    saferList: {
      device: 'Pakai ponsel yang tidak dilihat orang lain, misalnya milik orang yang kamu percaya.',
      window: 'Buka jendela penyamaran (incognito) sebelum kembali ke sini.',
      byHand: 'Hapus riwayat dengan tanganmu sendiri. Hapus halaman ini saja: riwayat yang kosong bisa terlihat aneh.',
    },
  },
  about: {
    lead: 'Tulisan dari pengelola halaman ini.',
    controller: 'Siapa yang bertanggung jawab',
    'cover-hours': 'Kapan ada yang membaca',
    'privacy-notice': 'Bagaimana datamu dijaga',
    retention: 'Berapa lama disimpan',
  },
  before: {
    title: 'Sebelum mulai',
    list: {
      near: 'Ada orang mendekat? Tekan “Keluar cepat” di atas, atau Shift tiga kali.',
      kept: 'Jawabanmu hanya tersimpan kalau kamu mengirimnya atau memilih menyimpannya.',
      trace: 'Keluar tidak menghapus riwayat browsermu.',
    },
    more: 'Yang tidak ikut terhapus',
  },
  errors: {
    home: 'Ke halaman pertama',
    titles: {
      'bad-input': 'Itu belum berhasil',
      'not-signed-in': 'Halaman ini tertutup',
      forbidden: 'Itu belum berhasil',
      'not-found': 'Halaman ini tidak ada',
      conflict: 'Itu sudah berubah',
      'too-large': 'Itu terlalu panjang',
      unsupported: 'Itu tidak bisa dibaca di sini',
      unprocessable: 'Itu belum berhasil',
      'too-many': 'Tunggu sebentar, ya',
      unavailable: 'Coba lagi sebentar lagi',
    },
    texts: {
      'bad-input': 'Ada bagian kiriman yang tidak bisa dibaca. Kembali, lalu coba sekali lagi.',
      'not-signed-in': 'Halaman ini hanya untuk orang yang bekerja di sini.',
      forbidden: 'Kembali ke halamannya, lalu kirim dari sana sekali lagi.',
      'not-found': 'Mungkin alamatnya sudah berubah. Kamu bisa lanjut dari sini.',
      conflict: 'Kembali dan lihat halaman itu lagi.',
      'too-large': 'Tulis lebih singkat, atau kirim dalam dua bagian.',
      unsupported: 'Halaman ini hanya menerima tulisan.',
      unprocessable: 'Ada bagian kiriman yang belum cocok. Kembali, lalu coba sekali lagi.',
      'too-many': 'Sedang banyak orang di sini. Tunggu satu menit, lalu coba lagi.',
      unavailable: 'Kami sedang punya masalah sendiri. Coba lagi beberapa menit lagi.',
    },
    fault: 'Ada yang rusak di pihak kami',
    faultText: 'Kamu tidak berbuat keliru. Coba lagi beberapa menit lagi.',
    media: {
      title: 'Tolong, jangan kirim gambar',
      text: 'Kami tidak menerima gambar, video, atau berkas. Yang ikut terkirim tadi sudah dibuang. Tidak ada yang melihatnya.',
      insteadTitle: 'Yang bisa kamu lakukan',
      instead: {
        link: 'Tulis tautan atau nama akun tempat gambar itu ada.',
        when: 'Tulis kapan kamu melihatnya.',
        share: 'Jangan kirim gambar itu kepada orang lain juga.',
      },
    },
  },
};
