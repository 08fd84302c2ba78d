// Money was paid: what to do in the hours in which it can still be stopped. Shown on this page only.
import { safe } from './shared.ts';
import type { Guide } from './topic.ts';

export const paid: Guide = {
  path: '5',
  version: 1,
  date: '2026-11-26',
  checked: null,
  sources: [
    { title: 'Indonesia Anti-Scam Centre (IASC)', href: 'https://iasc.ojk.go.id/Guest' },
    {
      title: 'Validnews, 31 Oktober 2025',
      href: 'https://www.validnews.id/ekonomi/iasc-secercah-harapan-korban-penipuan-keuangan',
    },
    {
      title: 'National Children’s Alliance',
      href: 'https://www.nationalcac.org/steps-to-take-following-financial-sextortion/',
    },
  ],
  title: { id: 'Aku sudah membayar', en: 'I have already paid' },
  lead: {
    id: 'Ini bukan salahmu. Uangnya kadang masih bisa ditahan, kalau dilaporkan cepat.',
    en: 'It is not your fault. The money can sometimes still be stopped, if it is reported fast.',
  },
  steps: [
    safe,
    {
      id: 'stop',
      say: {
        id: {
          title: 'Jangan membayar lagi',
          text: ['Juga kalau mereka mengancam lagi. Berhenti membalas.'],
        },
        en: {
          title: 'Do not pay again',
          text: ['Not even if they threaten you again. Stop replying.'],
        },
      },
    },
    {
      id: 'bank',
      say: {
        id: {
          title: 'Hubungi bank atau dompet digitalmu sekarang',
          text: [
            'Pakai nomor di aplikasinya atau di kartumu. Bilang: “Saya ditipu. Tolong tahan uang yang saya kirim.”',
            'Membayar dengan pulsa atau voucer? Hubungi yang menjualnya.',
          ],
        },
        en: {
          title: 'Call your bank or e-wallet now',
          text: [
            'Use the number in the app or on your card. Say: “I was tricked. Please stop the money I sent.”',
            'You paid with phone credit or a voucher? Call whoever sold it.',
          ],
        },
      },
    },
    {
      id: 'iasc',
      lines: ['bank'],
      say: {
        id: {
          title: 'Lapor dalam 12 jam',
          text: [
            'Dalam 12 jam pertama, uang paling mungkin ditahan. Sudah lewat? Tetap lapor.',
            'Mereka minta KTP dan bukti transfer. Belum punya KTP? Minta orang dewasa yang kamu percaya membantu.',
          ],
        },
        en: {
          title: 'Report it within 12 hours',
          text: [
            'In the first 12 hours the money is most likely to be stopped. Is it later? Report it all the same.',
            'They ask for an ID card and proof of the payment. You have no ID card? Ask an adult you trust to help.',
          ],
        },
      },
    },
    {
      id: 'keep',
      say: {
        id: {
          title: 'Simpan buktinya',
          text: ['Catat atau potret layar:'],
          list: ['nomor rekening atau akun tujuan', 'jumlah uang, tanggal, dan jamnya', 'pesan yang meminta uang'],
          after: ['Jangan sertakan gambar dirimu.'],
        },
        en: {
          title: 'Keep the proof',
          text: ['Write it down or take a screenshot:'],
          list: [
            'the account the money went to',
            'how much, the day and the time',
            'the messages that asked for money',
          ],
          after: ['Leave out the picture of you.'],
        },
      },
    },
  ],
};
