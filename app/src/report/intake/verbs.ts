// The verbs of intake: the queue, one report, and everything that staff do with it.
export { changeFacts } from './change-facts.ts';
export { addItems, removeItem } from './items.ts';
export { mergeReports } from './merge.ts';
export { addNote, markMessagesSeen, writeToReporter } from './messages.ts';
export { moveReport } from './move.ts';
export { readQueue } from './queue.ts';
export { openText, readReport } from './read.ts';
export { splitReport } from './split.ts';
export { handBack, takeNext, takeOver, takeReport } from './take.ts';
