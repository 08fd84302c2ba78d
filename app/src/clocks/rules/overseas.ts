// The United States and Australia: removal within hours, on the request of the person shown, or by the commissioner alone.
import type { Recorded, Rule } from '../rule.ts';

const shared = {
  version: 1,
  kind: 'law',
  inForceUntil: null,
  inForceKnown: 'commenced',
  calendar: '24x7',
  holidaysOf: null,
  zones: ['UTC'],
  pauses: ['contest', 'stayed'],
} as const satisfies Partial<Rule>;

const read = { recordedOn: '2026-11-29', checked: null } as const satisfies Partial<Recorded>;

const commissioner = {
  country: 'AU',
  inForceFrom: '2022-01-23',
  whoMayInvoke: { id: 'Hanya Komisioner eSafety Australia.', en: 'Only Australia’s eSafety Commissioner.' },
  authorityNeeded: ['au-esafety-commissioner'],
  startEvent: 'handed-over',
  duration: { unit: 'hours', count: 24 },
} as const satisfies Partial<Rule>;

const commenced = 'https://www.infrastructure.gov.au/department/media/news/new-online-safety-act-commences';

export const overseas: readonly Rule[] = [
  {
    ...shared,
    ...read,
    id: 'us-take-it-down',
    country: 'US',
    name: { id: 'TAKE IT DOWN Act, 48 jam (Amerika Serikat)', en: 'TAKE IT DOWN Act, 48 hours (United States)' },
    says: {
      id: 'Gambar intim yang disebarkan tanpa persetujuan dihapus dalam 48 jam sejak permintaan yang sah, dengan upaya wajar terhadap salinan yang sama persis. Permintaan yang sah: tertulis, bertanda tangan, menunjukkan letaknya, menyatakan dengan iktikad baik tidak ada persetujuan, dan memuat kontak.',
      en: 'Intimate images shown without consent are removed within 48 hours of a valid request, with reasonable efforts on identical copies. Valid is one in writing, signed, that says where it lies, states in good faith that there was no consent, and names a contact.',
    },
    citation: 'TAKE IT DOWN Act, notice and removal process',
    sources: ['https://aidb.digital/blog/2026-05-17-take-it-down-act-platform-compliance-deadline-arrives-may-19-2026'],
    note: {
      id: 'Kuasa harus tertulis untuk setiap orang yang tampak; catatan wewenang meja ini tidak menggantikannya. Jeda selama keberatan adalah pilihan meja ini.',
      en: 'The authorisation has to be in writing for each person shown; the authority recorded here does not stand in for it. Standing still during a contest is this desk’s own choice.',
    },
    inForceFrom: '2026-05-19',
    grounds: ['image-based-sexual-abuse'],
    whoMayInvoke: {
      id: 'Orang yang tampak di dalamnya, atau wakilnya yang sah.',
      en: 'The person shown, or whoever is authorised to act for them.',
    },
    authorityNeeded: ['us-authorised-representative'],
    startEvent: 'received',
    duration: { unit: 'hours', count: 48 },
  },
  {
    ...shared,
    ...read,
    ...commissioner,
    id: 'au-osa-77',
    name: {
      id: 'Pemberitahuan penghapusan, gambar intim (Australia)',
      en: 'Removal notice, intimate images (Australia)',
    },
    says: {
      id: 'Gambar intim tanpa persetujuan dihapus dalam 24 jam, atau lebih lama bila Komisioner mengizinkan.',
      en: 'Intimate images without consent are removed within 24 hours, or longer where the Commissioner allows it.',
    },
    citation: 'Online Safety Act 2021 (Cth) s77',
    sources: ['http://www.austlii.edu.au/au/legis/cth/consol_act/osa2021154/s77.html', commenced],
    note: {
      id: 'Di sini dihitung sejak terbukti diserahkan. Jeda selama keberatan adalah pilihan meja ini.',
      en: 'Counted here from proof of hand-over. Standing still during a contest is this desk’s own choice.',
    },
    grounds: ['image-based-sexual-abuse'],
  },
  {
    ...shared,
    ...read,
    ...commissioner,
    id: 'au-osa-109',
    name: {
      id: 'Pemberitahuan penghapusan, materi kelas 1 (Australia)',
      en: 'Removal notice, class 1 material (Australia)',
    },
    says: {
      id: 'Materi kelas 1 dihapus dalam 24 jam, atau lebih lama bila Komisioner mengizinkan.',
      en: 'Class 1 material is removed within 24 hours, or longer where the Commissioner allows it.',
    },
    citation: 'Online Safety Act 2021 (Cth) s109',
    sources: ['http://beta.worldlii.org/au/legis/cth/consol_act/osa2021154/s109.html', commenced],
    note: {
      id: 'Bahwa eksploitasi seksual anak termasuk kelas 1 hanya diingat, belum terlihat. Di sini dihitung sejak terbukti diserahkan.',
      en: 'That child sexual exploitation belongs to class 1 is recalled, not seen. Counted here from proof of hand-over.',
    },
    grounds: ['child-sexual-exploitation'],
  },
];
