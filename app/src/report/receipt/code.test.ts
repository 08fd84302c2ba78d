// Receipts to words and back: every word at every place, what people do to them when they write, and how often a wrong
// word goes unnoticed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeReceipt, encodeReceipt, receiptBits } from './code.ts';
import { receiptWords } from './words-list.ts';

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
console.log(`seed ${seed}`);

/** Whole numbers below a bound, the same for the same seed (mulberry32). */
const draw = ((state: number) => (bound: number) => {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return (((mixed ^ (mixed >>> 14)) >>> 0) % bound) | 0;
})(seed);

function drawBits(): Uint8Array {
  const bits = Uint8Array.from({ length: 11 }, () => draw(256));
  bits[10]! &= 0b1100_0000;
  return bits;
}

const fits = (words: string[]) => decodeReceipt(words.join(' ')).ok;
const replaced = (words: string[], place: number, word: string) => words.with(place, word);
const anyWord = () => receiptWords[draw(1024)]!;

/** Bits that put a word at a place of the first eight. */
function bitsWith(place: number, number: number): Uint8Array {
  const kept = drawBits().reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const shift = BigInt(88 - 10 * (place + 1));
  const whole = (kept & ~(1023n << shift)) | (BigInt(number) << shift);
  return Uint8Array.from({ length: 11 }, (_, byte) => Number((whole >> BigInt(8 * (10 - byte))) & 0xffn));
}

test('a receipt has 82 random bits, more than the 80 it has to have', () => {
  assert.equal(receiptBits, 82);
});

test('the words of a receipt never change: these bits are these words', () => {
  const none = encodeReceipt(new Uint8Array(11));
  assert.deepEqual(
    none.slice(0, 8),
    Array.from({ length: 8 }, () => receiptWords[0]),
  );
  // The last word: no random bits that are set, and the checksum.
  assert.equal(none[8], 'combro');
  const counting = Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 64]);
  assert.equal(encodeReceipt(counting).join(' '), 'adonan anyam dawet aduk angin biola kuskus galeri hibur');
});

test('every word at every place is read back', () => {
  for (let place = 0; place < 8; place += 1)
    for (const [number, word] of receiptWords.entries()) {
      const words = encodeReceipt(bitsWith(place, number));
      assert.equal(words[place], word);
      assert.deepEqual(decodeReceipt(words.join(' ')), { ok: true, normal: words.join(' ') });
    }
});

test('every word is the last of some receipt', () => {
  const missing = new Set(receiptWords);
  // About 7,700 receipts are enough on average (n ln n); 100,000 fall short less often than once in 10^39.
  for (let round = 0; round < 100_000 && missing.size > 0; round += 1) missing.delete(encodeReceipt(drawBits())[8]!);
  assert.deepEqual([...missing], []);
});

test('random receipts are read back, whatever is around and between their words', () => {
  const between = [' ', '\n', ', ', ' - ', '\t', '. ', '  /  ', ' • ', '\u00a0', '\r\n\r\n', '; '];
  for (let round = 0; round < 3000; round += 1) {
    const words = encodeReceipt(drawBits());
    const typed = words
      .map((word, place) => {
        const numbered = draw(3) === 0 ? `${place + 1}${['. ', ') ', '.', ': '][draw(4)]}` : '';
        const shortened = draw(4) === 0 ? word.slice(0, 4 + draw(4)) : word;
        return numbered + (draw(3) === 0 ? shortened.toUpperCase() : shortened) + between[draw(between.length)];
      })
      .join('');
    assert.deepEqual(decodeReceipt(`"${typed}"`), { ok: true, normal: words.join(' ') }, typed);
  }
});

test('full-width letters, accents and invisible signs do not matter', () => {
  const words = encodeReceipt(drawBits());
  const wide = words.join(' ').replace(/[a-z]/g, (letter) => String.fromCodePoint(letter.charCodeAt(0) + 0xfee0));
  const accented = words.map((word) => `${word[0]}\u0301${word.slice(1)}`).join(' ');
  const hidden = words.map((word) => `${word[0]}\u200b\u00ad${word.slice(1)}`).join(' ');
  for (const typed of [wide, accented, hidden]) assert.ok(decodeReceipt(typed).ok, typed);
});

