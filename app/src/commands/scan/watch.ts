// A run while somebody sits before it: how far it is, that it stops when it is interrupted, and how it ended.
import type { Progress, RunOutcome, Summary } from '../../scan/index.ts';
import { shownName } from '../../scan/index.ts';
import { report } from '../terminal.ts';
import { scanProgress } from './progress.ts';

/** What a shell says of a program that was ended from the keyboard: 128 + SIGINT. */
const exitStopped = 130;

interface Watched {
  signal: AbortSignal;
  onProgress: (progress: Progress) => void;
}

/** @param out the folder of the run, as the operator calls it. */
export async function watch(
  out: string,
  asJson: boolean,
  work: (watched: Watched) => Promise<RunOutcome>,
): Promise<void> {
  const stop = new AbortController();
  const interrupted = (): void => {
    if (stop.signal.aborted) process.exit(exitStopped); // asked twice
    stop.abort();
    process.stderr.write('Stopping; once more stops at once\n');
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, interrupted);
  const progress = scanProgress();
  try {
    const outcome = await work({ signal: stop.signal, onProgress: progress.show });
    progress.stop();
    tell(outcome, out, asJson);
  } finally {
    progress.stop();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, interrupted);
  }
}

function tell(outcome: RunOutcome, out: string, asJson: boolean): void {
  if (outcome.ended === 'stopped') {
    const { files, known } = outcome.progress;
    const words = `Stopped after ${files} files, ${known} of them known. Give the same command with --out ${out} to go on`;
    report(asJson, { ended: 'stopped', out: outcome.path, files, known }, words);
    process.exitCode = exitStopped;
    return;
  }
  const { summary, path, publicKey, before } = outcome;
  report(asJson, { ended: 'finished', out: path, publicKey, before, ...summary }, wordsOf(summary, outcome));
}

function wordsOf(summary: Summary, { path, before, publicKey }: Extract<RunOutcome, { ended: 'finished' }>): string {
  const {
    files,
    known,
    copies,
    new: fresh,
    unreadable,
    bytes,
    asked,
    trial,
    from,
    whyUnreadable,
    videoDecoder,
    types,
  } = summary;
  const reasons = Object.entries(whyUnreadable).map(([why, count]) => `${count} ${why}`);
  const lists = asked.lists.map(({ name, known: found }) => `${shownName(name)} (${found} known)`);
  const videos = Object.entries(types).some(([type]) => type.startsWith('video/'));
  const lines = [
    ...(before ? ['This run was finished before; nothing was read again'] : []),
    ...(from
      ? [`Nothing was read: what the run ${from.publicKey}, sealed ${from.sealedAt}, had read was asked about`]
      : []),
    `${files} files, ${(bytes / 1e6).toFixed(1)} MB: ${known} known, ${copies} copies, ${fresh} new, ${unreadable} unreadable`,
    ...(reasons.length > 0 ? [`Not read, or not wholly: ${reasons.join(', ')}`] : []),
    lists.length > 0
      ? `Asked: ${lists.join(', ')}; by ${asked.algorithms.join(', ')}`
      : 'No list was asked: name one with --list',
    ...(videos && !videoDecoder
      ? ['Videos were known by their digests alone: give a decoder with --video-decoder']
      : []),
    ...(trial ? ['A trial: name --case, --authority and --operator for a run that counts'] : []),
    `Results: ${path}`,
    `Public key of the run: ${publicKey}`,
  ];
  return lines.join('\n');
}
