// A picture was shared, taken or made without the consent of the person in it.
import { adult, howProtectingWorks, protectingServices, report, safe } from './shared.ts';
import type { Topic } from './topic.ts';

export const pictures: Topic = {
  path: '2',
  version: 1,
  date: '2026-11-26',
  checked: null,
  sources: [
    { title: 'StopNCII', href: 'https://stopncii.org/how-it-works/' },
    { title: 'Take It Down', href: 'https://takeitdown.ncmec.org/faq/' },
    { title: 'Face Sentry', href: 'https://facesentry.com/guides/after-ncii-first-24-hours' },
  ],
  title: {
    id: 'Gambarku disebarkan, direkam, atau dibuat tanpa izinku',
    en: 'My picture was shared, taken or made without my consent',
  },
  lead: {
    id: 'Juga kalau gambarnya palsu atau dibuat dengan AI.',
    en: 'Also if the picture is fake or made with AI.',
  },
  steps: [
    safe,
    {
      id: 'blameless',
      say: {
        id: {
          title: 'Ini bukan salahmu',
          text: [
            'Orang yang menyebarkannya yang berbuat jahat. Kamu tidak berbuat jahat.',
            'Ini tetap perbuatan mereka, juga kalau kamu dulu setuju difoto atau mengirimnya sendiri.',
          ],
        },
        en: {
          title: 'You are not in trouble. It is not your fault.',
          text: [
            'The person who shared it is doing wrong. You are not.',
            'That is so even if you said yes to the photo or sent it yourself.',
          ],
        },
      },
    },
    {
      id: 'stop',
      paid: true,
      say: {
        id: {
          title: 'Jangan membayar. Jangan membalas.',
          text: [
            'Ada orang yang minta uang untuk menghapus gambar. Jangan membayar.',
            'Jangan menjawab orang yang menyebarkannya.',
            'Minta temanmu tidak menyimpan dan tidak membagikannya.',
          ],
        },
        en: {
          title: 'Do not pay. Do not reply.',
          text: [
            'Some people ask for money to delete a picture. Do not pay.',
            'Do not answer the person who shared it.',
            'Ask your friends not to save it and not to share it.',
          ],
        },
      },
    },
    {
      id: 'keep',
      say: {
        id: {
          title: 'Jangan hapus obrolan. Catat tautannya.',
          text: ['Catat di kertas atau di tempat yang aman:'],
          list: [
            'tautan setiap halaman tempat gambar itu muncul',
            'nama akun atau grup yang menyebarkannya',
            'tanggal dan jam kamu melihatnya',
          ],
          after: ['Tautan sudah cukup. Jangan simpan, potret, atau kirim gambar itu.'],
        },
        en: {
          title: 'Do not delete chats. Write down the links.',
          text: ['Write this on paper or somewhere safe:'],
          list: [
            'the link of every page where the picture appears',
            'the name of the account or group that shared it',
            'the day and the time when you saw it',
          ],
          after: ['The links are enough. Do not save, photograph or send the picture.'],
        },
      },
    },
    {
      id: 'block',
      say: {
        id: {
          title: 'Laporkan kiriman itu di aplikasi, lalu blokir',
          text: [
            'Pada kiriman itu, pilih Laporkan. Pilih alasan seperti “gambar pribadi tanpa izin”.',
            'Kalau umurmu di bawah 18 tahun di gambar itu, tulis itu juga.',
            'Setelah itu blokir akunnya.',
          ],
        },
        en: {
          title: 'Report the post in the app, then block',
          text: [
            'On the post, choose Report. Choose a reason such as “private picture without consent”.',
            'If you were under 18 in the picture, say so.',
            'Then block the account.',
          ],
        },
      },
    },
    {
      id: 'protect',
      door: 'protect',
      links: protectingServices!,
      say: {
        id: { title: 'Cegah gambar itu muncul lagi', text: howProtectingWorks.id },
        en: { title: 'Keep the picture from coming back', text: howProtectingWorks.en },
      },
    },
    adult,
    report,
  ],
};
