// References as people type them: said over the telephone, in small letters, with an O for a zero.
import { z } from 'zod';
import { idPattern } from '../../kit/ids.ts';

/** The reference that was meant, such as "7K2M-9QPX"; null when it cannot be one. */
export function readReference(typed: string): string | null {
  const bare = typed
    .toUpperCase()
    .replaceAll(/[\s.–—-]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(bare) ? `${bare.slice(0, 4)}-${bare.slice(4)}` : null;
}

/** Another report, named by its id or by its reference. */
export const otherReport = z
  .string()
  .trim()
  .transform((typed) => (idPattern('report').test(typed) ? typed : readReference(typed)))
  .refine((named): named is string => named !== null, 'the reference of the other report, such as 7K2M-9QPX');
