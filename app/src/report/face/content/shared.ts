// Steps that are the same whatever happened: being safe, telling someone, reporting, and the two services that keep a
// picture from being shared.
import type { Step } from './topic.ts';

export const safe: Step<'safe'> = {
  id: 'safe',
  lines: ['emergency', 'crisis'],
  say: {
    id: {
      title: 'Apakah kamu aman sekarang?',
      text: [
        'Kalau ada yang bisa melukaimu sekarang, telepon nomor darurat di bawah ini.',
        'Kalau kamu ingin mati atau melukai dirimu, bicaralah dengan seseorang sekarang juga. Perasaan ini bisa reda. Jangan sendirian dulu.',
      ],
    },
    en: {
      title: 'Are you safe right now?',
      text: [
        'If someone could hurt you now, call the emergency number below.',
        'If you want to die or hurt yourself, talk to someone right away. This feeling can pass. Stay near somebody for now.',
      ],
    },
  },
};

export const adult: Step<'adult'> = {
  id: 'adult',
  say: {
    id: {
      title: 'Cerita kepada satu orang dewasa yang aman',
      text: [
        'Pilih orang yang tenang dan kamu percaya: ibu, ayah, bibi, kakak, guru, atau konselor.',
        'Kalau di rumah tidak aman, pilih orang di luar rumah.',
        'Kamu bisa mulai begini: “Ada yang menakutiku di internet. Aku butuh bantuan. Tolong dengarkan dulu.”',
      ],
    },
    en: {
      title: 'Tell one safe adult',
      text: [
        'Choose someone calm whom you trust: a parent, an aunt, a big brother or sister, a teacher, a school counsellor.',
        'If home is not safe, choose someone outside your home.',
        'You can begin like this: “Someone online scares me. I need help. Please just listen first.”',
      ],
    },
  },
};

export const report: Step<'report'> = {
  id: 'report',
  lines: ['support', 'police'],
  door: 'report',
  say: {
    id: {
      title: 'Lapor, kalau kamu siap',
      text: [
        'Kamu yang memilih kapan dan kepada siapa.',
        'Petugas di nomor ini bisa menemanimu. Orang dewasa yang kamu percaya boleh ikut.',
      ],
    },
    en: {
      title: 'Report it when you are ready',
      text: [
        'You choose when, and to whom.',
        'The people at these numbers can stay by your side. An adult you trust may come along.',
      ],
    },
  },
};

/** How a picture is kept from being shared without anybody seeing it. */
export const howProtectingWorks = {
  id: [
    'Ponselmu bisa membuat kode dari gambar itu. Hanya kodenya yang dikirim. Gambarnya tetap di ponselmu.',
    'Aplikasi yang ikut serta memakai kode itu untuk menolak gambarmu.',
  ],
  en: [
    'Your phone can turn the picture into a code. Only the code is sent. The picture stays on your phone.',
    'Apps that take part use the code to refuse your picture.',
  ],
} as const;

// Addresses as the services give them themselves; both work worldwide (takeitdown.ncmec.org/faq, stopncii.org).
export const protectingServices: Step['links'] = [
  {
    href: 'https://takeitdown.ncmec.org/',
    label: {
      id: 'Take It Down, kalau umurmu di bawah 18 tahun di gambar itu',
      en: 'Take It Down, if you were under 18 in the picture',
    },
  },
  {
    href: 'https://stopncii.org/',
    label: { id: 'StopNCII, kalau umurmu 18 tahun atau lebih', en: 'StopNCII, if you were 18 or older' },
  },
];
