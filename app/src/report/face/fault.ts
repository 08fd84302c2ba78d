// Faults of the public face in the log: what failed and where, without the message, which may quote what somebody wrote.
import type { House } from '../../runtime/house.ts';

export function noteFault({ log }: House, fault: unknown): void {
  const { name, stack = '', code }: Error & { code?: unknown } = fault instanceof Error ? fault : new Error();
  const at = stack.split('\n').filter((line) => /^\s+at /.test(line));
  log.error({ fault: name, ...(typeof code === 'string' ? { code } : {}), at }, 'a public page failed');
}
