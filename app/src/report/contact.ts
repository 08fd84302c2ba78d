// A safe way to reach someone. Nobody is contacted unless all of it was recorded: by which way, when, under which name,
// whether a voice message may be left, and the words by which both know each other.
import { z } from 'zod';
import { plainText } from './plain.ts';

export const contactWays = ['phone', 'whatsapp', 'sms', 'email', 'other'] as const;
export const voicemailRules = ['never', 'neutral'] as const;

export const safeContact = z.object({
  way: z.enum(contactWays, `one of ${contactWays.join(', ')}`),
  address: plainText().trim().min(3, 'the number or address').max(200, 'at most 200 characters'),
  hours: plainText().trim().min(1, 'when it is safe').max(200, 'at most 200 characters'),
  senderName: plainText().trim().min(1, 'the name under which to call or write').max(100, 'at most 100 characters'),
  voicemail: z.enum(voicemailRules, `one of ${voicemailRules.join(', ')}`),
  codePhrase: plainText().trim().min(3, 'words that only you and the desk know').max(200, 'at most 200 characters'),
});
export type SafeContact = z.output<typeof safeContact>;

/** The contact that was stored; null for none. */
export function readContact(stored: string | null): SafeContact | null {
  return stored === null ? null : (JSON.parse(stored) as SafeContact);
}
