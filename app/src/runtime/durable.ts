// What makes a file outlast a power cut beyond its own bytes.
import { open } from 'node:fs/promises';

/** Resolves once the names in a folder are on the disk: a new or renamed file is there only then. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
