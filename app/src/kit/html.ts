// Safe HTML as a type: what a template interpolates is escaped unless it already is Html.
// Everything that people see is made with this; nothing else in the app writes markup.

const replacements: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => replacements[character] ?? '');

/** A piece of markup known to be safe. Made by `html`, `attributes` and `raw`; the private field keeps look-alikes out. */
export class Html {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The markup itself. */
  get text(): string {
    return this.#text;
  }
}

/** What a template accepts: text and numbers are escaped, Html and lists nest, nothing and booleans render as nothing. */
export type Piece = Html | string | number | bigint | boolean | null | undefined | readonly Piece[];

/** Marks text as markup without looking at it: only for text that no person, file or network can influence. */
export function raw(text: string): Html {
  return new Html(text);
}

function render(piece: unknown): string {
  if (typeof piece === 'string') return escape(piece);
  if (piece instanceof Html) return piece.text;
  if (Array.isArray(piece)) return piece.map(render).join('');
  if (piece === null || piece === undefined || typeof piece === 'boolean') return '';
  if (typeof piece === 'number' || typeof piece === 'bigint') return String(piece);
  throw new TypeError(`a template takes text, numbers, Html, lists of them or nothing, not ${describe(piece)}`);
}

// Never the value itself: it may be personal, and errors reach logs.
const describe = (value: unknown): string =>
  typeof value === 'object' ? `an object (${value?.constructor?.name ?? 'without a class'})` : `a ${typeof value}`;

/**
 * Template tag. Safe in text and in quoted attribute values; never inside `<script>`, `<style>` or an unquoted attribute.
 * @throws TypeError for any other kind of value (an object, a function, a symbol, a promise).
 */
export function html(literals: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  return raw(literals.reduce((text, literal, index) => text + render(pieces[index - 1]) + literal));
}

/**
 * Optional attributes, each with a leading space: `<a${attributes({ href, hidden: true, title: null })}>`.
 * `true` gives a bare attribute; `false`, `null` and `undefined` leave it out.
 * @throws RangeError for a name that is no attribute, or that would carry inline style or script.
 */
export function attributes(values: Record<string, string | number | bigint | boolean | null | undefined>): Html {
  return raw(
    Object.entries(values)
      .map(([name, value]) => attribute(name, value))
      .join(''),
  );
}

function attribute(name: string, value: string | number | bigint | boolean | null | undefined): string {
  if (!/^[a-z][a-z0-9-]*$/.test(name) || /^(on|style$|srcdoc$)/.test(name)) {
    throw new RangeError(`"${name}" cannot be an attribute here; lower-case names, no inline style or script`);
  }
  if (value === null || value === undefined || value === false) return '';
  return value === true ? ` ${name}` : ` ${name}="${render(value)}"`;
}
