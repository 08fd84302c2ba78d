// The states of an export for scanning, out of what was decided about it and how long ago.
import { dayMs } from '../../kit/time.ts';

/** How long an approved export may be taken, and how long a request may wait for a second person. */
export const takenWithinMs = dayMs;
export const decidedWithinMs = 7 * dayMs;

export type ScanExportState = 'requested' | 'approved' | 'declined' | 'taken' | 'lapsed';

export interface ScanExportFacts {
  requestedAt: Date;
  decidedAt: Date | null;
  approved: boolean | null;
  takenAt: Date | null;
}

export function scanExportState(
  { requestedAt, decidedAt, approved, takenAt }: ScanExportFacts,
  now: Date,
): ScanExportState {
  if (takenAt) return 'taken';
  if (approved === false) return 'declined';
  const [since, withinMs] = decidedAt ? [decidedAt, takenWithinMs] : [requestedAt, decidedWithinMs];
  if (now.getTime() >= since.getTime() + withinMs) return 'lapsed';
  return decidedAt ? 'approved' : 'requested';
}
