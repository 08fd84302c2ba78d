// What is told about a report in codes, besides the reporter's own words. Every question but the first may be left
// unanswered, and null is then the answer. None asks what a picture shows.
import { z } from 'zod';

/** What it is about: the one question that has to be answered, and "unsure" is an answer to it. */
export const concerns = ['sextortion', 'picture-abuse', 'grooming', 'trafficking', 'abuse-material', 'unsure'] as const;
export type Concern = (typeof concerns)[number];

/** Who reports: the person it happens to, who looks after them, who knows them, who came across it, who does so at work. */
export const relations = ['self', 'guardian', 'friend', 'finder', 'professional'] as const;
export type Relation = (typeof relations)[number];

/** How old the person is to whom it happens. */
export const ageBands = ['under-13', '13-17', 'adult'] as const;
export const extortions = ['now', 'past', 'none'] as const;
/** Where it has spread: nowhere yet, to single people, or in public. */
export const spreads = ['none', 'private', 'public'] as const;

export const channels = ['web', 'phone', 'walk-in', 'partner', 'file'] as const;
export type Channel = (typeof channels)[number];
/** One-way: what was told in confidence never becomes anonymous again, and nothing becomes more than was given. */
export const anonymities = ['anonymous', 'confidential', 'identified'] as const;
export type Anonymity = (typeof anonymities)[number];

const maybe = <Choices extends readonly [string, ...string[]]>(choices: Choices) =>
  z
    .enum(choices, `one of ${choices.join(', ')}, or nothing`)
    .nullable()
    .default(null);

/** The answers in codes, as any channel gives them. */
export const toldFacts = z.object({
  concern: z.enum(concerns, `one of ${concerns.join(', ')}`),
  relation: maybe(relations),
  ageBand: maybe(ageBands),
  inDanger: z.boolean('true, false or nothing').nullable().default(null),
  extortion: maybe(extortions),
  paid: z.boolean('true, false or nothing').nullable().default(null),
  spread: maybe(spreads),
});
export type ToldFacts = z.output<typeof toldFacts>;

/** The ground a report would stand on, out of the product's closed list; null while nobody is sure. */
export const groundOf = {
  sextortion: 'sexual-extortion',
  'picture-abuse': 'image-based-sexual-abuse',
  grooming: 'grooming',
  trafficking: 'trafficking',
  'abuse-material': 'child-sexual-exploitation',
  unsure: null,
} as const satisfies Record<Concern, string | null>;
