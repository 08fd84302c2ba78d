// A safe contact as people give it: all of its parts, or none. Asked in the form, and again behind the receipt.
import { formatNumber } from '../../../kit/formats.ts';
import type { Piece } from '../../../kit/html.ts';
import { field } from '../../../kit/look/field.ts';
import type { Language } from '../../../kit/words.ts';
import { safeContact } from '../../contact.ts';
import type { Answers, Wrong } from './answers.ts';
import { askedIn } from './steps.ts';
import type { FormWords } from './words.ts';

/** The contact as it was typed; null where none is wanted, or nothing of it was filled in. */
export function contactIn(answers: Answers): Record<string, string | undefined> | null {
  const parts = askedIn.contact.map((name) => [name, answers[name]] as const);
  const wanted = answers.reach === 'yes' && parts.some(([, text]) => text !== undefined);
  return wanted ? Object.fromEntries(parts) : null;
}

// Only for saying it: the schema decides.
const longest = { address: 200, hours: 200, senderName: 100, codePhrase: 200 } as const;

export function wrongContact(answers: Answers, language: Language, { right }: FormWords): Wrong {
  const given = contactIn(answers);
  const parsed = given === null ? null : safeContact.safeParse(given);
  if (parsed === null || parsed.success) return {};
  const faults = parsed.error.issues.map(({ path: [part], code }): [string, string] => {
    const most = longest[part as keyof typeof longest];
    return [String(part), code === 'too_big' ? right.tooLong(formatNumber(language, most)) : right[part as 'way']];
  });
  return Object.fromEntries(faults);
}

export function contactFields({ steps }: FormWords, answers: Answers, wrong: Wrong): Piece {
  const { contact } = steps;
  const line = (name: 'address' | 'hours' | 'senderName' | 'codePhrase', hint?: string) =>
    field({
      type: 'text',
      name,
      label: contact[name],
      ...(hint === undefined ? {} : { hint }),
      value: answers[name],
      error: wrong[name],
      autocomplete: 'off',
    });
  const choice = (name: 'way' | 'voicemail', said: Readonly<Record<string, string>>) =>
    field({
      type: 'radios',
      name,
      label: contact[name],
      options: Object.entries(said).map(([value, label]) => ({ value, label })),
      value: answers[name],
      error: wrong[name],
    });
  return [
    choice('way', contact.ways),
    line('address'),
    line('hours', contact.hoursHint),
    line('senderName', contact.senderNameHint),
    choice('voicemail', contact.voicemails),
    line('codePhrase', contact.codePhraseHint),
  ];
}
