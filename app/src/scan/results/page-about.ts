// What the page says of the run itself: for which case and on whose authority who scanned what and when, how it was read,
// and what else lies beside the page, with the key that all of it is sealed with.
import { formatDuration } from '../../kit/formats.ts';
import { type Html, html, type Piece } from '../../kit/html.ts';
import { moment } from '../../kit/look/moment.ts';
import { hash } from '../../kit/look/verbatim.ts';
import { runFiles } from '../run/folder.ts';
import type { Manifest } from '../run/manifest.ts';
import { code, named, section, type Speech } from './page-parts.ts';
import type { Summary } from './summary.ts';

export interface AboutFacts {
  summary: Summary;
  manifest: Pick<Manifest, 'publicKey' | 'versions'>;
}

type Fact = [label: string, value: Piece];

export function about(speech: Speech, summary: Summary): Html {
  const { language, say } = speech;
  const { caseNumber, legalAuthority, operator, roots, times } = summary;
  const given = (text: string | null): Piece => (text === null ? say.notNamed : named(text));
  return section(
    say.about,
    factsList([
      [say.caseNumber, given(caseNumber)],
      [say.legalAuthority, given(legalAuthority)],
      [say.operator, given(operator)],
      [say.roots, rootsOf(speech, roots)],
      [say.begun, moment({ language, at: new Date(times.startedAt) })],
      [say.read, readAt(speech, times)],
    ]),
  );
}

/** Paths elsewhere on the page say which of several it is. */
function rootsOf({ say }: Speech, roots: readonly string[]): Piece {
  if (roots.length === 1) return named(roots[0]!);
  return html`<ul class="plain">${roots.map((root, at) => html`<li>${code(say.root(String(at)))} ${named(root)}</li>`)}</ul>`;
}

function readAt({ language, say }: Speech, { startedAt, readAt }: Summary['times']): Html {
  const at = new Date(readAt);
  // A clock that was set back in between is no reason to have no page.
  const after = Math.max(0, at.getTime() - new Date(startedAt).getTime());
  return html`${moment({ language, at })}, ${say.after(formatDuration(language, after))}`;
}

/** What somebody has to know who relies on the numbers: what was looked into, and what did not go as usual. */
export function how(speech: Speech, facts: AboutFacts): Html {
  const { say, number } = speech;
  const { videoDecoder, changedWhileRead: changed, journalLinesReadAgain: lines, times } = facts.summary;
  const stops = times.sessions - 1;
  return section(
    say.how,
    factsList([
      [say.videos, videoDecoder ? say.videosLookedInto : say.videosByDigest],
      [say.software, ['Suaka ', facts.manifest.versions.suaka ?? '']],
      ...when(changed > 0, say.changed, say.changedFiles(number(changed))),
      ...when(stops > 0, say.wentOn, say.wentOnTimes(number(stops))),
      ...when(lines > 0, say.readAgain, say.readAgainLines(number(lines))),
      ...again(speech, facts),
    ]),
  );
}

const when = (holds: boolean, label: string, value: Piece): Fact[] => (holds ? [[label, value]] : []);

const factsList = (rows: readonly Fact[]): Html =>
  html`<dl class="facts">${rows.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>\n`)}</dl>`;

function again({ language, say }: Speech, { summary: { from } }: AboutFacts): Fact[] {
  if (from === null) return [];
  const sealed = moment({ language, at: new Date(from.sealedAt) });
  return [[say.again, html`${say.againSealed} ${sealed}, ${say.againKey} ${hash(from.publicKey)}`]];
}

export function rest({ say }: Speech, { manifest: { publicKey } }: AboutFacts): Html {
  const files = Object.entries(say.fileNames) as [keyof typeof say.fileNames, string][];
  const rows = files.map(
    ([file, holds]) => html`<tr><th scope="row">${code(runFiles[file])}</th><td>${holds}</td></tr>\n`,
  );
  return section(
    say.rest,
    html`<table class="words"><caption>${say.restCaption}</caption>
<thead><tr><th scope="col">${say.fileName}</th><th scope="col">${say.fileHolds}</th></tr></thead>
<tbody>${rows}</tbody></table>
<dl class="key"><div><dt>${say.publicKey}</dt><dd>${hash(publicKey)}</dd><dd class="note">${say.publicKeyFor}</dd></div></dl>`,
  );
}
