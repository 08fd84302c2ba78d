// Why a file or a database is refused, in words that say what was seen and what would be right.
import { Refusal } from '../kit/errors.ts';

export const noSuchFile = (file: string): Refusal =>
  new Refusal('not-found', 'no-such-file', `There is no file ${file}`);

export const notABackup = (file: string): Refusal =>
  new Refusal('bad-input', 'not-a-backup', `${file} is no backup of Suaka: it does not begin as one`);

export const cutShort = (file: string): Refusal =>
  new Refusal(
    'bad-input',
    'backup-cut-short',
    `${file} does not end as a backup does: it is cut short, or something was added. Nothing was touched`,
  );

export const damaged = (file: string, what: string, cause?: unknown): Refusal =>
  new Refusal('bad-input', 'backup-damaged', `${file} is damaged: ${what}. Nothing was touched`, { cause });

export const newer = (file: string, what: string): Refusal =>
  new Refusal(
    'bad-input',
    'backup-newer',
    `${file} was made by a newer version of Suaka: ${what}. Restore it with a version at least as new`,
  );
