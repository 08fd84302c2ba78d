// Examples of the settings' verbs for the permission matrix.
import type { Example } from '../../testing/matrix.ts';

export const examples: Record<string, Example> = {
  'report.load-lines': { input: () => ({}) },
};
