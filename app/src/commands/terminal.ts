// What commands print: plain lines to a person, one JSON object to a script.

/** A line for whoever runs the command. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** For many lines: whoever reads them may have had enough, as `head` has. That is no fault. */
export function endWithReader(): void {
  process.stdout.once('error', (fault: NodeJS.ErrnoException) => {
    if (fault.code !== 'EPIPE') throw fault;
    process.exit();
  });
}

/** The outcome of a command: as JSON on one line with `--json`, otherwise in words. */
export function report(json: boolean, outcome: Record<string, unknown>, words: string): void {
  say(json ? JSON.stringify(outcome) : words);
}
