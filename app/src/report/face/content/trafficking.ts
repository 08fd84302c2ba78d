// Someone is forced, held or sold by others who make money from it.
import { howProtectingWorks, protectingServices, report, safe } from './shared.ts';
import type { Topic } from './topic.ts';

export const trafficking: Topic = {
  path: '4',
  version: 1,
  date: '2026-11-26',
  checked: null,
  sources: [
    { title: 'VictimConnect', href: 'https://victimconnect.org/learn/types-of-crime/human-trafficking/' },
    { title: 'Crisis Connection', href: 'https://www.crisisconnectioninc.org/gethelpht.html' },
  ],
  title: {
    id: 'Ada yang memaksaku atau menahanku demi uang',
    en: 'Someone forces me or holds me to make money',
  },
  lead: {
    id: 'Misalnya dipaksa bekerja, dipaksa melayani orang, atau dipaksa tampil di depan kamera.',
    en: 'Such as being forced to work, to be with other people, or to appear on camera.',
  },
  steps: [
    {
      ...safe,
      say: {
        id: {
          title: 'Apakah kamu aman sekarang?',
          text: [
            'Telepon nomor darurat saat mereka tidak mendengar. Sebutkan tempatmu: jalan, gedung, atau tanda di dekatmu.',
            'Tidak bisa bicara? Kirim pesan kepada orang yang kamu percaya, lalu hapus pesan itu.',
            'Kalau kamu ingin mati atau melukai dirimu, bicaralah dengan seseorang sekarang juga.',
          ],
        },
        en: {
          title: 'Are you safe right now?',
          text: [
            'Call the emergency number when they cannot hear you. Say where you are: a street, a building, a sign nearby.',
            'You cannot speak? Send a message to someone you trust, then delete that message.',
            'If you want to die or hurt yourself, talk to someone right away.',
          ],
        },
      },
    },
    {
      id: 'blameless',
      say: {
        id: {
          title: 'Ini bukan salahmu',
          text: [
            'Tidak ada yang boleh memaksamu, juga kalau kamu dulu setuju atau menerima uang.',
            'Utang bukan alasan untuk menahanmu.',
          ],
        },
        en: {
          title: 'You are not in trouble. It is not your fault.',
          text: [
            'Nobody may force you, also if you said yes before or took money.',
            'A debt is no reason to hold you.',
          ],
        },
      },
    },
    {
      id: 'stop',
      paid: true,
      say: {
        id: {
          title: 'Jangan membayar lagi, kalau menolak itu aman',
          text: [
            'Keselamatanmu nomor satu. Jangan melawan kalau itu berbahaya.',
            'Jangan beri tahu mereka bahwa kamu mencari bantuan.',
            'Kalau aman, jangan serahkan KTP, paspor, atau tanda tangan.',
          ],
        },
        en: {
          title: 'Do not pay more, if saying no is safe',
          text: [
            'Your safety comes first. Do not fight back if that is dangerous.',
            'Do not tell them that you are looking for help.',
            'If it is safe, do not hand over your ID card, your passport or your signature.',
          ],
        },
      },
    },
    {
      id: 'keep',
      say: {
        id: {
          title: 'Ingat atau catat diam-diam',
          text: ['Ini membantu orang menemukanmu dan menghentikan mereka:'],
          list: [
            'tempatmu sekarang dan tempat sebelumnya',
            'nama panggilan, nomor telepon, dan rekening mereka',
            'kendaraan dan nomor pelatnya',
            'siapa yang mengajakmu, dan tautan iklannya',
          ],
          after: ['Kalau mereka bisa menemukan catatanmu, hafalkan saja. Jangan ambil gambar apa pun.'],
        },
        en: {
          title: 'Remember it, or write it down in secret',
          text: ['It helps people to find you and to stop them:'],
          list: [
            'where you are now, and where you were before',
            'the names they use, phone numbers and bank accounts',
            'cars and their number plates',
            'who asked you to come, and the link of the advert',
          ],
          after: ['If they could find your notes, learn it by heart. Do not take any pictures.'],
        },
      },
    },
    {
      id: 'block',
      say: {
        id: {
          title: 'Laporkan akun mereka setelah kamu aman',
          text: [
            'Selama mereka ada di dekatmu, jangan blokir dulu. Mereka bisa curiga.',
            'Setelah aman, laporkan akun dan iklannya di aplikasi, lalu blokir.',
          ],
        },
        en: {
          title: 'Report their account once you are safe',
          text: [
            'While they are near you, do not block them yet. They could notice.',
            'Once you are safe, report the account and the advert in the app. Then block them.',
          ],
        },
      },
    },
    {
      id: 'protect',
      door: 'protect',
      links: protectingServices!,
      say: {
        id: {
          title: 'Lindungi gambarmu',
          text: ['Kalau mereka punya gambarmu, kamu bisa melindunginya setelah aman.', ...howProtectingWorks.id],
        },
        en: {
          title: 'Protect your picture',
          text: ['If they have a picture of you, you can protect it once you are safe.', ...howProtectingWorks.en],
        },
      },
    },
    {
      id: 'adult',
      say: {
        id: {
          title: 'Beri tahu satu orang yang aman',
          text: [
            'Pilih orang yang tidak dekat dengan mereka: keluarga, teman, guru, atau petugas kesehatan.',
            'Buat satu kata rahasia berdua. Kata itu berarti: aku dalam bahaya, telepon polisi.',
          ],
        },
        en: {
          title: 'Tell one safe person',
          text: [
            'Choose someone who is not close to them: family, a friend, a teacher, a nurse.',
            'Agree on a secret word. It means: I am in danger, call the police.',
          ],
        },
      },
    },
    {
      ...report,
      say: {
        id: {
          title: 'Lapor, kalau itu aman',
          text: [
            'Kamu yang memilih kapan dan kepada siapa. Orang yang kamu percaya bisa melapor untukmu.',
            'Di luar negeri? Hubungi kedutaan atau konsulat Indonesia.',
          ],
        },
        en: {
          title: 'Report it when that is safe',
          text: [
            'You choose when, and to whom. Someone you trust can report for you.',
            'You are abroad? Call the embassy or consulate of your country.',
          ],
        },
      },
    },
  ],
};
