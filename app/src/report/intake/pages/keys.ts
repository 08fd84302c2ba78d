// The help on the keys of a page. It is hidden until the browser module that makes them work shows it: without script
// there are none, and everything is reached by Tab.
import { type Html, html } from '../../../kit/html.ts';
import type { Sight } from './sight.ts';

/** @param page which keys there are: those of the queue, or those of one report. */
export function keysHelp({ words }: Sight, page: 'queue' | 'report'): Html {
  const { keys } = words;
  const queue = [
    ['j', keys.down],
    ['k', keys.up],
    ['Enter', keys.open],
    ['t', keys.take],
    ['n', keys.takeNext],
  ];
  const report = [
    ['t', keys.take],
    ['r', keys.answer],
    ['q', keys.queue],
  ];
  const rows = [...(page === 'queue' ? queue : report), ['?', keys.help]];
  return html`<details class="keys" data-keys data-on="${keys.turnOn}" data-off="${keys.turnOff}" hidden><summary>${keys.title}</summary>
<p>${keys.intro}</p><dl class="facts">${rows.map(([key, does]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${does}</dd></div>`)}</dl>
<p><button class="button quiet" type="button">${keys.turnOff}</button></p></details>`;
}
