// What a step with a page of its own is: what it asks, and what it does with the answers.
import type { Piece } from '../../../kit/html.ts';
import type { Problems } from '../../pages/frame.ts';
import type { ReadReport } from '../read.ts';
import type { Sight } from './sight.ts';

export interface Given {
  values: Record<string, string>;
  /** Values of questions with several answers. */
  list: (name: string) => string[];
  problems: Problems;
}

/** Where to go afterwards, and what to say there. */
export interface Outcome {
  to: string;
  said: string;
}

/** One step: what it is called, what it asks, and what it does with the answers. */
export interface Step {
  title: (words: Sight['words']) => string;
  lead: (words: Sight['words']) => string;
  submit: (words: Sight['words']) => string;
  body: (seen: Sight, read: ReadReport, given: Given) => Piece;
  act: (seen: Sight, report: { id: string; version: number }, given: Given) => Promise<Outcome>;
}
