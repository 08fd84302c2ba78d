// How long things may take in a test run. Far above what any needs: they end what hangs, they do not judge what is slow.
import { minuteMs, secondMs } from '../../app/src/kit/time.ts';

/** Node's limit, for a single test and for all of a file; it names the tests that were still running. */
export const testLimitMs = 8 * minuteMs;

/** When the process of a file is ended, just after: node marks the file as failed, but waits on for its process. */
export const processLimitMs = testLimitMs + 5 * secondMs;

/** What an interrupted run has to end by itself. */
export const graceMs = 5 * secondMs;
