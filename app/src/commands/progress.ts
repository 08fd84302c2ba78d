// A bar for long work, on a terminal only: scripts and files get none of it.
import { SingleBar } from 'cli-progress';
import type { Progress } from '../backup/index.ts';

export interface Bar {
  show: (progress: Progress) => void;
  stop: () => void;
}

export function progressBar(): Bar {
  const bar = new SingleBar({
    stream: process.stderr,
    format: '{step} {bar} {percentage} %  {table}',
    hideCursor: true,
    noTTYOutput: false,
    clearOnComplete: true,
  });
  let step = '';
  return {
    show(progress) {
      const total = Math.max(progress.total, progress.done, 1);
      if (progress.step !== step) bar.start(total, progress.done, progress);
      step = progress.step;
      bar.setTotal(total);
      bar.update(progress.done, progress);
    },
    stop: () => bar.stop(),
  };
}
