// How far a run is: files, bytes, the rate of this session, and the time left once it is known how much there is.
import type { Clock } from '../../kit/time.ts';
import type { FileFacts } from '../types.ts';
import type { Total } from './parts.ts';

export interface Progress {
  phase: 'lists' | 'reading' | 'results';
  /** Of all sessions, with what lies in archives. */
  files: number;
  bytes: number;
  known: number;
  unreadable: number;
  /** Files and bytes on the disk, archives closed; null until they are counted. */
  total: Total | null;
  /** Of the total, what was read. */
  read: Total;
  filesPerSecond: number;
  bytesPerSecond: number;
  leftMs: number | null;
}

export class Counter {
  readonly #now: Clock;
  readonly #startedMs: number;
  #sessionFiles = 0;
  #sessionBytes = 0;
  #sessionReadBytes = 0;
  phase: Progress['phase'] = 'reading';
  total: Total | null = null;
  files = 0;
  bytes = 0;
  known = 0;
  unreadable = 0;
  read: Total = { files: 0, bytes: 0 };

  constructor(now: Clock) {
    this.#now = now;
    this.#startedMs = now().getTime();
  }

  /** @param before whether an earlier session read it. */
  count(
    { facts, onDisk, known }: { facts: FileFacts; onDisk: boolean; known: boolean },
    { before }: { before: boolean },
  ): void {
    const bytes = facts.sizeBytes;
    this.files += 1;
    this.bytes += bytes;
    if (known) this.known += 1;
    if (facts.unreadable !== null) this.unreadable += 1;
    if (onDisk) this.read = { files: this.read.files + 1, bytes: this.read.bytes + bytes };
    if (before) return;
    this.#sessionFiles += 1;
    this.#sessionBytes += bytes;
    if (onDisk) this.#sessionReadBytes += bytes;
  }

  get progress(): Progress {
    const seconds = Math.max(this.#now().getTime() - this.#startedMs, 1) / 1000;
    return {
      phase: this.phase,
      files: this.files,
      bytes: this.bytes,
      known: this.known,
      unreadable: this.unreadable,
      total: this.total,
      read: this.read,
      filesPerSecond: this.#sessionFiles / seconds,
      bytesPerSecond: this.#sessionBytes / seconds,
      leftMs: this.#left(seconds),
    };
  }

  #left(seconds: number): number | null {
    if (this.total === null || this.#sessionReadBytes === 0) return null;
    const leftBytes = Math.max(this.total.bytes - this.read.bytes, 0);
    return Math.round((leftBytes / this.#sessionReadBytes) * seconds * 1000);
  }
}
