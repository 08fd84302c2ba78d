// Copies joined into groups. The folder's door.
export type { Joinable } from './contents.ts';
export { join, type Joined, joinRadiusBits } from './join.ts';
