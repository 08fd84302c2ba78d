// Apa yang dikatakan pemberitahuan, dalam bahasa Indonesia. What notices say in Indonesian.
import type { WordsLike } from '../../kit/words.ts';
import type { en } from './says.en.ts';

const units = { hours: 'jam', 'calendar-days': 'hari', 'business-days': 'hari kerja' };

export const id: WordsLike<typeof en> = {
  subjects: {
    order: 'Perintah penghapusan konten',
    'warning-1': 'Surat teguran pertama: konten belum dihapus',
    'warning-2': 'Surat teguran kedua: konten belum dihapus',
    'warning-3': 'Surat teguran ketiga: konten belum dihapus',
    request: 'Permintaan penghapusan konten',
    withdrawal: 'Penarikan pemberitahuan',
  },
  reasons: {
    'child-sexual-exploitation':
      'Yang disebutkan di bawah telah dinilai oleh petugas terlatih dari meja ini, atau oleh lembaga yang berwenang, dan digolongkan sebagai eksploitasi seksual anak.',
    'image-based-sexual-abuse':
      'Yang disebutkan di bawah memperlihatkan atau menawarkan gambar intim seseorang tanpa persetujuannya.',
    'sexual-extortion': 'Yang disebutkan di bawah dipakai untuk mengancam seseorang dengan penyebaran gambar intim.',
    grooming: 'Yang disebutkan di bawah dipakai untuk mendekati anak dengan tujuan seksual.',
    trafficking: 'Yang disebutkan di bawah menawarkan orang untuk dieksploitasi secara seksual.',
  },
  goodFaith:
    'Meja ini telah menilai yang disebutkan di sini dengan iktikad baik, meyakini isi pemberitahuan ini benar dan lengkap, dan akan menariknya bila ternyata keliru.',
  preserve:
    'Mohon simpan yang mungkin diperlukan polisi (konten, akun, data koneksinya) di luar jangkauan umum dan tanpa diubah, sesuai hukum yang berlaku bagi Anda. Jangan kirimkan apa pun darinya ke meja ini.',
  asks: {
    items:
      'Mohon hapus yang disebutkan di bawah, beserta semua yang sama persis yang Anda simpan, dan beri tahu kami bila sudah selesai.',
    site: 'Mohon hapus, atau hentikan layanan untuk, seluruh situs yang disebutkan di bawah.',
    registrar: 'Mohon hentikan pendaftaran atau layanan nama situs yang disebutkan di bawah.',
  },
  statutory: ({ citation, within }, authority) =>
    `Ini perintah berdasarkan ${citation}, dibuat oleh ${authority}.${within === null ? '' : ` Perintah ini harus dilaksanakan dalam ${within.count} ${units[within.unit]}.`}`,
  voluntary: 'Ini permintaan. Ini bukan perintah, dan meja ini tidak menyebut tenggat menurut hukum.',
  followed: ({ citation }) => `Meja ini bekerja menurut ${citation}.`,
  labels: {
    to: 'Kepada',
    from: 'Dari',
    contact: 'Kontak',
    reference: 'Nomor rujukan',
    issued: 'Dibuat',
    ground: 'Alasan hukum',
    territory: 'Berlaku di',
    opening: 'Yang diminta penerima',
    basis: 'Dasar',
    reasons: 'Penjelasan',
    proportionality: 'Mengapa langkah yang lebih ringan tidak cukup',
    items: 'Yang dimaksud',
    redress: 'Bila Anda tidak sependapat',
    goodFaith: 'Pernyataan',
    preserve: 'Simpan untuk polisi',
    follows: 'Melanjutkan pemberitahuan',
    fingerprint: 'SHA-256 pemberitahuan ini',
    repeated: 'Pesan ini mungkin sudah pernah Anda terima: percobaan sebelumnya terputus. Pemberitahuannya sama.',
  },
  kinds: { url: 'Alamat', account: 'Akun', phone: 'Nomor telepon', group: 'Grup' },
  link: (reference, address) =>
    `Sebuah pemberitahuan dengan nomor rujukan ${reference} menunggu Anda.\n\nMasuklah untuk membaca dan menjawabnya:\n${address}\n\nPesan ini tidak memuat isinya karena tidak dapat dikirim lewat jalur yang terlindungi.\n`,
  withdrawn: (reference, all) =>
    all
      ? `Meja ini menarik pemberitahuannya ${reference}. Bila Anda sudah melaksanakannya, mohon kembalikan yang Anda hapus karenanya.`
      : `Meja ini menarik sebagian pemberitahuannya ${reference}: yang disebutkan di bawah. Bila Anda sudah melaksanakannya, mohon kembalikan yang Anda hapus karenanya.`,
};
