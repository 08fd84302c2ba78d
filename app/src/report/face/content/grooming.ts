// Someone met online asks for pictures, secrets or a meeting.
import { adult, howProtectingWorks, protectingServices, report, safe } from './shared.ts';
import type { Topic } from './topic.ts';

export const grooming: Topic = {
  path: '3',
  version: 1,
  date: '2026-11-26',
  checked: null,
  sources: [
    {
      title: 'Childline',
      href: 'https://www.childline.org.uk/get-support/ask-sam/bullying-abuse-and-safety-asksam/online-grooming/',
    },
    {
      title: 'Safeguarding Board for Northern Ireland',
      href: 'https://onlinesafetyhub.safeguardingni.org/image-sharing-what-you-can-do/',
    },
  ],
  title: {
    id: 'Seseorang di internet meminta hal yang membuatku tidak nyaman',
    en: 'Someone online asks me for things that feel wrong',
  },
  lead: {
    id: 'Misalnya gambar tubuhmu, rahasia, atau bertemu berdua. Bisa orang asing, bisa orang yang kamu kenal.',
    en: 'Such as pictures of your body, secrets, or meeting alone. It may be a stranger or someone you know.',
  },
  steps: [
    safe,
    {
      id: 'blameless',
      say: {
        id: {
          title: 'Ini bukan salahmu',
          text: [
            'Orang seperti ini pandai membuat kita percaya.',
            'Kamu boleh berhenti kapan saja, juga kalau kamu pernah bilang ya.',
            'Sayang kepadanya atau takut kepadanya itu wajar.',
          ],
        },
        en: {
          title: 'You are not in trouble. It is not your fault.',
          text: [
            'People like this are good at making us trust them.',
            'You can stop at any time, also if you said yes before.',
            'It is normal to like them, and normal to be afraid of them.',
          ],
        },
      },
    },
    {
      id: 'stop',
      paid: true,
      say: {
        id: {
          title: 'Berhenti membalas. Jangan kirim apa-apa lagi.',
          text: [
            'Jangan kirim gambar, uang, atau alamatmu.',
            'Jangan pergi menemuinya. Kamu boleh tidak datang, juga kalau sudah janji.',
          ],
        },
        en: {
          title: 'Stop replying. Do not send anything more.',
          text: [
            'Do not send pictures, do not pay, and do not give your address.',
            'Do not go to meet them. You may stay away, also if you said you would come.',
          ],
        },
      },
    },
    {
      id: 'keep',
      say: {
        id: {
          title: 'Jangan hapus obrolan atau akunmu',
          text: ['Ini bukti. Catat di kertas, atau potret layar pesannya:'],
          list: [
            'nama akun dan tautan profilnya',
            'nomor telepon dan aplikasi yang dia pakai',
            'apa yang dia minta, tanggal, dan jamnya',
            'rencana bertemu, kalau ada',
          ],
          after: ['Jangan potret atau kirim gambar tubuhmu. Tidak ada petugas yang perlu melihatnya.'],
        },
        en: {
          title: 'Do not delete the chat or your account',
          text: ['It is proof. Write this on paper, or take a screenshot of the messages:'],
          list: [
            'the account name and the link to the profile',
            'the phone number and the apps they use',
            'what they ask for, the day and the time',
            'plans to meet, if there are any',
          ],
          after: ['Do not photograph or send pictures of your body. Nobody who helps you needs to see them.'],
        },
      },
    },
    {
      id: 'block',
      say: {
        id: {
          title: 'Laporkan akunnya di aplikasi, lalu blokir',
          text: [
            'Buka profilnya, lalu pilih Laporkan. Setelah itu blokir.',
            'Takut dia marah atau datang? Cerita dulu kepada orang dewasa yang kamu percaya, baru blokir.',
          ],
        },
        en: {
          title: 'Report the account in the app, then block it',
          text: [
            'Open the profile and choose Report. Then block it.',
            'Afraid of what they will do? Tell an adult you trust first, and block after that.',
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
          text: ['Kalau dia punya gambarmu, kamu bisa melindunginya.', ...howProtectingWorks.id],
        },
        en: {
          title: 'Protect your picture',
          text: ['If they have a picture of you, you can protect it.', ...howProtectingWorks.en],
        },
      },
    },
    adult,
    report,
  ],
};
