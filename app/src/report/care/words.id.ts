// Apa yang dikatakan meja tentang merawat diri. What the desk says about care, in Indonesian.
import type { WordsLike } from '../../kit/words.ts';
import type { en } from './words.en.ts';

type Facts = Record<string, string | number>;

export const id: WordsLike<typeof en> = {
  title: 'Menjaga diri',
  lead: 'Yang kita buka di sini ikut terbawa. Meja ini menghitung berapa banyak setiap hari, tidak pernah apa isinya.',
  today: 'Hari Anda',
  kinds: { text: 'Cerita dan pesan yang dibuka', viewer: 'Penyerahan ke penampil' },
  ofLimit: (count: string, limit: string) => `${count} dari ${limit}`,
  breakTitle: {
    text: 'Hari ini Anda sudah banyak membaca',
    viewer: 'Hari ini Anda sudah banyak melihat',
  },
  breakBody: (count: string) =>
    `Hari ini sudah ${count}. Silakan beristirahat, alihkan sebagian, atau mengobrol dengan rekan. Tidak ada yang menilainya buruk.`,
  goOn: 'Saya tetap lanjut',
  goOnHint: 'Ini dicatat, dan beberapa waktu lagi meja ini bertanya lagi.',
  wentOn: 'Dicatat. Jaga diri Anda.',
  everyone: 'Semua orang, per hari',
  everyoneLead: '14 hari terakhir. Hanya berapa banyak, tidak pernah apa.',
  day: 'Hari',
  person: 'Orang',
  wentOnTimes: 'Tetap lanjut',
  columns: { text: 'Teks', viewer: 'Penyerahan' },
  times: (count: string) => `${count} ×`,
  nobody: 'Belum ada yang dibuka',
  nobodyBody: 'Jumlahnya muncul di sini setelah ada cerita yang dibaca atau hal yang diserahkan ke penampil.',
  reached: 'batas tercapai',
  limits: 'Batas untuk satu hari',
  limitsLead:
    'Analis melihat hal seperti ini paling lama empat jam sehari: 40 teks masing-masing enam menit, atau 60 penyerahan masing-masing empat menit.',
  texts: 'Cerita dan pesan',
  handOvers: 'Penyerahan ke penampil',
  save: 'Simpan batas',
  saved: 'Batas sudah diubah.',
  right: {
    texts: 'Isi bilangan bulat 1 sampai 1.000.',
    handOvers: 'Isi bilangan bulat 1 sampai 1.000.',
    kind: 'Pilih salah satu.',
  },
  refusals: {
    'break-first': (facts: Facts) =>
      `Hari ini sudah ${facts.count}. Beristirahatlah dulu, atau nyatakan di “Menjaga diri” bahwa Anda tetap lanjut.`,
    'not-at-limit': 'Anda belum mencapai batas. Silakan lanjut.',
  },
  events: {
    'report.set-care-limits': 'mengubah batas untuk satu hari',
    'report.go-on': 'lanjut melewati batas hari itu',
  },
};
