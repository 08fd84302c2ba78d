// Where a page of what was served ended, as text that a program sends back. It says nothing but the place in the order.
import { z } from 'zod';
import { isOpen, type Place } from './lists.ts';
import type { Served } from './store.ts';

const place = z.object({
  open: z.boolean(),
  dueAt: z.coerce.date().nullable(),
  servedAt: z.coerce.date(),
  id: z.string().max(80),
});

export function cursorOf(served: Served): string {
  const { dueAt, servedAt, id } = served;
  return Buffer.from(JSON.stringify({ open: isOpen(served), dueAt, servedAt, id }), 'utf8').toString('base64url');
}

/** Read where it comes in; null for the first page. */
export const cursor = z
  .string()
  .nullable()
  .default(null)
  .transform((text, context): (Place & { open: boolean }) | null => {
    if (text === null) return null;
    const read = place.safeParse(parsed(text));
    if (read.success) return read.data;
    context.addIssue({ code: 'custom', message: '`next` of the page before; begin without one' });
    return z.NEVER;
  });

function parsed(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
