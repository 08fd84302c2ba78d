#!/usr/bin/env node
// The command line: `suaka start` and the tools beside it. Each command opens the house, calls the same verbs as everyone
// else, and ends with 0 when it did what was asked, 2 when the input was wrong, 1 when something failed.
import { defineCommand, renderUsage, runCommand, type CommandDef } from 'citty';
import { Refusal } from './kit/errors.ts';
import { start } from './commands/start.ts';
import { verify } from './commands/verify.ts';
import { doctor } from './commands/doctor.ts';

const main = defineCommand({
  meta: {
    name: 'suaka',
    version: '0.1.0',
    description: 'The response desk for online sexual exploitation of children and image-based abuse',
  },
  subCommands: { start, verify, doctor },
});

const rawArgs = process.argv.slice(2);
if (rawArgs.length === 0 || rawArgs.includes('--help') || rawArgs.includes('-h'))
  process.stdout.write(`${await usage(rawArgs[0])}\n`);
else await run();

async function run(): Promise<void> {
  try {
    await runCommand(main, { rawArgs });
  } catch (fault) {
    process.stderr.write(`${(fault as Error).message}\n`);
    if (process.env.SUAKA_LOG_LEVEL === 'debug') process.stderr.write(`${(fault as Error).stack}\n`);
    process.exitCode =
      fault instanceof Refusal ||
      (fault as { code?: string }).code === 'EARG' ||
      (fault as { code?: string }).code?.startsWith('E_')
        ? 2
        : 1;
  }
}

async function usage(name: string | undefined): Promise<string> {
  const command = (main.subCommands as Record<string, CommandDef> | undefined)?.[name ?? ''];
  return command ? renderUsage(command, main) : renderUsage(main);
}
