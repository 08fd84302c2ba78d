// What a form of the public face sent, as text.

// Nobody types these; they come along with what is pasted, and some cannot be stored.
const control = /[^\P{Cc}\t\n]/gu;

/** The text of a form's field as it was typed: without control characters, its lines ending in one way. */
export function textIn(body: unknown, name: string): string {
  const given: unknown = (body as Record<string, unknown> | undefined)?.[name];
  const text = Array.isArray(given) ? given.at(-1) : given;
  return typeof text === 'string' ? text.replaceAll(/\r\n?/g, '\n').replaceAll(control, '').trim() : '';
}

/** What stands under the name that a form's field holds; undefined for a name that there is not, such as `constructor`. */
export function chosenIn<Choice>(
  choices: Readonly<Record<string, Choice>>,
  body: unknown,
  name: string,
): Choice | undefined {
  const chosen = textIn(body, name);
  return Object.hasOwn(choices, chosen) ? choices[chosen] : undefined;
}
