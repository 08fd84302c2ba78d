// Telling media from words by its first bytes. It looks only so far as to refuse: nothing is decoded, kept or named on.

/** How many bytes have to be there for every sign below; three packets of an MPEG stream are the longest. */
const headBytes = 3 * 188;
/** As many characters as those bytes take at most, as %XX. */
const textHead = 3 * headBytes;

// Each is how a file of that kind begins, byte for byte (as Latin-1): file(1)'s magic, and the formats' own documents.
const signs: readonly [kind: string, begins: RegExp][] = [
  ['JPEG', /^\xff\xd8\xff/],
  ['PNG', /^\x89PNG/],
  ['GIF', /^GIF8[79]a/],
  ['WebP', /^RIFF[^]{4}WEBP/],
  ['AVI', /^RIFF[^]{4}AVI /],
  ['HEIC, AVIF or MP4', /^\0[^]{3}ftyp/],
  ['QuickTime', /^\0[^]{3}(moov|mdat|wide|free|skip)/],
  ['WebM or Matroska', /^\x1aE\xdf\xa3/],
  ['MPEG', /^\0\0\x01[\xb0-\xbf]/],
  ['TIFF', /^(II[*+]\0|MM\0[*+])/],
  ['BMP', /^BM[^]{4}\0\0\0\0/],
  ['JPEG XL or JPEG 2000', /^(\xff\x0a|\0\0\0\x0c(JXL|jP) )/],
  ['Flash or Windows video', /^(FLV\x01|0&\xb2\x75)/],
  ['sound', /^(RIFF[^]{4}WAVE|ID3|OggS|fLaC|\xff[\xf2\xf3\xfb])/],
  ['PDF', /^%PDF-/],
  ['ZIP', /^PK(\x03\x04|\x05\x06|\x07\x08)/],
  ['archive', /^(\x1f\x8b|Rar!\x1a\x07|7z\xbc\xaf)/],
];

/** The kind of media that begins like this, in a word; null for anything else, such as text in UTF-8. */
export function mediaKind(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, headBytes)).toString('latin1');
  const begins = head.replace(/^[\t\r\n ]+/, '');
  return signs.find(([, sign]) => sign.test(begins))?.[0] ?? (isTransportStream(begins) ? 'MPEG' : null);
}

// Packets of 188 bytes that each begin with "G" (ISO 13818-1). A text might too; it would hold no control characters.
const isTransportStream = (head: string): boolean => /^G[^]{187}G[^]{187}G/.test(head) && /[\0-\x08]/.test(head);

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
