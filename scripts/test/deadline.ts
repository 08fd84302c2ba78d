// Loaded into each test file before it: a file that hangs, because a timer or a connection was left open, ends as failed
// and says what held it, instead of holding up the whole run.
import { processLimitMs } from './limits.ts';

// Set by node's test runner in the processes of test files, not in its own.
if (process.env.NODE_TEST_CONTEXT) setTimeout(endAsFailed, processLimitMs).unref();

function endAsFailed(): void {
  const open = process.getActiveResourcesInfo().join(', ');
  console.error(`${process.argv[1]} is still running after ${processLimitMs / 1000} s; still open in it: ${open}`);
  process.exit(1);
}
