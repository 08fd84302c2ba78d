// How the content of a page is laid out: its heading, panels, and columns beside each other.
import { attributes, type Html, html, type Piece } from '../html.ts';

/** The top of a page's content: its one h1, a state beside it, a sentence under it, and what can be done. */
export function heading(options: { title: Piece; state?: Html; lead?: Piece; actions?: Html; crumbs?: Html }): Html {
  const { title, state, lead, actions, crumbs } = options;
  return html`<div class="heading">${crumbs}<div class="heading-line"><h1>${title}</h1>${state}</div>
${lead === undefined ? null : html`<p class="lead">${lead}</p>`}${actions}</div>`;
}

/** A sheet of content with its own h2. `id` lets links lead to it. */
export function panel(options: { title: string; body: Piece; actions?: Html; id?: string }): Html {
  const { title, body, actions, id } = options;
  return html`<section class="panel"${attributes({ id })}><h2>${title}</h2>${body}${actions}</section>`;
}

/** A wide column and a narrow one; on a phone the narrow one follows. */
export function columns(options: { wide: Piece; narrow: Piece }): Html {
  return html`<div class="columns"><div class="stack">${options.wide}</div><div class="stack">${options.narrow}</div></div>`;
}

/** Pieces of the same kind beside each other where there is room, such as clocks. */
export function row(...pieces: readonly Piece[]): Html {
  return html`<div class="row">${pieces}</div>`;
}

/** Pieces under each other with the same distance. */
export function stack(...pieces: readonly Piece[]): Html {
  return html`<div class="stack">${pieces}</div>`;
}
