// The way that a removal takes, as a pure rule over where it lies: who is told, in which order, and what has to go before
// what. Domestic: police, then whoever hosts it. A country with a hotline: that hotline, which knows its law and its police.
// Everywhere else: whoever hosts it, directly. Police come first wherever the own procedure says so.
import type { RemovalGround } from '../states.ts';
import type { Hotline } from './hotlines.ts';
import type { Procedure } from './procedures.ts';

/** `must`: nothing after it goes out before it; `should`: the usual next step; `may`: open, and decided by a person. */
export type Necessity = 'must' | 'should' | 'may';

export type Step =
  | { step: 'police'; necessity: Necessity }
  | { step: 'hotline'; necessity: Necessity; country: string }
  | { step: 'notice'; necessity: Necessity };

export type Course = 'domestic' | 'hotline' | 'direct';

export interface Route {
  course: Course;
  steps: Step[];
}

export interface RouteFacts {
  ground: RemovalGround;
  /** Where it lies; null where that is not known. */
  country: string | null;
  ownCountry: string;
  hotlines: readonly Pick<Hotline, 'country'>[];
  /** Grounds on which police are told before the first notice. */
  policeFirst: Procedure['policeFirst'];
  /** It lies on a platform that takes reports itself, rather than with a host that knows nothing of it. */
  onPlatform: boolean;
}

/** Hotlines exchange material of children only; with the other grounds a hotline abroad can do nothing. */
const forHotlines: readonly RemovalGround[] = ['child-sexual-exploitation'];

export function routeOf(facts: RouteFacts): Route {
  const { ground, country, onPlatform } = facts;
  const course = courseOf(facts);
  const police: Step = { step: 'police', necessity: facts.policeFirst.includes(ground) ? 'must' : 'may' };
  if (course !== 'hotline') return { course, steps: [police, { step: 'notice', necessity: 'should' }] };
  // A platform acts on its own rules within hours; a host abroad acts on the word of its own country's hotline.
  const hotline: Step = { step: 'hotline', necessity: 'should', country: country! };
  const notice: Step = { step: 'notice', necessity: onPlatform ? 'should' : 'may' };
  return { course, steps: onPlatform ? [police, notice, hotline] : [police, hotline, notice] };
}

function courseOf({ ground, country, ownCountry, hotlines }: RouteFacts): Course {
  if (country === ownCountry) return 'domestic';
  const known = hotlines.some((hotline) => hotline.country === country);
  return known && forHotlines.includes(ground) ? 'hotline' : 'direct';
}
