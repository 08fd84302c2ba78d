// A Chromium for page tests, started through playwright-core: the one CHROMIUM_PATH names, else the one that lies packed
// in @sparticuz/chromium, unpacked once a machine and version, so that `npm test` needs no other installation.

import { execFile, spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createBrotliDecompress } from 'node:zlib';
import { chromium } from 'playwright-core';
import type { Browser, LaunchOptions } from 'playwright-core';

const PACKAGE = new URL('../', import.meta.resolve('@sparticuz/chromium'));

/** Quiet, and without a graphics card. playwright-core itself adds --no-sandbox, which root needs. */
const ARGUMENTS = ['--disable-background-networking', '--disable-gpu', '--font-render-hinting=none'];

/**
 * Starts a headless Chromium; the caller closes it. Options are playwright-core's; `args` and `env` are added to what is
 * needed anyway.
 *
 * @throws Error if there is no Chromium for this machine, or if it does not start.
 */
export async function launchChromium(options: LaunchOptions = {}): Promise<Browser> {
  const installed = process.env['CHROMIUM_PATH'];
  const executablePath = installed ?? join(await unpackedChromium(), 'chromium');
  return chromium.launch({
    ...options,
    executablePath,
    args: [...ARGUMENTS, ...(options.args ?? [])],
    env: { ...process.env, ...(installed ? {} : packedEnvironment(executablePath)), ...options.env },
  });
}

/** The folder with `chromium`, its `lib` and its `fonts`. */
async function unpackedChromium(): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `No packed Chromium for ${process.platform} on ${process.arch}; set CHROMIUM_PATH to an installed one`,
    );
  }
  const { version }: { version: string } = JSON.parse(await readFile(new URL('package.json', PACKAGE), 'utf8'));
  const folder = join(tmpdir(), `suaka-chromium-${version}-${userInfo().username}`);
  if (!(await isOurs(folder))) await unpackInto(folder);
  return folder;
}

/** Whether the folder is there. One that somebody else laid there, in a temporary folder for all, must not be run. */
async function isOurs(folder: string): Promise<boolean> {
  const found = await stat(folder).catch(() => undefined);
  if (found && found.uid !== process.getuid?.()) throw new Error(`${folder} belongs to user ${found.uid}; remove it`);
  return found !== undefined;
}

/** Unpacks beside the folder and renames: other processes see all of it or nothing, and the first to finish wins. */
async function unpackInto(folder: string): Promise<void> {
  const draft = await mkdtemp(`${folder}-`);
  try {
    await Promise.all([
      unpack('chromium.br', join(draft, 'chromium')),
      untar('al2023.tar.br', draft),
      untar('fonts.tar.br', join(draft, 'fonts')),
    ]);
    // The packed fonts.conf names folders of another place.
    await writeFile(join(draft, 'fonts', 'fonts.conf'), `<fontconfig><dir>${folder}/fonts</dir></fontconfig>`);
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!(await isOurs(folder))) throw error;
  }
}

async function unpack(name: string, file: string): Promise<void> {
  const archive = createReadStream(new URL(`bin/${name}`, PACKAGE));
  await pipeline(archive, createBrotliDecompress(), createWriteStream(file, { mode: 0o755 }));
}

async function untar(name: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const archive = join(folder, `${name}.tar`);
  await unpack(name, archive);
  await promisify(execFile)('tar', ['--extract', '--no-same-owner', `--file=${archive}`, `--directory=${folder}`]);
  await rm(archive);
}

/** What the packed Chromium lacks on a bare machine: a few libraries, a font. What the system has is preferred. */
function packedEnvironment(executablePath: string): NodeJS.ProcessEnv {
  const folder = dirname(executablePath);
  const environment: NodeJS.ProcessEnv = {};
  if (spawnSync(executablePath, ['--version']).status !== 0) environment['LD_LIBRARY_PATH'] = join(folder, 'lib');
  if (!existsSync('/etc/fonts/fonts.conf')) environment['FONTCONFIG_FILE'] = join(folder, 'fonts', 'fonts.conf');
  return environment;
}
