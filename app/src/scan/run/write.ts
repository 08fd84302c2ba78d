// Files of a run: for its owner alone, on the disk before anything counts on them, and whole or not there.
import { type FileHandle, open, rename } from 'node:fs/promises';

const pieceLength = 256 * 1024;

/** Resolves once the text is on the disk. What was there before is replaced. */
export async function writeDurably(path: string, text: string): Promise<void> {
  await fill(path, [text]);
}

/** An empty file for others to fill, SQLite above all, which would make it readable for everybody. */
export async function makePrivate(path: string): Promise<void> {
  await (await open(path, 'w', 0o600)).close();
}

/** Writes piece by piece under another name, and gives the file its own once it is whole and on the disk. */
export async function writePieces(path: string, pieces: Iterable<string>): Promise<void> {
  const temporary = `${path}.new`;
  await fill(temporary, pieces);
  await rename(temporary, path);
}

/** Resolves once what was written to the file is on the disk. */
export async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

async function fill(path: string, pieces: Iterable<string>): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await writeAll(file, pieces);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function writeAll(file: FileHandle, pieces: Iterable<string>): Promise<void> {
  let waiting = '';
  for (const piece of pieces) {
    waiting += piece;
    if (waiting.length < pieceLength) continue;
    await file.appendFile(waiting);
    waiting = '';
  }
  await file.appendFile(waiting);
}
