// The closed list of grounds. No other ground can be stored, here or in the database: this is not a censorship engine.

export const grounds = [
  'child-sexual-exploitation',
  'image-based-sexual-abuse',
  'sexual-extortion',
  'grooming',
  'trafficking',
] as const;

export type Ground = (typeof grounds)[number];