/** Every way to get one letter of a word wrong. */
function slipsOf(word: string): string[] {
  const letters = Array.from({ length: 26 }, (_, letter) => String.fromCharCode(97 + letter));
  const places = Array.from({ length: word.length + 1 }, (_, place) => place);
  return places.flatMap((place) => {
    const [before, after] = [word.slice(0, place), word.slice(place)];
    return [
      ...letters.flatMap((letter) => [before + letter + after, ...(after ? [before + letter + after.slice(1)] : [])]),
      ...(after ? [before + after.slice(1)] : []),
      ...(after.length > 1 ? [before + after[1]! + after[0]! + after.slice(2)] : []),
    ];
  });
}

test('one wrong letter is mended, or said where it is', () => {
  let [mended, told] = [0, 0];
  for (let round = 0; round < 40; round += 1) {
    const words = encodeReceipt(drawBits());
    const place = draw(9);
    for (const slip of slipsOf(words[place]!)) {
      const read = decodeReceipt(replaced(words, place, slip).join(' '));
      if (read.ok) {
        // What is the beginning of another word fits as that word once in 256.
        if (!read.normal.split(' ')[place]!.startsWith(slip)) assert.equal(read.normal, words.join(' '), slip);
        mended += 1;
      } else if (read.why !== 'checksum') {
        assert.equal(read.why, 'unknown-word', slip);
        assert.equal(read.position, place + 1, slip);
        told += 1;
      }
    }
  }
  console.log(`of ${mended + told} slips ${mended} were mended`);
  assert.ok(mended > 4 * told, `${mended} mended, ${told} told`);
});

test('a slip that makes the beginning of another word is still mended: the checksum tells which was meant', () => {
  const beginnings = new Map(receiptWords.map((word) => [word.slice(0, 4), word]));
  let [met, mistaken] = [0, 0];
  for (const word of receiptWords)
    for (const slip of slipsOf(word)) {
      const other = beginnings.get(slip);
      if (!other || other === word) continue;
      met += 1;
      const words = encodeReceipt(bitsWith(draw(8), receiptWords.indexOf(word)));
      const place = words.indexOf(word);
      const read = decodeReceipt(replaced(words, place, slip).join(' '));
      if (read.ok && read.normal === words.join(' ')) continue;
      // Fits more than one way once in 256: taken at its word as a beginning (a receipt that nobody has), or asked about.
      if (read.ok) assert.equal(read.normal, replaced(words, place, other).join(' '), slip);
      else assert.deepEqual([read.why, read.position], ['unknown-word', place + 1], slip);
      mistaken += 1;
    }
  assert.ok(met > 20 && mistaken <= 5 + met / 32, `${mistaken} of ${met} such slips`);
});

test('a slip in each of two words is mended too', () => {
  const words = encodeReceipt(Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 64]));
  const typed = words.map((word, place) => (place === 1 || place === 6 ? `${word}x` : word)).join(' ');
  assert.deepEqual(decodeReceipt(typed), { ok: true, normal: words.join(' ') });
});

test('a slip that leads to several words is asked about, also where one of them would fit', () => {
  const near = Map.groupBy(
    receiptWords.flatMap((word) => [...new Set(slipsOf(word))].map((slip) => ({ slip, word }))),
    ({ slip }) => slip,
  );
  const beginnings = new Set(receiptWords.map((word) => word.slice(0, 4)));
  const several = [...near.values()].filter((all) => all.length > 1 && !beginnings.has(all[0]!.slip.slice(0, 4)));
  assert.ok(several.length > 100, `${several.length} slips`);
  for (const [{ slip, word }] of several.slice(0, 500) as [{ slip: string; word: string }][]) {
    const words = encodeReceipt(bitsWith(3, receiptWords.indexOf(word)));
    const read = decodeReceipt(replaced(words, 3, slip).join(' '));
    assert.deepEqual(read, { ok: false, why: 'unknown-word', position: 4 }, slip);
  }
});

