// Why something could not be read, from whatever was thrown. The words of an error may hold a name; a reason holds none.
import type { Unreadable } from '../types.ts';

/** Thrown by what reads an entry; `why` is the line that it comes to. */
export class EntryUnreadable extends Error {
  readonly why: Unreadable;

  constructor(why: Unreadable, cause?: unknown) {
    super(`the file cannot be read: ${why}`, { cause });
    this.name = 'EntryUnreadable';
    this.why = why;
  }
}

const reasons: Record<string, Unreadable> = {
  ENOENT: 'vanished',
  ENOTDIR: 'vanished',
  ESTALE: 'vanished',
  ENXIO: 'vanished',
  ELOOP: 'vanished', // a link took its place: it was none when it was found
  EACCES: 'no-permission',
  EPERM: 'no-permission',
  ENOMEM: 'out-of-memory',
  ERR_BUFFER_TOO_LARGE: 'bomb', // it unpacks to more than it said
};

/** `otherwise` is for what is no error of the system: within an archive it is the archive's fault. */
export function whyOf(error: unknown, otherwise: Unreadable = 'damaged'): Unreadable {
  if (error instanceof EntryUnreadable) return error.why;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code in reasons) return reasons[code] ?? otherwise;
  if (/^E[A-Z0-9]+$/.test(code)) return 'read-error';
  if (error instanceof Error && /encrypt/i.test(error.message)) return 'encrypted';
  return otherwise;
}
