// File system questions where "there is none" is an ordinary answer.
import { lstat } from 'node:fs/promises';

/** The code of a system error, such as "ENOENT". */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

/** The result of a file operation, or undefined when its file does not exist. Other errors pass. */
export async function unlessMissing<Result>(operation: Promise<Result>): Promise<Result | undefined> {
  try {
    return await operation;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whether something, be it a dangling link, has this name. */
export async function exists(file: string): Promise<boolean> {
  return (await unlessMissing(lstat(file))) !== undefined;
}
