#!/usr/bin/env node
// The command line: `suaka start` and the tools beside it. Each command opens the house, calls the same verbs as everyone
// else, and ends with 0 when it did what was asked, 2 when the input was wrong, 1 when something failed.
import { defineCommand, renderUsage, runCommand, type CommandDef } from 'citty';
import { backup } from './commands/backup.ts';
import { atDesk } from './commands/desk.ts';
import { demo } from './commands/demo.ts';
import { doctor } from './commands/doctor.ts';
import { matchCommand } from './commands/match.ts';
import { restore } from './commands/restore.ts';
import { scanCommand } from './commands/scan.ts';
import { scanKey } from './commands/scan-key.ts';
import { start } from './commands/start.ts';
import { unlock } from './commands/unlock.ts';
import { verify } from './commands/verify.ts';
import { Refusal } from './kit/errors.ts';
import { exportCommand, importCommand } from './recognise/index.ts';

const main = defineCommand({
  meta: {
    name: 'suaka',
    version: '0.1.0',
    description: 'The response desk for online sexual exploitation of children and image-based abuse',
  },
  subCommands: {
    start,
    demo,
    import: importCommand(atDesk),
    export: exportCommand(atDesk),
    match: matchCommand,
    scan: scanCommand,
    'scan-key': scanKey,
    verify,
    unlock,
    backup,
    restore,
    doctor,
  },
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
    process.exitCode = isWrongInput(fault) ? 2 : 1;
  }
}

// citty's own errors about arguments have codes that begin with E_, and one that is EARG.
function isWrongInput(fault: unknown): boolean {
  const { code = '' } = fault as { code?: string };
  return fault instanceof Refusal || code === 'EARG' || code.startsWith('E_');
}

async function usage(name: string | undefined): Promise<string> {
  const command = (main.subCommands as Record<string, CommandDef> | undefined)?.[name ?? ''];
  return command ? renderUsage(command, main) : renderUsage(main);
}
