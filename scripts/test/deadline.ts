// Loaded into each test file before it: a file that hangs, because a timer or a connection was left open, ends as failed
// and says what held it, instead of holding up the whole run.
const deadlineMs = 10 * 60_000;

// Set by node's test runner in the processes of test files, not in its own.
if (process.env.NODE_TEST_CONTEXT) setTimeout(endAsFailed, deadlineMs).unref();

function endAsFailed(): void {
  console.error(
    `${process.argv[1]} is still running after ${deadlineMs / 60_000} minutes; still open in it: ${process.getActiveResourcesInfo().join(', ')}`,
  );
  process.exit(1);
}
