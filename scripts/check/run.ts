// Runs checks side by side, prints a line for each as it ends, and what failed at the end.
import { availableParallelism } from 'node:os';
import { runTool } from '../project.ts';

export interface Check {
  name: string;
  /** What is wrong, in words for whoever has to mend it; "" when nothing is. */
  find: () => Promise<string>;
}

interface Finding {
  name: string;
  problem: string;
}

/** A check that is a program: it fails when the program does, with all that the program wrote. */
export function tool(name: string, file: string, ...args: string[]): Check {
  return {
    name,
    async find() {
      const { code, said } = await runTool(file, args);
      return code === 0 ? '' : said.trim() || `${file} ended with exit code ${code} and wrote nothing`;
    },
  };
}

/** A check that is a list of breaches, each a line. */
export function list(name: string, breaches: () => Promise<string[]>): Check {
  return { name, find: async () => (await breaches()).join('\n') };
}

/** @returns whether all passed. */
export async function runChecks(checks: Check[], print: (line: string) => void = console.log): Promise<boolean> {
  const waiting = [...checks];
  const found: Finding[] = [];
  const work = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) found.push(await runCheck(check, print));
  };
  // Two, where there are as many processors or more: several of the checks use more than one themselves.
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work));
  const failed = found.filter((finding) => finding.problem !== '');
  for (const { name, problem } of failed) print(`\n=== ${name}\n${problem}`);
  print(
    failed.length === 0
      ? `\nAll ${found.length} checks passed.`
      : `\n${failed.length} of ${found.length} checks failed: ${failed.map(({ name }) => name).join(', ')}.`,
  );
  return failed.length === 0;
}

async function runCheck({ name, find }: Check, print: (line: string) => void): Promise<Finding> {
  const start = performance.now();
  const problem = await find().catch((fault: Error) => fault.message || String(fault));
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  print(`${problem === '' ? 'ok  ' : 'FAIL'}  ${name.padEnd(34)}${seconds.padStart(6)} s`);
  return { name, problem };
}
