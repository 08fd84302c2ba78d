// A folder of files that are broken in every way that is known of, with whole ones among them, for the proof of a scan.
import { execFileSync } from 'node:child_process';
import { mkdir, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { damages } from '../app/src/scan/testing/damage.ts';
import { hostileFiles } from '../app/src/scan/testing/hostile.ts';
import { drawPhoto, photoFrom } from '../app/src/scan/testing/photo.ts';
import { tarFile } from '../app/src/scan/testing/tar-file.ts';
import { zipFile } from '../app/src/scan/testing/zip-file.ts';
import { drawFrom, type Draw } from '../app/src/testing/draw.ts';

/** Between so many damaged files stands a whole one: it has to read as if the damaged ones were not there. */
const WHOLE_EVERY = 20;
const FILES_PER_FOLDER = 500;

export interface DamagedSet {
  damaged: number;
  /** Paths of whole pictures, by what each is a copy of. */
  whole: Map<string, string>;
  hostile: number;
}

export async function makeDamagedSet(folder: string, count: number, seed: number): Promise<DamagedSet> {
  const draw = drawFrom(seed);
  const originals = await makeOriginals(draw);
  const hows = Object.keys(damages);
  const whole = new Map<string, string>();
  for (let n = 0; n < count; n += 1) {
    const part = `part-${String(Math.floor(n / FILES_PER_FOLDER)).padStart(3, '0')}`;
    if (n % FILES_PER_FOLDER === 0) await mkdir(join(folder, part), { recursive: true });
    const [name, bytes] = originals[draw(originals.length)]!;
    const how = hows[n % hows.length]!;
    await writeFile(join(folder, part, `${n}-${how}-${name}`), damages[how]!(bytes, draw));
    if (n % WHOLE_EVERY > 0) continue;
    const [control, controlBytes] = originals[(n / WHOLE_EVERY) % PICTURES]!;
    whole.set(`${part}/whole-${n}-${control}`, control);
    await writeFile(join(folder, part, `whole-${n}-${control}`), controlBytes);
  }
  return { damaged: count, whole, hostile: await makeHostile(join(folder, 'hostile')) };
}

const PICTURES = 36;

/** Pictures first, of every format; then archives of them, and text. */
async function makeOriginals(draw: Draw): Promise<Array<[name: string, bytes: Buffer]>> {
  const originals: Array<[string, Buffer]> = [];
  for (let number = 0; number < PICTURES; number += 1) {
    const photo = { number, width: 150 + draw(400), height: 150 + draw(300) };
    const picture = photoFrom(drawPhoto(photo), photo);
    const formats = [
      picture.clone().jpeg(),
      picture.clone().jpeg({ progressive: true }),
      picture.clone().greyscale().jpeg(),
      picture.clone().toColourspace('cmyk').jpeg(),
      picture.clone().png({ compressionLevel: 1 }),
      picture.clone().toColourspace('rgb16').png({ compressionLevel: 1 }),
      picture.clone().ensureAlpha().webp({ effort: 0 }),
      picture.clone().webp({ lossless: true, effort: 0 }),
      picture.clone().avif({ effort: 0 }),
      picture.clone().tiff({ compression: 'lzw' }),
      picture.clone().tiff({ compression: 'jpeg', tile: true }),
      picture.clone().gif({ effort: 1 }),
    ];
    const { data, info } = await formats[number % formats.length]!.toBuffer({ resolveWithObject: true });
    originals.push([`${number}.${info.format}`, data]);
  }
  const members = originals.slice(0, 6).map(([name, bytes]) => ({ name, bytes }));
  const tar = await tarFile(members);
  const zip = zipFile(members.map((member) => ({ ...member, deflate: true })));
  return [
    ...originals,
    ['a.zip', zip],
    ['b.tar', tar],
    ['c.tar.gz', gzipSync(tar)],
    ['d.txt', Buffer.from('rekaan '.repeat(99))],
  ];
}

/** What was made to do harm, and what only stands in the way: links, pipes, odd names, holes. How many files these are. */
async function makeHostile(folder: string): Promise<number> {
  await mkdir(join(folder, 'loop'), { recursive: true });
  const files = await hostileFiles();
  for (const [name, bytes] of files) await writeFile(join(folder, name), bytes);
  await symlink('..', join(folder, 'loop/up'));
  await symlink('self', join(folder, 'self'));
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  const odd = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xff, 0x0a, 0x22, 0xc3, 0x2c])]);
  await writeFile(odd, 'a name that is no text');
  await writeFile(join(folder, 'holes.img'), '');
  await truncate(join(folder, 'holes.img'), 2 ** 30);
  return files.size + 2;
}
