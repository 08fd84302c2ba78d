// Text that must be shown to the letter: fingerprints, addresses, keys, answers of a machine.
import { type Html, html, raw } from '../html.ts';

/**
 * A hash in groups of eight that break over lines. The groups are spaced by the style sheet only, so that a copy is the
 * hash itself; one click selects all of it.
 */
export function hash(value: string): Html {
  const groups = value.match(/[\s\S]{1,8}/g) ?? [];
  return html`<code class="hash">${groups.map((group, index) => html`${index > 0 ? raw('<wbr>') : null}<span>${group}</span>`)}</code>`;
}

/** Short text to the letter within a line, such as a defanged address. Never a link. */
export function verbatim(text: string): Html {
  return html`<code class="verbatim">${text}</code>`;
}

/** Lines of text to the letter: long ones wrap, so that nothing scrolls sideways. */
export function codeBlock(text: string): Html {
  return html`<pre class="code"><code>${text}</code></pre>`;
}
