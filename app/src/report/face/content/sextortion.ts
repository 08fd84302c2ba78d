// Someone threatens to share a picture unless they get money or more pictures.
import { adult, howProtectingWorks, protectingServices, report, safe } from './shared.ts';
import type { Topic } from './topic.ts';

export const sextortion: Topic = {
  path: '1',
  version: 1,
  date: '2026-11-26',
  checked: null,
  sources: [
    { title: 'Digital Harm', href: 'https://digitalharm.org/sextortion' },
    {
      title: 'National Children’s Alliance',
      href: 'https://www.nationalcac.org/steps-to-take-following-financial-sextortion/',
    },
    {
      title: 'Safeguarding Board for Northern Ireland',
      href: 'https://onlinesafetyhub.safeguardingni.org/image-sharing-what-you-can-do/',
    },
  ],
  title: {
    id: 'Ada yang mengancam menyebarkan gambarku',
    en: 'Someone threatens to share my picture',
  },
  lead: {
    id: 'Foto, video, atau rekaman panggilan video. Asli atau palsu, langkahnya sama.',
    en: 'A photo, a video, or a video call that was recorded. Real or fake, the steps are the same.',
  },
  steps: [
    safe,
    {
      id: 'blameless',
      say: {
        id: {
          title: 'Ini bukan salahmu',
          text: [
            'Orang yang mengancammu yang berbuat jahat. Kamu tidak berbuat jahat.',
            'Mereka menipu banyak orang, anak-anak dan orang dewasa.',
            'Kamu boleh minta tolong, juga kalau kamu sendiri yang pernah mengirim gambar itu.',
          ],
        },
        en: {
          title: 'You are not in trouble. It is not your fault.',
          text: [
            'The person who threatens you is doing wrong. You are not.',
            'They trick many people, children and grown-ups.',
            'You can ask for help, also if you sent the picture yourself.',
          ],
        },
      },
    },
    {
      id: 'stop',
      paid: true,
      say: {
        id: {
          title: 'Jangan membayar. Berhenti membalas.',
          text: [
            'Jangan kirim uang, pulsa, atau gambar lagi. Kalau diberi, mereka biasanya minta lagi.',
            'Kamu tidak perlu menjawab ancaman mereka.',
          ],
        },
        en: {
          title: 'Do not pay. Stop replying.',
          text: [
            'Do not send money, phone credit or more pictures. If they get some, they mostly ask for more.',
            'You do not have to answer their threats.',
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
            'nama akun dan tautan profil mereka',
            'nomor telepon, rekening, atau dompet digital mereka',
            'isi ancamannya, tanggal, dan jamnya',
          ],
          after: ['Jangan simpan, potret, atau kirim gambar dirimu itu. Tidak ada petugas yang perlu melihatnya.'],
        },
        en: {
          title: 'Do not delete the chat or your account',
          text: ['It is proof. Write this on paper, or take a screenshot of the messages:'],
          list: [
            'their account name and the link to their profile',
            'their phone number, bank account or e-wallet',
            'what they threaten, the day and the time',
          ],
          after: ['Do not save, photograph or send the picture of you. Nobody who helps you needs to see it.'],
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
            'Tutup daftar temanmu supaya orang asing tidak bisa melihatnya.',
          ],
        },
        en: {
          title: 'Report the account in the app, then block it',
          text: [
            'Open the profile and choose Report. Then block it.',
            'Hide your list of friends, so that strangers cannot see it.',
          ],
        },
      },
    },
    {
      id: 'protect',
      door: 'protect',
      links: protectingServices!,
      say: {
        id: { title: 'Lindungi gambarmu', text: howProtectingWorks.id },
        en: { title: 'Protect your picture', text: howProtectingWorks.en },
      },
    },
    adult,
    report,
  ],
};
