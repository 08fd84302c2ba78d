// What every part of the proof comes to, and how it is written down.

export interface Proof {
  title: string;
  /** What was done, in a sentence or two. */
  how: string;
  figures: [what: string, found: string][];
  /** Whether what was to be proved holds. */
  holds: boolean;
  /** Messages of what went wrong on the way, each once. */
  faults?: string[];
}

export function asMarkdown({ title, how, figures, holds, faults = [] }: Proof): string {
  const rows = figures.map(([what, found]) => `| ${what} | ${found} |`);
  const wrong = faults.length > 0 ? ['', 'Went wrong on the way:', '', ...faults.map((fault) => `- ${fault}`)] : [];
  return [
    `## ${title}: ${holds ? 'holds' : 'DOES NOT HOLD'}`,
    '',
    how,
    '',
    '| | |',
    '| --- | --- |',
    ...rows,
    ...wrong,
    '',
  ].join('\n');
}
