// The summary as one page that opens anywhere, in each language: what a case file or a hand-over will contain. It holds no
// picture and no script, and loads nothing; its one link leads to the other language beside it.
import { type Html, html, raw } from '../../kit/html.ts';
import { sign, wordmark } from '../../kit/look/icons.ts';
import type { Language } from '../../kit/words.ts';
import { type RunFile, runFiles } from '../run/folder.ts';
import { shownName } from './names.ts';
import { about, type AboutFacts, how, rest } from './page-about.ts';
import { classifications, kinds, lists, passed, reasons, timeline, types, verdicts } from './page-counts.ts';
import type { PageFacts } from './page-facts.ts';
import { groups } from './page-groups.ts';
import { type Speech, speechOf } from './page-parts.ts';
import { pageStyle, styleDigest } from './page-style.ts';

/** Which file of the run is the page in a language. */
export const pages = { id: 'page', en: 'pageEn' } as const satisfies Record<Language, RunFile>;

const other: Record<Language, Language> = { id: 'en', en: 'id' };
const policy = `default-src 'none'; style-src 'sha256-${styleDigest}'; base-uri 'none'; form-action 'none'`;

export function pageOf(language: Language, facts: AboutFacts & PageFacts): string {
  const speech = speechOf(language);
  const { say } = speech;
  const { caseNumber } = facts.summary;
  return html`<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${raw(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${caseNumber === null ? say.title : say.titleOf(shownName(caseNumber))}</title>
<style>${raw(pageStyle)}</style>
</head>
<body>
<header>
${wordmark}
<a href="${runFiles[pages[other[language]]]}" lang="${other[language]}" hreflang="${other[language]}">${say.otherLanguage}</a>
</header>
${mainOf(speech, facts)}
<footer><p>${say.foot}</p></footer>
</body>
</html>
`.text;
}

function mainOf(speech: Speech, facts: AboutFacts & PageFacts): Html {
  const { summary } = facts;
  return html`<main>
<h1>${speech.say.title}</h1>
${summary.trial ? trial(speech) : null}
${about(speech, summary)}
${verdicts(speech, summary, facts.copies)}
${lists(speech, summary)}
${how(speech, facts)}
<div class="beside">
${classifications(speech, summary)}
${reasons(speech, summary)}
${kinds(speech, summary)}
${types(speech, summary)}
${passed(speech, summary)}
${timeline(speech, facts.timeline)}
</div>
${groups(speech, facts.groups, summary.roots.length)}
${rest(speech, facts)}
</main>`;
}

function trial({ say }: Speech): Html {
  return html`<p class="trial">${sign('warning')}<span><strong>${say.trialTitle}</strong> ${say.trial}</span></p>`;
}