test('a mended word that does not fit is asked about, by its place', () => {
  const words = encodeReceipt(new Uint8Array(11));
  const wrong = receiptWords.find((word) => word.length === 7 && !fits(replaced(words, 2, word)))!;
  const read = decodeReceipt(replaced(words, 2, `${wrong}x`).join(' '));
  assert.deepEqual(read, { ok: false, why: 'unknown-word', position: 3, suggestion: wrong });
});

test('one wrong word out of 1,023 goes unnoticed as often as eight bits let it: 1 in 256', () => {
  let [unnoticed, tried] = [0, 0];
  for (let round = 0; round < 40; round += 1) {
    const words = encodeReceipt(drawBits());
    const place = round % 9;
    for (const word of receiptWords) {
      if (word === words[place]) continue;
      tried += 1;
      unnoticed += fits(replaced(words, place, word)) ? 1 : 0;
    }
  }
  const rate = (unnoticed / tried) * 256;
  console.log(`of ${tried} wrong words ${unnoticed} went unnoticed: ${rate.toFixed(3)} in 256`);
  // Some 160 are expected, and their spread is 12.6: five times that either way, so chance fails once in a million runs.
  assert.ok(Math.abs(unnoticed - tried / 256) < 5 * Math.sqrt(tried / 256), `${unnoticed} of ${tried}`);
});

test('two words that changed places are noticed at the same rate', () => {
  let [unnoticed, tried] = [0, 0];
  while (tried < 20_000) {
    const words = encodeReceipt(drawBits());
    const place = draw(8);
    const [first, second] = [words[place]!, words[place + 1]!];
    if (first === second) continue;
    tried += 1;
    unnoticed += fits(replaced(replaced(words, place, second), place + 1, first)) ? 1 : 0;
  }
  assert.ok(Math.abs(unnoticed - tried / 256) < 5 * Math.sqrt(tried / 256), `${unnoticed} of ${tried}`);
});

test('what is no receipt says why', () => {
  const words = encodeReceipt(drawBits());
  for (const typed of ['', '  \n', '1. 2. 3.', '…'])
    assert.deepEqual(decodeReceipt(typed), { ok: false, why: 'empty' });
  assert.deepEqual(decodeReceipt(words.slice(1).join(' ')), { ok: false, why: 'count', position: 8 });
  assert.deepEqual(decodeReceipt([...words, anyWord()].join(' ')), { ok: false, why: 'count', position: 10 });
  for (const unknown of ['qqqqqq', 'x', 'gu', 'bukan kata itu'.replaceAll(' ', '')]) {
    const read = decodeReceipt(replaced(words, 4, unknown).join(' '));
    assert.deepEqual(read, { ok: false, why: 'unknown-word', position: 5 }, unknown);
  }
  const wrong = receiptWords.find((word) => !fits(replaced(words, 0, word)))!;
  assert.deepEqual(decodeReceipt(replaced(words, 0, wrong).join(' ')), { ok: false, why: 'checksum' });
});

test('anything can be typed: no text makes it fail or take long', () => {
  const startedMs = performance.now();
  const signs = ['a', 'ng', ' ', '.', '\n', '1', '\u0301', '\u200b', 'ﷺ', '𝒜', 'ß', ...receiptWords.slice(0, 20)];
  for (let round = 0; round < 3000; round += 1) {
    const typed = Array.from({ length: draw(60) }, () => signs[draw(signs.length)]).join('');
    assert.equal(typeof decodeReceipt(typed).ok, 'boolean');
  }
  for (const sign of ['a', ' a', '\u0301', 'ﷺ', '\n']) assert.ok(!decodeReceipt(sign.repeat(1_000_000)).ok);
  assert.ok(performance.now() - startedMs < 20_000);
});

test('only 82 bits in eleven bytes are made into words', () => {
  assert.throws(() => encodeReceipt(new Uint8Array(10)), RangeError);
  assert.throws(() => encodeReceipt(new Uint8Array(12)), RangeError);
  assert.throws(() => encodeReceipt(Uint8Array.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])), /last 6 bits/);
  assert.throws(() => encodeReceipt('gunung' as unknown as Uint8Array), TypeError);
});
