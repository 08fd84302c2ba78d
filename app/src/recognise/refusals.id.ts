// What the desk recognise says when it refuses, in Indonesian.
import type { WordsLike } from '../kit/words.ts';
import type { en } from './refusals.en.ts';

type Facts = Record<string, string | number>;

export const id: WordsLike<typeof en> = {
  right: {
    name: 'Beri nama paling banyak 200 karakter.',
    code: 'Pakai huruf besar, angka, dan garis bawah, tidak diawali angka, paling banyak 63, misalnya KNOWN_COPIES.',
    purpose: 'Sebutkan untuk apa daftar ini, paling banyak 1.000 karakter.',
    ground: 'Pilih salah satu alasan.',
    legalBasis: 'Sebutkan undang-undang, perintah, atau perjanjiannya, paling banyak 1.000 karakter.',
    radiusBits: 'Beri bilangan bulat dari 0 sampai 31.',
    qualityFloor: 'Beri bilangan bulat dari 0 sampai 100.',
    algorithm: 'Pilih sebuah algoritma.',
    hash: 'Tulis hash dalam digit heksadesimal.',
    hashes: 'Tulis hash dalam digit heksadesimal.',
    quality: 'Beri bilangan bulat dari 0 sampai 100, atau kosongkan.',
    source: 'Paling banyak 200 karakter.',
    sourceReference: 'Paling banyak 500 karakter.',
    classification: 'Paling banyak 200 karakter.',
    expiresAt: 'Beri sebuah tanggal.',
    reason: 'Beri alasannya, paling banyak 500 karakter.',
    verdict: 'Pilih salah satu dari keduanya.',
    basis: 'Sebutkan siapa yang melihat salinannya, di mana, dengan wewenang apa, paling banyak 1.000 karakter.',
    file: 'Pilih berkas untuk diimpor.',
  },
  refusals: {
    'bank-code-taken': (facts: Facts) => `Daftar lain sudah memakai nama pendek ${facts.code}. Pilih yang lain.`,
    'no-such-bank': 'Daftar itu tidak ada di sini; mungkin sudah diakhiri.',
    'not-your-bank': 'Daftar ini dibagikan kepada Anda. Hanya pemiliknya yang dapat mengubahnya.',
    'device-bank':
      'Daftar ini berisi titipan orang atas gambarnya sendiri. Tidak ada yang mendaftarkan, mengimpor, mengekspor, atau mengubahnya dengan tangan.',
    'device-signal':
      'Hash ini dititipkan seseorang atas gambarnya sendiri. Di sini hash ini hanya dapat ditarik dari karantina, dan tidak didaftarkan lagi.',
    'too-many-partners': (facts: Facts) =>
      `Paling banyak ${facts.most} mitra sekaligus boleh mencocokkan dengan titipan orang atas gambarnya sendiri. Akhiri dahulu pembagian dengan salah satunya.`,
    'copy-unknown':
      'Hash itu sudah ditarik atau dihapus, jadi salinan yang cocok dengannya tidak dapat diketahui lagi.',
    'bad-hash': 'Itu bukan hash dari algoritma ini. Tulis dalam digit heksadesimal, dengan panjang penuh.',
    'no-such-submission': 'Kiriman ini tidak mendaftarkan hash apa pun di sini.',
    'expires-in-the-past': 'Beri waktu berakhir yang masih akan datang.',
    'no-such-signal': 'Hash itu tidak ada di sini.',
    'not-your-signal': 'Lembaga lain yang mendaftarkan hash ini. Hanya lembaga itu yang dapat mengubahnya.',
    'already-listed': (facts: Facts) => `${facts.bank} sudah memuat hash ini, sebagai ${facts.id}.`,
    'withdrawn-before': (facts: Facts) =>
      `${facts.bank} pernah memuat hash ini sebagai ${facts.id} dan sudah ditarik. Bila itu keliru, daftarkan lagi dari halamannya sendiri.`,
    'wrong-state': 'Itu tidak mungkin dalam keadaannya sekarang; mungkin orang lain lebih dulu. Lihat halamannya lagi.',
    'needs-a-second-person': 'Anda sendiri yang mendaftarkan hash ini. Orang lain yang memutuskannya.',
    'needs-a-reviewer': 'Hanya orang yang meninjau boleh meniadakan peninjauan kedua.',
    'nothing-to-approve':
      'Tidak ada yang dapat Anda setujui di sini: sudah disetujui, atau Anda sendiri yang mengimpornya.',
    'no-such-match': 'Tidak ada kecocokan seperti itu dengan salinan yang dipegang lembaga Anda.',
    'no-such-alarm': 'Peringatan ini sudah ditutup.',
    'no-such-import': 'Impor itu tidak ada di sini.',
    'nothing-to-import': 'Pilih berkas untuk diimpor.',
    'algorithm-ambiguous': 'Hash dengan 64 digit bisa PDQ atau SHA-256. Pilih algoritma untuk hash polos.',
    'unknown-format': 'Ini bukan daftar hash: pakai CSV dengan baris judul, satu hash per baris, atau NDJSON.',
    'no-hash-column': 'Tidak ada kolom yang berisi hash. Beri nama hash, pdq, md5, sha1, atau sha256.',
    'staged-hashes-lost':
      'Sebagian baris hilang sebelum sempat didaftarkan, misalnya karena basis data mati mendadak. Impor berkasnya lagi.',
    'withdrawn-needs-a-table':
      'Baris polos tidak dapat menyatakan bahwa hashnya ditarik. Ekspor sebagai CSV atau NDJSON.',
    'import-abandoned':
      'Impor dihentikan karena tidak ada data yang masuk selama seperempat jam. Impor berkasnya lagi.',
  },
  events: {
    'recognise.ensure-device-bank': 'menyiapkan daftar untuk gambar milik orang sendiri',
    'recognise.list-device-signals': 'mendaftarkan titipan seseorang atas gambarnya sendiri',
    'recognise.withdraw-device-signals': 'menarik titipan seseorang atas gambarnya sendiri',
    'recognise.erase-device-signals': 'menghapus titipan seseorang atas gambarnya sendiri',
    'recognise.erase-keyless-signals': 'membersihkan yang sudah dihapus sebelumnya',
    'recognise.make-bank': 'membuat daftar',
    'recognise.change-bank': 'mengubah daftar',
    'recognise.move-bank': 'mengaktifkan atau menangguhkan daftar',
    'recognise.end-bank': 'mengakhiri daftar',
    'recognise.list-signal': 'mendaftarkan hash',
    'recognise.withdraw-signal': 'menarik hash',
    'recognise.relist-signal': 'mendaftarkan hash lagi',
    'recognise.approve-signal': 'menyetujui hash',
    'recognise.approve-import': 'menyetujui impor',
    'recognise.reinstate-signal': 'mengeluarkan hash dari karantina',
    'recognise.pause-signal': 'menjeda atau melanjutkan hash',
    'recognise.expire-signals': 'hash keluar dari daftar pada tanggalnya',
    'recognise.consider-quarantine': 'menghitung bantahan atas hash',
    'recognise.describe-content': 'menulis catatan atau metadata',
    'recognise.erase-description': 'menghapus metadata',
    'recognise.open-matches': 'kecocokan dibuka atau terlihat lagi',
    'recognise.give-verdict': 'memberi penilaian',
    'recognise.raise-alarm': 'peringatan muncul',
    'recognise.settle-alarm': 'menutup peringatan',
    'recognise.begin-import': 'memulai impor',
    'recognise.apply-import': 'menyelesaikan impor',
    'recognise.refuse-import': 'impor ditolak',
    'recognise.abandon-import': 'impor dihentikan',
    'recognise.abandon-stale-imports': 'impor yang terhenti dibatalkan',
    'recognise.export-signals': 'mengekspor daftar',
  },
};
