// Telling media from words by its first bytes. It looks only so far as to refuse: nothing is decoded, kept or named on.

/** How many bytes have to be there for every sign below; three packets of an MPEG stream are the longest. */
const headBytes = 3 * 188;
/** As many characters as those bytes take at most, as %XX. */
const textHead = 3 * headBytes;

// Each is how a file of that kind begins, in hexadecimal: the formats' own documents, as file(1) knows them.
const signs: readonly [kind: string, begins: RegExp][] = [
  ['JPEG', /^ffd8ff/],
  ['PNG', /^89504e47/],
  ['GIF', /^474946383[79]61/],
  ['WebP', /^52494646.{8}57454250/],
  ['AVI', /^52494646.{8}41564920/],
  ['HEIC, AVIF or MP4', /^00.{6}66747970/],
  ['QuickTime', /^00.{6}(6d6f6f76|6d646174|77696465|66726565|736b6970)/],
  ['WebM or Matroska', /^1a45dfa3/],
  ['MPEG', /^000001b/],
  ['TIFF', /^(4949(2a|2b)00|4d4d00(2a|2b))/],
  ['BMP', /^424d.{8}00000000/],
  ['JPEG XL or JPEG 2000', /^(ff0a|0000000c(4a584c20|6a502020))/],
  ['Flash or Windows video', /^(464c5601|3026b275)/],
  ['sound', /^(52494646.{8}57415645|4944330[234]|4f67675300|664c6143[08]0|fff[23b])/],
  ['PDF', /^255044462d/],
  ['ZIP', /^504b(0304|0506|0708)/],
  ['archive', /^(1f8b|526172211a07|377abcaf)/],
];

/** The kind of media that begins like this, in a word; null for anything else, such as text in UTF-8. */
export function mediaKind(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, headBytes));
  const begins = head.toString('hex').replace(/^(09|0a|0d|20)+/, '');
  return signs.find(([, sign]) => sign.test(begins))?.[0] ?? (isTransportStream(head) ? 'MPEG' : null);
}

// Packets of 188 bytes that each begin with "G" (ISO 13818-1). A text might too; it would hold no control characters.
function isTransportStream(head: Buffer): boolean {
  const first = head.indexOf('G');
  const [second, third] = [head[first + 188], head[first + 2 * 188]];
  return first !== -1 && first < 4 && second === 0x47 && third === 0x47 && head.some((byte) => byte < 9);
}

// RFC 2397; parameters and their number are bounded so that a long text is read once.
const dataUrl = /data:([\w.+-]{1,60}\/[\w.+-]{1,60})?((?:;[\w.+="-]{1,80}){0,4}),/gi;
// A line of base64 in mail has 76 characters. Shorter runs are words, names and addresses.
const longBase64 = /[A-Za-z0-9+/_-]{60,}/g;

/** The kind of media that a text carries as a `data:` address or as bare base64; null when it carries none. */
export function mediaInText(text: string): string | null {
  for (const { 0: whole, 1: type = '', 2: parameters = '', index } of text.matchAll(dataUrl)) {
    if (/^(image|video|audio)\//i.test(type)) return type.toLowerCase();
    const rest = text.slice(index + whole.length, index + whole.length + textHead);
    const kind = mediaKind(/;base64$/i.test(parameters) ? Buffer.from(rest, 'base64') : percentDecoded(rest));
    if (kind) return kind;
  }
  for (const { 0: run } of text.matchAll(longBase64)) {
    const kind = mediaKind(Buffer.from(run.slice(0, textHead), 'base64'));
    if (kind) return kind;
  }
  return null;
}

/** The bytes behind %XX, as they are: no text encoding is assumed. A stray % stays what it is. */
export function percentDecoded(text: string): Buffer {
  const pieces = text.replace(/%([0-9a-f]{2})/gi, (_whole, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(pieces, 'latin1');
}
