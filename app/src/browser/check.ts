// "Check a file" in the browser: reads the chosen picture, computes its fingerprint here, and sends only that.
import { loadKernel } from '@suaka/pdq/browser';
import { fingerprintsOf } from './picture/fingerprint.ts';

const part = (name: string) => document.querySelector<HTMLElement>(`[data-check="${name}"]`)!;
const form = document.querySelector<HTMLFormElement>('#check-fingerprint')!;
const chosen = document.querySelector<HTMLInputElement>('#check-file')!;
const status = part('status');

part('without-script').hidden = true;
part('with-script').hidden = false;
const kernel = loadKernel(part('with-script').dataset.kernel!);

form.addEventListener('submit', (event) => {
  event.preventDefault();
  void check();
});

async function check(): Promise<void> {
  const file = chosen.files?.[0];
  if (!file) {
    status.textContent = status.dataset.none!;
    return chosen.focus();
  }
  status.textContent = status.dataset.working!;
  try {
    const { quality, ...hashes } = await fingerprintsOf(file, await kernel);
    for (const [name, value] of Object.entries({ ...hashes, quality: String(quality) })) set(name, value);
    form.submit();
  } catch (fault) {
    console.warn(fault);
    status.textContent = status.dataset.unreadable!;
  }
}

function set(name: string, value: string): void {
  form.querySelector<HTMLInputElement>(`input[name="${name}"]`)!.value = value;
}
