// What commands print: plain lines to a person, one JSON object to a script.

/** A line for whoever runs the command. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** The outcome of a command: as JSON on one line with `--json`, otherwise in words. */
export function report(json: boolean, outcome: Record<string, unknown>, words: string): void {
  say(json ? JSON.stringify(outcome) : words);
}
