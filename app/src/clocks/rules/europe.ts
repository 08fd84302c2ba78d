// The European Union and the United Kingdom: notices and orders under the Digital Services Act, which name no number of
// hours, and a duty that was enacted in the United Kingdom and whose commencement was not seen.
import { grounds, type Recorded, type Rule } from '../rule.ts';

const shared = {
  version: 1,
  kind: 'law',
  inForceUntil: null,
  calendar: '24x7',
  holidaysOf: null,
  zones: ['UTC'],
  pauses: ['contest', 'stayed'],
} as const satisfies Partial<Rule>;

const act = { country: 'EU', inForceFrom: '2024-02-17', inForceKnown: 'commenced' } as const satisfies Partial<Rule>;

const read = { recordedOn: '2026-11-29', checked: null } as const satisfies Partial<Recorded>;
const since = 'https://elvingerhoss.lu/publications/digital-services-act-full-application-now';

export const europe: readonly Rule[] = [
  {
    ...shared,
    ...act,
    ...read,
    id: 'eu-dsa-16',
    name: { id: 'Pemberitahuan menurut DSA Pasal 16', en: 'Notice under DSA Article 16' },
    says: {
      id: 'Siapa pun memberi tahu penyedia hosting: alasan, alamat tepat, pernyataan iktikad baik. Sejak itu penyedia mengetahuinya dan memutuskan tepat waktu. Hukum ini tidak menyebut jumlah jam.',
      en: 'Anybody tells the hosting provider: reasons, exact address, a statement of good faith. From then on the provider knows, and decides in time. The law names no number of hours.',
    },
    citation: 'Regulation (EU) 2022/2065 Art 16',
    sources: ['https://www.eu-digital-services-act.com/Digital_Services_Act_Article_16.html', since],
    note: {
      id: 'Untuk eksploitasi seksual anak, nama dan surel pelapor tidak wajib. Tanpa jumlah jam tidak ada tenggat; meja ini tidak mengarang satu pun.',
      en: 'For child sexual exploitation no name and no e-mail address of whoever notifies is needed. Without a number of hours there is no deadline; this desk makes none up.',
    },
    grounds: [...grounds],
    whoMayInvoke: { id: 'Siapa pun, orang atau lembaga.', en: 'Anybody, a person or a body.' },
    authorityNeeded: [],
    startEvent: 'received',
    duration: null,
  },
  {
    ...shared,
    ...act,
    ...read,
    id: 'eu-dsa-9',
    name: { id: 'Perintah menurut DSA Pasal 9', en: 'Order under DSA Article 9' },
    says: {
      id: 'Perintah memuat dasar hukum, alasan, penerbit, alamat tepat, cara membela diri, dan jangkauan wilayah. Penyedia memberi tahu apa yang dilakukannya. Hukum ini tidak menyebut jumlah jam.',
      en: 'An order names legal basis, reasons, issuer, exact address, redress and territorial scope. The provider reports what it did about it. The law names no number of hours.',
    },
    citation: 'Regulation (EU) 2022/2065 Art 9',
    sources: [
      'https://akos-rs.si/en/digital-services/explore/for-government-authorities/decisions-to-act-against-illegal-content',
      since,
    ],
    note: {
      id: 'Jenis lembaga yang berwenang hanya diingat, belum terlihat: pengadilan atau lembaga administrasi negara anggota.',
      en: 'Which bodies may issue one is recalled, not seen: courts and administrative authorities of member states.',
    },
    grounds: [...grounds],
    whoMayInvoke: {
      id: 'Pengadilan atau lembaga berwenang di negara anggota.',
      en: 'A court or competent authority of a member state.',
    },
    authorityNeeded: ['eu-judicial-or-administrative'],
    startEvent: 'received',
    duration: null,
  },
  {
    ...shared,
    ...read,
    id: 'gb-intimate-images-48',
    country: 'GB',
    name: { id: 'Gambar intim, 48 jam (Inggris Raya)', en: 'Intimate images, 48 hours (United Kingdom)' },
    says: {
      id: 'Konten gambar intim yang dilaporkan, dan yang sama atau hampir sama, dihapus dalam 48 jam. Sudah diundangkan 29 April 2026, tetapi belum terlihat mulai berlaku.',
      en: 'Intimate image content that was reported, and what is the same or nearly the same, is removed within 48 hours. Enacted on 29 April 2026; that it commenced was not seen.',
    },
    citation: 'Crime and Policing Act 2026 c.20; Online Safety Act 2023 s10(3A)',
    sources: [
      'https://www.gov.uk/government/publications/crime-and-policing-bill-2025-delegated-powers-supplementary-memoranda/delegated-powers-memorandum-20-march-2026',
      'https://beta.acthub.uk/uk/ukpga/2026-20',
    ],
    note: {
      id: 'Selama mulai berlakunya belum terlihat, aturan ini dianggap tidak berlaku dan tidak dapat dipakai.',
      en: 'As long as its commencement was not seen it counts as not in force and cannot be invoked.',
    },
    inForceFrom: null,
    inForceKnown: null,
    grounds: ['image-based-sexual-abuse'],
    whoMayInvoke: { id: 'Tidak terlihat di sumbernya.', en: 'Not seen in the source.' },
    authorityNeeded: [],
    startEvent: 'received',
    duration: { unit: 'hours', count: 48 },
  },
];
