// The states of an import and the transitions between them.

export const importStates = {
  finish: { from: ['reading'], to: 'read' },
  apply: { from: ['read'], to: 'applied' },
  refuse: { from: ['reading', 'read'], to: 'refused' },
  abandon: { from: ['reading', 'read'], to: 'abandoned' },
} as const;

export type ImportState = 'reading' | 'read' | 'applied' | 'refused' | 'abandoned';
