// Why staff did something to a report: closed lists, so that reasons can be counted and say nothing about anybody.

/** Why one report was joined to another. */
export const mergeReasons = ['same-thing', 'same-person', 'sent-twice'] as const;
export type MergeReason = (typeof mergeReasons)[number];

/** Why a part of a report became a report of its own. */
export const splitReasons = ['another-person', 'another-thing', 'another-desk'] as const;
export type SplitReason = (typeof splitReasons)[number];

/** Why an item was taken off a report; "own": it belongs to the person who reports, or whom it happens to. */
export const removalReasons = ['not-related', 'own', 'mistyped'] as const;
export type RemovalReason = (typeof removalReasons)[number];
