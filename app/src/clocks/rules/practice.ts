// Practice among hotlines. It is no law: what is asked under it is voluntary, and its clock only says when to ask again.
import type { Rule } from '../rule.ts';
import { indonesianZones } from '../zones.ts';

export const practice: readonly Rule[] = [
  {
    id: 'inhope-host',
    version: 1,
    kind: 'practice',
    country: null,
    name: { id: 'Kebiasaan INHOPE: pemberitahuan kepada host', en: 'INHOPE practice: notice to the host' },
    says: {
      id: 'Setelah polisi diberi tahu, hotline negara tempat konten berada memberi tahu host-nya, lalu melihat lagi setelah 3 hari kerja. Tidak ada yang wajib mematuhinya menurut hukum.',
      en: 'Once police were told, the hotline of the country where it lies tells the host, and looks again after 3 business days. Nobody is bound to it by law.',
    },
    citation: 'INHOPE, notice and takedown',
    sources: [
      'https://inhope.org/EN/articles/what-is-notice-and-takedown',
      'https://inhope.org/EN/articles/webinar-recap-inhope-annual-report-2023',
    ],
    recordedOn: '2026-11-29',
    checked: null,
    note: {
      id: 'INHOPE menerbitkan berapa yang hilang dalam 3 hari; angka itu bukan kewajiban. Bahwa yang dihitung hari kerja, dan bahwa kita melihat lagi setelah 3 hari, adalah pilihan meja ini. Hari berlakunya adalah akhir tahun pertama yang diceritakan sumbernya.',
      en: 'INHOPE publishes how much was gone within 3 days; that figure is no duty. That business days are counted, and that one looks again after 3 of them, is this desk’s own choice. The day it holds from is the end of the year that the source tells of.',
    },
    inForceFrom: '2023-12-31',
    inForceUntil: null,
    inForceKnown: 'seen',
    grounds: ['child-sexual-exploitation'],
    whoMayInvoke: { id: 'Siapa pun yang bekerja sebagai hotline.', en: 'Whoever works as a hotline.' },
    authorityNeeded: [],
    startEvent: 'handed-over',
    duration: { unit: 'business-days', count: 3 },
    calendar: 'business',
    holidaysOf: 'ID',
    zones: [...indonesianZones, 'UTC'],
    pauses: ['contest'],
  },
];
