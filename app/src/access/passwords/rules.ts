// Which passwords are refused: short ones and ones that everybody guesses. Never for lacking a digit or a sign
// (NIST SP 800-63B, 3.1.1.2).
import { z } from 'zod';
import { Refusal } from '../../kit/errors.ts';

export const shortestPassword = 12;
const longestPassword = 256;

/** Counted as people count: an accented letter or an emoji is one, however many code points it takes. */
const lengthOf = (text: string): number => [...new Intl.Segmenter().segment(text)].length;

/** The form of a new password; `refuseCommon` says the rest. */
export const newPassword = z
  .string()
  .refine((text) => lengthOf(text) >= shortestPassword, `at least ${shortestPassword} characters`)
  .refine((text) => lengthOf(text) <= longestPassword, `at most ${longestPassword} characters`);

// What guessing programs try first, in the two languages spoken here. Digits and signs around a word change nothing.
const everybodys = new Set(
  `password passwords passw passwort katasandi sandi rahasia sangatrahasia admin administrator welcome selamatdatang
  letmein iloveyou akucintakamu sayangku akusayangkamu bismillah alhamdulillah indonesia indonesiaraya merdeka jakarta
  bandung surabaya garuda pancasila bhinnekatunggalika qwerty qwertyuiop qwertyuiopasdf asdfghjkl zxcvbnm trustnoone
  football sepakbola dragon monkey sunshine princess superman batman master login masuk default changeme gantisaya
  suaka suakasuaka desk hotline correcthorsebatterystaple thisismypassword inipassword inikatasandi`.split(/\s+/),
);

const runs = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890123456789',
  'qwertyuiopasdfghjklzxcvbnm',
  'qazwsxedcrfvtgbyhnujmikolp',
];

/**
 * Refuses a password that many people have, or that is made of what everyone knows about this person.
 * @param known the person's name, e-mail address and organisation.
 * @throws Refusal `password-common`.
 */
export function refuseCommon(password: string, known: readonly string[]): void {
  const plain = password.normalize('NFKC').toLowerCase();
  const telling = known.flatMap((text) => text.toLowerCase().split(/[^\p{L}]+/u)).filter((word) => word.length > 1);
  if (repeats(plain) || isRun(plain) || madeOf(plain, [...everybodys, ...telling]))
    throw new Refusal(
      'unprocessable',
      'password-common',
      'This password is one that is guessed first; choose another',
      { fields: [{ path: 'password', message: 'not a password that is guessed first' }] },
    );
}

// "xyzxyzxyzxyz" holds no more than "xyz".
const repeats = (text: string): boolean => /^(.{1,6}?)\1+.{0,5}$/su.test(text) && new Set(text).size <= 6;

function isRun(text: string): boolean {
  return runs.some((run) => `${run}${run}`.includes(text) || backwards(`${run}${run}`).includes(text));
}

const backwards = (run: string): string => run.split('').toReversed().join('');

// Nothing but such words, whatever digits and signs stand around them. Without any letter there is no word to speak of.
function madeOf(text: string, words: readonly string[]): boolean {
  const letters = text.replaceAll(/[^\p{L}]/gu, '');
  const longestFirst = words.toSorted((left, right) => right.length - left.length);
  return letters !== '' && longestFirst.reduce((left, word) => left.replaceAll(word, ''), letters) === '';
}
