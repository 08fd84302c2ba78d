// Every guide there is: the four topics in the order in which they are offered, and what to do when money was paid.
import { grooming } from './grooming.ts';
import { paid } from './paid.ts';
import { pictures } from './pictures.ts';
import { sextortion } from './sextortion.ts';
import type { Guide, Topic } from './topic.ts';
import { trafficking } from './trafficking.ts';

export { paid };

export const topics: readonly Topic[] = [sextortion, pictures, grooming, trafficking];

export const guides: readonly Guide[] = [...topics, paid];
