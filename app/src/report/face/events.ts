// What people at the public face did, as the record at the desk says it.
import type { EventWords } from '../../access/http.ts';
import type { Language } from '../../kit/words.ts';

const said: Record<Language, EventWords> = {
  en: {
    'report.file': 'reported through the public form',
    'report.confirm-written-down': 'wrote the receipt down',
    'report.open-receipt': 'came back with a receipt',
    'report.come-back': 'looked at their report',
    'report.give-phrase': 'gave a recovery phrase',
    'report.set-recovery': 'set a recovery phrase',
    'report.write-to-desk': 'wrote to the desk',
    'report.set-contact': 'gave or took back a safe contact',
    'report.prove-reporting': 'was given a proof of reporting',
    'report.begin-submission': 'sent fingerprints of their own pictures',
    'report.ask-withdrawal': 'asked to withdraw their fingerprints',
    'report.cancel-withdrawal': 'cancelled the withdrawal of their fingerprints',
    'report.end-submission': 'a submission of fingerprints ended',
  },
  id: {
    'report.file': 'melapor lewat formulir publik',
    'report.confirm-written-down': 'mencatat kode laporannya',
    'report.open-receipt': 'kembali dengan kode',
    'report.come-back': 'melihat laporannya',
    'report.give-phrase': 'memasukkan frasa pemulihan',
    'report.set-recovery': 'memasang frasa pemulihan',
    'report.write-to-desk': 'menulis kepada petugas',
    'report.set-contact': 'memberi atau menarik kontak aman',
    'report.prove-reporting': 'menerima bukti melapor',
    'report.begin-submission': 'mengirim sidik gambarnya sendiri',
    'report.ask-withdrawal': 'meminta sidik gambarnya ditarik',
    'report.cancel-withdrawal': 'membatalkan penarikan sidik gambarnya',
    'report.end-submission': 'kiriman sidik gambar berakhir',
  },
};

export const eventWords = (language: Language): EventWords => said[language];
