// What a form on a report's page had sent when the page has to show it again: nothing that was typed is lost.
import { noProblems, type Problems } from '../../pages/frame.ts';

export interface Typed {
  /** Which form it was. */
  form: 'items' | 'message' | 'note' | null;
  values: Record<string, string>;
  problems: Problems;
}

export const nothingTyped: Typed = { form: null, values: {}, problems: noProblems };
