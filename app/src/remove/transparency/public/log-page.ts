// The public page of the log: its latest days, and how to check it.
import { formatDate, formatNumber } from '../../../kit/formats.ts';
import { type Html, html } from '../../../kit/html.ts';
import { actions, linkButton } from '../../../kit/look/buttons.ts';
import { facts } from '../../../kit/look/facts.ts';
import { heading, panel } from '../../../kit/look/layout.ts';
import { codeBlock, hash } from '../../../kit/look/verbatim.ts';
import type { Language } from '../../../kit/words.ts';
import { dayStart } from '../../../report/index.ts';
import type { listLog } from '../log/read.ts';
import { logFilePath, logPath, transparencyPath } from './paths.ts';
import { publicWords } from './words.ts';

type Listed = Awaited<ReturnType<typeof listLog.perform>>;

export function logPage(language: Language, { log, latest, batches }: Listed): Html {
  const words = publicWords(language).log;
  const day = (of: string) => formatDate(language, dayStart(of)!);
  const number = (value: number) => formatNumber(language, value);
  const rows = batches.map((batch) => ({
    label: `${day(batch.day)} · ${words.day(number(batch.number), number(batch.size))}`,
    value: hash(batch.root.toString('hex')),
  }));
  const last = batches.at(-1);
  const earlier =
    last && last.number > 1 ? html`<p><a href="${logPath}?before=${last.number}">${words.earlier}</a></p>` : null;
  const command = ['suaka verify --log log.ndjson', ...(latest ? [`--key ${latest.publicKey}`] : [])].join(' ');
  return html`${heading({ title: words.title, lead: words.lead })}
<p>${latest ? words.state(number(latest.number), day(latest.day)) : words.none}</p>
${actions(linkButton({ label: words.download, href: logFilePath }), linkButton({ label: words.back, href: transparencyPath, tone: 'quiet' }))}
${latest ? panel({ title: words.key, body: html`${hash(latest.publicKey)}<p>${words.proof}</p>${codeBlock(command)}` }) : null}
${rows.length > 0 ? panel({ title: words.days, body: html`${facts(rows)}${earlier}` }) : null}
<p class="note">${hash(log)}</p>`;
}
