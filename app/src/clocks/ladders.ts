// All ladders that Suaka knows, in the order in which they are offered.
import type { Ladder } from './ladder.ts';
import { elsewhere } from './ladders/elsewhere.ts';
import { indonesia } from './ladders/indonesia.ts';
import { practice } from './ladders/practice.ts';
import type { Ground } from './rule.ts';

export const ladders: readonly Ladder[] = [...indonesia, ...practice, ...elsewhere];

export const findLadder = (id: string): Ladder | undefined => ladders.find((ladder) => ladder.id === id);

/** The ladders that may be used for a ground. */
export const laddersFor = (ground: Ground): Ladder[] => ladders.filter(({ grounds }) => grounds.includes(ground));
