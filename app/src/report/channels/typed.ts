// From what was typed into a form, or stands in a line of a file, to what the verbs take: an empty answer is none.
const contactFields = ['way', 'address', 'hours', 'senderName', 'voicemail', 'codePhrase'] as const;

const truth: Readonly<Record<string, boolean>> = { yes: true, no: false };

/** The answers; what is not understood goes on as it is, for the verb to say what would be right. */
export function reportOf(text: Readonly<Record<string, string>>): Record<string, unknown> {
  const answer = (name: string) => text[name] || null;
  const truthOf = (name: string) => truth[text[name] ?? ''] ?? answer(name);
  return {
    concern: text.concern || undefined,
    relation: answer('relation'),
    ageBand: answer('ageBand'),
    inDanger: truthOf('inDanger'),
    extortion: answer('extortion'),
    paid: truthOf('paid'),
    spread: answer('spread'),
    story: answer('story'),
    place: answer('place'),
    items: text.items ?? '',
    channel: text.channel,
    ...(text.anonymity ? { anonymity: text.anonymity } : {}),
    ...(text.language ? { language: text.language } : {}),
  };
}

/** A contact as soon as any of its fields is filled in: then all of them have to be. */
export function contactOf(text: Readonly<Record<string, string>>): Record<string, unknown> | null {
  const given = contactFields.flatMap((name) => (text[name] ? [[name, text[name]]] : []));
  return given.length === 0 ? null : Object.fromEntries(given);
}
