// Why somebody may look whether an identity is known here: a closed list.

export const searchReasons = [
  'urgent-risk',
  'duplicate-check',
  'reporter-asks',
  'police-request',
  'court-order',
  'other-duty',
] as const;
export type SearchReason = (typeof searchReasons)[number];

/** Reasons that stand on a paper of somebody else: its reference is asked for. */
export const needsReference = (reason: SearchReason): boolean =>
  reason === 'police-request' || reason === 'court-order';
