// "Protect my picture" in the browser: computes the fingerprints of the chosen pictures here and puts only them into the
// form. The pictures' own control has no name and stands in no form, so that no browser can send them; none is shown.
import { loadKernel } from '@suaka/pdq/browser';
import { fingerprintsOf } from './picture/fingerprint.ts';

const part = (name: string) => document.querySelector<HTMLElement>(`[data-protect="${name}"]`)!;
const chosen = document.querySelector<HTMLInputElement>('#protect-files')!;
const prints = document.querySelector<HTMLInputElement>('input[name="prints"]')!;
const go = document.querySelector<HTMLButtonElement>('button[name="go"][value="next"]')!;
const status = part('status');
const list = part('list');
const { kernel: kernelAddress, most } = part('with-script').dataset;

part('without-script').hidden = true;
part('with-script').hidden = false;
go.disabled = true;
// Loaded at once: from here on nothing needs the network until the form is sent.
const kernel = loadKernel(kernelAddress!);

let round = 0;
chosen.addEventListener('change', () => void compute([...(chosen.files ?? [])]));

const said = (name: string, number: number): string => status.dataset[name]!.replace('{n}', String(number));

async function compute(files: File[]): Promise<void> {
  const mine = (round += 1); // another choice made meanwhile takes over
  list.replaceChildren();
  prints.value = '';
  go.disabled = true;
  if (files.length > Number(most)) {
    status.textContent = said('many', Number(most));
    return;
  }
  const lines: string[] = [];
  for (const [index, file] of files.entries()) {
    status.textContent = said('working', index + 1);
    const line = await lineOf(file);
    if (mine !== round) return;
    if (line !== null) lines.push(line);
    say(line === null ? 'unreadable' : 'ready', index + 1);
  }
  prints.value = lines.join('\n');
  go.disabled = lines.length === 0;
  status.textContent = lines.length > 0 ? said('done', lines.length) : status.dataset.none!;
}

async function lineOf(file: File): Promise<string | null> {
  try {
    const { pdq, quality, sha256 } = await fingerprintsOf(file, await kernel);
    return `${pdq} ${quality} ${sha256}`;
  } catch {
    return null;
  }
}

// Numbered, never named: a file's name may say more than its owner wants on the screen.
function say(name: 'ready' | 'unreadable', number: number): void {
  const item = document.createElement('li');
  item.textContent = said(name, number);
  list.append(item);
}
