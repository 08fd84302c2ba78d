// A seized disk made by arithmetic: photo-like pictures in many sizes and formats, copies and edited copies of them, other
// files, damaged ones and archives. The same seed gives the same files; what each of them is, is told.
import { copyFile, mkdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { drawFrom, type Draw } from '../../testing/draw.ts';
import { damages } from './damage.ts';
import { drawPhoto, photoFrom, planPhoto } from './photo.ts';
import { tarFile } from './tar-file.ts';
import { zipFile } from './zip-file.ts';

export interface SetPlan {
  files: number;
  seed: number;
  maxMegapixels?: number;
  /** In a thousand files: what is no copy, edit, other, damaged or archive is a photo. */
  perThousand?: Partial<Record<Exclude<Made, 'photo'>, number>>;
  /** Of photos, in a hundred. */
  jpegsPerHundred?: number;
}

export type Made = 'photo' | 'copy' | 'edit' | 'other' | 'damaged' | 'archive';

export interface MadeFile {
  /** From the folder; of what lies in an archive as a walk names it. */
  path: string;
  made: Made;
  /** The photo that a copy, an edit or a damaged file was made from. */
  of: string | null;
  /** The format, the edit or the damage. */
  how: string;
}

const usual = { copy: 150, edit: 80, other: 100, damaged: 20, archive: 2 };
const FILES_PER_FOLDER = 500;
const FILES_PER_ARCHIVE = 12;

/** Writes the files below `folder`, which has to be empty or new. Photos come first, so that all else has one to be of. */
export async function generateSet(folder: string, plan: SetPlan): Promise<MadeFile[]> {
  const made = planSet(plan);
  for (let at = 0; at < plan.files; at += FILES_PER_FOLDER)
    await mkdir(join(folder, folderOf(at)), { recursive: true });
  const photos = made.filter((file) => file.made === 'photo');
  const first = photos.map((file) => () => writePhoto(folder, file, plan));
  const then = made.filter((file) => file.made !== 'photo').map((file) => () => writeOther(folder, file, plan, photos));
  await severally(first);
  const held = (await severally(then)).flat();
  await severally(made.map((file) => () => setTime(folder, file)));
  return [...made, ...held];
}

function planSet(plan: SetPlan): MadeFile[] {
  const draw = drawFrom(plan.seed);
  const shares = Object.entries({ ...usual, ...plan.perThousand }) as Array<[Made, number]>;
  const photos: string[] = [];
  return Array.from({ length: plan.files }, (_, number) => {
    const made = number === 0 ? 'photo' : madeBy(draw(1000), shares);
    const isOf = made === 'copy' || made === 'edit' || made === 'damaged';
    const of = isOf ? photos[draw(photos.length)]! : null;
    const how = howOf(made, draw, plan);
    const path = `${folderOf(number)}/${nameOf(made, how, number, of)}`;
    if (made === 'photo') photos.push(path);
    return { path, made, of, how };
  });
}

function madeBy(drawn: number, shares: Array<[Made, number]>): Made {
  let below = 0;
  return shares.find(([, share]) => drawn < (below += share))?.[0] ?? 'photo';
}

const slowFormats = ['png', 'webp', 'avif', 'tiff', 'gif'];
const edits = ['re-encoded', 'resized', 'cropped', 'brightened', 'as-webp'];
const others = ['txt', 'bin', 'csv', 'log', 'dat'];

function howOf(made: Made, draw: Draw, plan: SetPlan): string {
  const of = (list: string[]) => list[draw(list.length)]!;
  if (made === 'photo') return draw(100) < (plan.jpegsPerHundred ?? 92) ? 'jpeg' : of(slowFormats);
  if (made === 'edit') return of(edits);
  if (made === 'other') return of(others);
  if (made === 'damaged') return of(Object.keys(damages));
  return made === 'archive' ? of(['zip', 'tar', 'tar.gz']) : 'exact';
}

const folderOf = (number: number) => `folder-${String(Math.floor(number / FILES_PER_FOLDER)).padStart(4, '0')}`;

function nameOf(made: Made, how: string, number: number, of: string | null): string {
  const digits = String(number).padStart(6, '0');
  if (made === 'photo') return `IMG_${digits}.${how === 'jpeg' ? 'jpg' : how}`;
  if (made === 'other' || made === 'archive') return `file-${digits}.${how}`;
  if (made === 'edit') return `edit-${digits}.${how === 'as-webp' ? 'webp' : 'jpg'}`;
  return `${made}-${digits}.${of!.split('.').at(-1)}`;
}

const numberOf = (path: string) => Number(/-?_?(\d{6})\./.exec(path)?.[1]);

async function writePhoto(folder: string, file: MadeFile, plan: SetPlan): Promise<void> {
  const isJpeg = file.how === 'jpeg';
  const photo = planPhoto(
    plan.seed * 1_000_003 + numberOf(file.path),
    Math.min(plan.maxMegapixels ?? 12, isJpeg ? 12 : 0.5),
  );
  const picture = photoFrom(drawPhoto(photo), photo);
  await writeFile(join(folder, file.path), await encoded(picture, file.how));
}

function encoded(picture: Sharp, format: string): Promise<Buffer> {
  switch (format) {
    case 'png':
      return picture.png({ compressionLevel: 1 }).toBuffer();
    case 'webp':
      return picture.webp({ effort: 0 }).toBuffer();
    case 'avif':
      return picture.avif({ effort: 0 }).toBuffer();
    case 'tiff':
      return picture.tiff({ compression: 'lzw' }).toBuffer();
    case 'gif':
      return picture.gif({ effort: 1 }).toBuffer();
    default:
      return picture.jpeg({ quality: 88 }).toBuffer();
  }
}

/** Resolves to what lies in it, if it is an archive. */
async function writeOther(folder: string, file: MadeFile, plan: SetPlan, photos: MadeFile[]): Promise<MadeFile[]> {
  const draw = drawFrom(plan.seed + numberOf(file.path) * 31);
  const [to, of] = [join(folder, file.path), join(folder, file.of ?? '')];
  if (file.made === 'copy') await copyFile(of, to);
  else if (file.made === 'edit') await writeFile(to, await edited(await readFile(of), file.how, draw));
  else if (file.made === 'damaged') await writeFile(to, damages[file.how]!(await readFile(of), draw));
  else if (file.made === 'archive') return writeArchive(folder, file, draw, photos);
  else await writeFile(to, file.how === 'bin' || file.how === 'dat' ? drawBytes(draw) : drawText(draw));
  return [];
}

async function edited(bytes: Buffer, how: string, draw: Draw): Promise<Buffer> {
  const picture = sharp(bytes);
  const { width, height } = await picture.metadata();
  const quality = 55 + draw(35);
  if (how === 'resized') picture.resize(Math.max(64, Math.round((width * (50 + draw(45))) / 100)));
  if (how === 'brightened') picture.linear(1 + (draw(20) - 8) / 100, draw(12));
  if (how === 'cropped') {
    const [left, top] = [Math.floor((width * draw(3)) / 200), Math.floor((height * draw(3)) / 200)];
    picture.extract({ left, top, width: width - 2 * left, height: height - 2 * top });
  }
  return how === 'as-webp' ? picture.webp({ effort: 0, quality }).toBuffer() : picture.jpeg({ quality }).toBuffer();
}

async function writeArchive(folder: string, file: MadeFile, draw: Draw, photos: MadeFile[]): Promise<MadeFile[]> {
  const chosen = Array.from({ length: FILES_PER_ARCHIVE }, () => photos[draw(photos.length)]!);
  const members = await Promise.all(
    chosen.map(async ({ path }, n) => ({
      name: `inside/${n}-${path.split('/').at(-1)}`,
      bytes: await readFile(join(folder, path)),
    })),
  );
  const whole =
    file.how === 'zip' ? zipFile(members.map((one) => ({ ...one, deflate: true }))) : await tarFile(members);
  await writeFile(join(folder, file.path), file.how === 'tar.gz' ? gzipSync(whole, { level: 1 }) : whole);
  return members.map(({ name }, n) => ({
    path: `${file.path}!/${name}`,
    made: 'copy',
    of: chosen[n]!.path,
    how: 'in-archive',
  }));
}

function drawBytes(draw: Draw): Buffer {
  return Buffer.from(Uint8Array.from({ length: 200 + draw(60_000) }, () => draw(256)));
}

function drawText(draw: Draw): string {
  const words = ['rekaan', 'contoh', 'berkas', 'catatan', 'angka', 'baris', 'uji'];
  return Array.from({ length: 40 + draw(4000) }, () => words[draw(words.length)]).join(' ');
}

/** Between 2015 and 2024, so that a timeline has something to show. */
async function setTime(folder: string, file: MadeFile): Promise<void> {
  const at = 1_420_070_400 + drawFrom(numberOf(file.path) + 5)(10 * 365 * 86_400);
  await utimes(join(folder, file.path), at, at);
}

/** As many at a time as keep two cores busy: one draws while others encode. */
async function severally<T>(tasks: Array<() => Promise<T>>): Promise<T[]> {
  const done: T[] = [];
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < tasks.length; at = next++) done[at] = await tasks[at]!();
  };
  await Promise.all(Array.from({ length: 4 }, worker));
  return done;
}
