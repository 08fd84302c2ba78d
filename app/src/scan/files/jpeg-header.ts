// The size and the number of channels of a JPEG, without starting the decoder for them. Runs in the reading process.

export interface JpegHeader {
  width: number;
  height: number;
  components: number;
}

/** Markers that stand alone: TEM, RST0 to RST7, SOI. */
const standsAlone = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);

/** Frame headers are SOF0 to SOF15 but for DHT, JPG and DAC (ITU-T T.81, table B.1). */
const beginsFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** The first frame header; undefined where there is none in the place where one has to be: the decoder then says why. */
export function readJpegHeader(bytes: Buffer): JpegHeader | undefined {
  let at = 2;
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1; // a fill byte
      continue;
    }
    if (standsAlone(marker)) {
      at += 2;
      continue;
    }
    if (beginsFrame(marker)) {
      const header = {
        height: bytes.readUInt16BE(at + 5),
        width: bytes.readUInt16BE(at + 7),
        components: bytes[at + 9] ?? 0,
      };
      return header.width > 0 && header.height > 0 ? header : undefined;
    }
    if (marker === 0xda || marker === 0xd9) return undefined;
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}
