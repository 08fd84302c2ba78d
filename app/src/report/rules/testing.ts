// Examples of the rules' verbs for the permission matrix.
import type { Example } from '../../testing/matrix.ts';

export const examples: Record<string, Example> = {
  'report.read-rules': { input: () => ({}) },
  'report.read-rule-reach': { input: () => ({ code: 'child' }) },
  'report.change-rule': { input: () => ({ code: 'child', headStartHours: 48 }) },
};
