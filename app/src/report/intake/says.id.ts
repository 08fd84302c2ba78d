// Apa yang dikatakan tentang kejadian dan penolakan. What intake says of what happened and of refusals, in Indonesian.
import type { WordsLike } from '../../kit/words.ts';
import type { en } from './says.en.ts';

type Facts = Record<string, string | number>;

export const id: WordsLike<typeof en> = {
  entries: {
    received: 'Diterima',
    taken: 'Diambil',
    'handed-back': 'Dilepaskan',
    'taken-over': (name: string) => `Diambil alih dari ${name}`,
    state: (from: string, to: string) => `${from} → ${to}`,
    joined: 'Laporan lain digabungkan ke sini',
    parted: 'Laporan yang digabungkan ke sini berdiri sendiri lagi',
    split: 'Satu bagian menjadi laporan tersendiri',
    'split-from': 'Dipisahkan dari laporan lain',
    'facts-changed': 'Jawaban diperbaiki',
    'message-to-reporter': 'Pesan kepada pelapor',
    'message-from-reporter': 'Pesan dari pelapor',
    'message-on-joined-report': 'Pesan dari pelapor laporan yang digabungkan',
    'messages-seen': 'Pesan dibaca',
    'contact-given': 'Cara aman untuk dihubungi diberikan',
    'contact-withdrawn': 'Cara aman untuk dihubungi ditarik kembali',
    note: 'Catatan untuk rekan',
    'items-added': (count: string) => `Temuan ditambahkan: ${count}`,
    'item-removed': 'Satu temuan dilepas',
    removal: (state) => `Penghapusan: ${state}`,
  },
  /** The states of a removal, as the desk of removals tells them. */
  removalStates: {
    new: 'belum dilacak',
    located: 'sudah dilacak',
    unlocatable: 'tidak dapat dilacak',
    'notice-open': 'sudah diminta',
    overdue: 'lewat tenggat',
    refused: 'ditolak',
    unknown: 'tidak dapat dipastikan',
    'geo-blocked': 'hanya diblokir di sini',
    moved: 'berpindah',
    removed: 'sudah dihapus',
    reappeared: 'muncul lagi',
    stopped: 'dihentikan',
  },
  changedAnswers: (names: string) => `Berubah: ${names}`,
  right: {
    outcome: 'Pilih apa hasilnya.',
    referredTo: 'Pilih ke mana dirujuk.',
    into: 'Isi nomor rujukan laporan lain yang menunggu, misalnya 7K2M-9QPX.',
    reason: 'Pilih alasannya.',
    itemIds: 'Pilih temuan yang ikut, atau tulis tentang apa laporan itu.',
    story: 'Paling banyak 10.000 karakter, dan hanya kata-kata.',
    body: 'Tulis beberapa kata, paling banyak 5.000 karakter.',
    text: 'Sebut satu alamat, akun, nomor, atau grup di tiap baris.',
    place: 'Paling banyak 500 karakter, dan hanya kata-kata.',
    concern: 'Pilih tentang apa laporan ini.',
    version: 'Muat ulang halaman.',
  },
  refusals: {
    'no-such-report': 'Tidak ada laporan seperti itu di sini.',
    'taken-by-another':
      'Orang lain memegang laporan ini. Tidak ada yang diubah. Ambil alih dahulu kalau memang Anda yang harus menanganinya.',
    'changed-meanwhile':
      'Laporan berubah selagi Anda melihatnya. Isian Anda belum tersimpan: lihat lagi, lalu kirim lagi.',
    'not-yours': 'Hanya pemegang laporan yang dapat melepaskannya, dan itu bukan Anda.',
    'not-theirs': 'Rekan itu tidak lagi memegang laporan ini. Lihat lagi.',
    'not-in-queue': 'Laporan ini sudah berakhir. Buka lagi dahulu.',
    'same-report': 'Itu laporan ini sendiri. Sebut laporan yang lain.',
    'no-other-report': 'Tidak ada laporan dengan nomor rujukan itu di sini. Cocokkan huruf demi huruf.',
    'other-has-ended': (facts: Facts) =>
      `Laporan ${facts.reference} sudah berakhir. Gabungkan ke laporan yang menunggu, atau buka lagi laporan itu dahulu.`,
    'others-joined-to-it': (facts: Facts) =>
      `Laporan lain sudah digabungkan ke ${facts.reference}. Sebaliknya, gabungkan ${facts.other} ke laporan ini.`,
    'not-its-item': 'Temuan ini sudah tidak ada di laporan ini.',
    'not-recognised': (facts: Facts) =>
      `Tidak ada yang dikenali di baris ${facts.lines}. Sebut platformnya di samping nama, misalnya “instagram: nama”.`,
    'record-erased': 'Isinya sudah dihapus. Tidak ada hal baru yang bisa disimpan di sini.',
    'nobody-to-read-it': 'Tidak ada yang memegang tanda terima laporan ini, jadi pesan tidak akan dibaca siapa pun.',
  },
  events: {
    'report.read-report': 'melihat laporan',
    'report.open-text': 'membuka teks laporan',
    'report.take': 'mengambil laporan',
    'report.take-next': 'mengambil laporan berikutnya',
    'report.hand-back': 'melepaskan laporan',
    'report.take-over': 'mengambil alih laporan',
    'report.move': 'memindahkan status laporan',
    'report.merge': 'menggabungkan laporan',
    'report.split': 'memisahkan laporan',
    'report.change-facts': 'memperbaiki jawaban laporan',
    'report.write-to-reporter': 'menulis kepada pelapor',
    'report.mark-messages-seen': 'menandai pesan sudah dibaca',
    'report.add-note': 'meninggalkan catatan',
    'report.add-items': 'menambah temuan pada laporan',
    'report.remove-item': 'melepas temuan dari laporan',
  },
};
