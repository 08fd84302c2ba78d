// The page's groups of copies, in the order in which to look at them.
import { type Html, html } from '../../kit/html.ts';
import type { GroupFacts, PageFacts } from './page-facts.ts';
import { code, named, section, type Speech } from './page-parts.ts';

/** @param roots how many folders were scanned: where there are several, a path alone does not say which file it is. */
export function groups(speech: Speech, { all, shown }: PageFacts['groups'], roots: number): Html | null {
  if (all === 0) return null;
  const { say, number } = speech;
  const caption = [
    say.groupsCaption(number(all)),
    ...(all > shown.length ? [say.groupsShown(number(shown.length))] : []),
  ];
  return section(
    say.groups,
    html`<table class="groups"><caption>${caption.join(' ')}</caption>
<thead><tr><th scope="col">${say.group}</th><th scope="col">${say.count}</th><th scope="col">${say.known}</th><th scope="col">${say.fresh}</th></tr></thead>
<tbody>${shown.map((group) => row(speech, group, roots))}</tbody></table>`,
  );
}

/** On a phone a row has no columns: its cells carry their names. */
function row({ say, number }: Speech, { group, files, known, fresh, root, path }: GroupFacts, roots: number): Html {
  const which = roots > 1 ? html`${code(say.root(String(root)))} ` : null;
  const cell = (label: string, count: number) => html`<td data-label="${label}">${number(count)}</td>`;
  return html`<tr><th scope="row"><div><span class="number">${number(group)}</span><span>${which}${named(path)}</span></div></th>${cell(say.count, files)}${cell(say.known, known)}${cell(say.fresh, fresh)}</tr>\n`;
}
