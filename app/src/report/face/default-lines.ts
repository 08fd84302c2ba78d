// The numbers a new desk begins with, as found in public sources on the day named, and called by nobody: each desk calls
// them before it goes live, and after that every 90 days.
import type { Language } from '../../kit/words.ts';
import type { HelpLine, LineKind } from './lines.ts';

type Said = Readonly<Record<Language, string>>;

export interface DefaultLine {
  id: string;
  kind: LineKind;
  name: Said;
  number: string;
  href: string | null;
  hours: Said;
  note: Said;
  /** Where it was read, and on which day. */
  source: string;
  readOn: string;
  /** What whoever checks it should look at. */
  toVerify: string;
}

const always: Said = { id: 'Siang dan malam, gratis.', en: 'Day and night, free.' };
const nothing: Said = { id: '', en: '' };

export const defaultLines: readonly DefaultLine[] = [
  {
    id: 'emergency-112',
    kind: 'emergency',
    name: { id: 'Darurat', en: 'Emergency' },
    number: '112',
    href: 'tel:112',
    hours: always,
    note: {
      id: 'Belum ada di semua daerah. Tidak tersambung? Telepon polisi 110.',
      en: 'Not in every region yet. No answer? Call the police on 110.',
    },
    source: 'https://jabar.antaranews.com/berita/591741/layanan-panggilan-darurat-112-siaga-selama-libur-lebaran-2025',
    readOn: '2026-11-26',
    toVerify: 'Whether 112 is answered in every district that the desk serves: 141 had it in 2025',
  },
  {
    id: 'police-110-emergency',
    kind: 'emergency',
    name: { id: 'Polisi, darurat', en: 'Police, emergency' },
    number: '110',
    href: 'tel:110',
    hours: always,
    note: nothing,
    source:
      'https://tabirlenteranusantara.com/polri-perkuat-layanan-darurat-call-center-110-akses-gratis-24-jam-untuk-keamanan-masyarakat',
    readOn: '2026-11-26',
    toVerify: 'Who answers, and whether a child is listened to without an adult',
  },
  {
    id: 'crisis-119-8',
    kind: 'crisis',
    name: { id: 'Ingin mati atau melukai diri', en: 'Wanting to die or to hurt yourself' },
    number: '119, lalu tekan 8',
    href: 'tel:119,8',
    hours: nothing,
    note: {
      id: 'Kadang sulit tersambung. Coba juga healing119.id.',
      en: 'Sometimes hard to reach. Try healing119.id too.',
    },
    source:
      'https://kaltara.disway.id/read/1972/sejiwa-119-ext-8-layanan-bantuan-kesehatan-mental-untuk-mencegah-krisis-mental',
    readOn: '2026-11-26',
    toVerify:
      'Recalled and seen in the press only; a caller said in 2024 that extension 8 never answered. Call it, and ask for its hours',
  },
  {
    id: 'crisis-healing119',
    kind: 'crisis',
    name: { id: 'Bicara dengan konselor lewat internet', en: 'Talk to a counsellor online' },
    number: 'healing119.id',
    href: 'https://healing119.id/',
    hours: nothing,
    note: { id: 'Gratis, tanpa nama.', en: 'Free, without a name.' },
    source:
      'https://kesprimkom.kemkes.go.id/konten/158/151/0/cegah-bunuh-diri-dukung-kesehatan-jiwa-kenali-layanan-healing119-id',
    readOn: '2026-11-26',
    toVerify: 'Whether it takes children, its hours, and the exact address of the counselling page',
  },
  {
    id: 'support-129',
    kind: 'support',
    name: { id: 'SAPA 129, untuk anak dan perempuan', en: 'SAPA 129, for children and women' },
    number: '129',
    href: 'tel:129',
    hours: nothing,
    note: nothing,
    source:
      'https://tribratanews.com/blog/pppa-9/menteri-pppa-aktifkan-sapa-129-terintegrasi-untuk-lindungi-perempuan-dan-anak-63866',
    readOn: '2026-11-26',
    toVerify:
      'Whether a mobile phone needs 021-129, as some sources write; hours; how a caller is passed on to the region',
  },
  {
    id: 'support-129-whatsapp',
    kind: 'support',
    name: { id: 'SAPA 129 lewat WhatsApp', en: 'SAPA 129 on WhatsApp' },
    number: '08111-129-129',
    href: 'https://wa.me/628111129129',
    hours: nothing,
    note: {
      id: 'Obrolannya tetap ada di ponselmu. Hapus kalau ponselmu dipakai bersama.',
      en: 'The chat stays on your phone. Delete it if others use your phone.',
    },
    source: 'https://amp.kontan.co.id/news/sistem-sapa-129-diperkuat-untuk-optimalkan-perlindungan-perempuan-dan-anak',
    readOn: '2026-11-26',
    toVerify: 'That the number answers in WhatsApp, and its hours',
  },
  {
    id: 'police-110',
    kind: 'police',
    name: { id: 'Polisi', en: 'Police' },
    number: '110',
    href: 'tel:110',
    hours: always,
    note: {
      id: 'Di kantor polisi, kamu boleh minta petugas perempuan dan anak (Unit PPA).',
      en: 'At a police station you can ask for the unit for women and children (Unit PPA).',
    },
    source:
      'https://tabirlenteranusantara.com/polri-perkuat-layanan-darurat-call-center-110-akses-gratis-24-jam-untuk-keamanan-masyarakat',
    readOn: '2026-11-26',
    toVerify: 'The unit to ask for in the regions that the desk serves (recalled)',
  },
  {
    id: 'bank-iasc',
    kind: 'bank',
    name: { id: 'IASC, pusat laporan penipuan uang', en: 'IASC, where money that was tricked away is reported' },
    number: 'iasc.ojk.go.id',
    href: 'https://iasc.ojk.go.id/',
    hours: nothing,
    note: nothing,
    source: 'https://iasc.ojk.go.id/Guest',
    readOn: '2026-11-26',
    toVerify: 'Whether extortion is taken like fraud, and what someone under 17 without an ID card has to bring',
  },
];

/** The default lines in a language, unchecked. */
export function defaultLinesIn(language: Language): HelpLine[] {
  return defaultLines.map(({ id, kind, name, number, href, hours, note }) => ({
    id,
    kind,
    name: name[language],
    number: language === 'id' ? number : number.replace('lalu tekan', 'then press'),
    href,
    hours: hours[language],
    note: note[language],
    verifiedOn: null,
  }));
}
