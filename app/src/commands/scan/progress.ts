// How far a scan is: on a terminal one line that moves, elsewhere a line every minute.
import { formatDuration, formatNumber } from '../../kit/formats.ts';
import { minuteMs } from '../../kit/time.ts';
import type { Progress } from '../../scan/index.ts';

export interface ShownProgress {
  show: (progress: Progress) => void;
  stop: () => void;
}

export function scanProgress(stream: NodeJS.WriteStream = process.stderr): ShownProgress {
  let saidAt = Date.now();
  let moving = false;
  const clear = (): void => {
    if (moving) stream.write('\r\u{1B}[K');
    moving = false;
  };
  return {
    show(progress) {
      if (stream.isTTY) {
        clear();
        stream.write(lineOf(progress).slice(0, Math.max(stream.columns - 1, 20)));
        moving = true;
      } else if (Date.now() - saidAt >= minuteMs) {
        saidAt = Date.now();
        stream.write(`${lineOf(progress)}\n`);
      }
    },
    stop: clear,
  };
}

export function lineOf({
  phase,
  files,
  bytes,
  known,
  total,
  read,
  filesPerSecond,
  bytesPerSecond,
  leftMs,
}: Progress): string {
  if (phase === 'lists') return 'Reading the lists';
  if (phase === 'results') return `${count(files)} files read; making the results`;
  const share =
    total === null || total.bytes === 0 ? '' : `${Math.min(Math.floor((100 * read.bytes) / total.bytes), 100)} %  `;
  const left = leftMs === null ? '' : `, ${formatDuration('en', leftMs)} left`;
  const rate = `${count(filesPerSecond)} files/s, ${megabytes(bytesPerSecond)}/s`;
  return `${share}${count(files)} files, ${megabytes(bytes)}, ${count(known)} known; ${rate}${left}`;
}

const count = (value: number): string => formatNumber('en', Math.round(value));
const megabytes = (bytes: number): string => `${formatNumber('en', bytes / 1e6, { maximumFractionDigits: 0 })} MB`;
