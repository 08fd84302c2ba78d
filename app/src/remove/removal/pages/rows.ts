// Removals as rows of a list: what kind each is, to whom, where it stands and until when. What it is, is on its page.
import { type Html, html, type Piece } from '../../../kit/html.ts';
import { timeLeft } from '../../../kit/look/moment.ts';
import { table } from '../../../kit/look/table.ts';
import type { RemovalRow } from '../lists.ts';
import { mayMove } from '../move.ts';
import { removalPath, type Sight, stateBadge } from './sight.ts';

interface Options {
  caption: string;
  rows: readonly RemovalRow[];
  empty: Piece;
  /** Says when a state began instead of when a deadline ends. */
  since?: boolean;
  /** Boxes to tick, for a notice about several: beside those that somebody can be asked for. */
  tick?: boolean;
}

export function removalTable(seen: Sight, { caption, rows, empty, since, tick }: Options): Html {
  const { words, frame } = seen;
  const { columns } = words;
  return table({
    caption,
    columns: [
      { label: columns.what },
      { label: columns.ground },
      { label: columns.platform },
      { label: columns.state },
      { label: since ? columns.since : columns.due },
    ],
    rows: rows.map((row) => [
      html`${tick && mayMove(row, 'ask') ? box(seen, row) : null}<a href="${removalPath(row.id)}">${nameOf(seen, row)}</a>`,
      frame.grounds[row.ground],
      row.platformName ?? words.noPlatform,
      stateBadge(frame, row),
      since ? seen.moment(row.stateAt) : due(seen, row),
    ]),
    empty,
  });
}

/** The kind of the item with the end of its removal's id: what it is stays sealed in lists. */
export const nameOf = ({ frame }: Sight, { kind, id }: Pick<RemovalRow, 'kind' | 'id'>): string =>
  `${frame.itemKinds[kind as keyof typeof frame.itemKinds]} ${id.slice(-6).toUpperCase()}`;

function box(seen: Sight, row: RemovalRow): Html {
  return html`<input type="checkbox" name="removal" value="${row.id}" aria-label="${nameOf(seen, row)}"> `;
}

const due = ({ request }: Sight, { dueAt }: RemovalRow): Piece =>
  dueAt === null ? '–' : timeLeft({ language: request.language, at: dueAt, now: request.server.house.now() });
