// "Check a file" in the browser: reads the chosen picture, computes its fingerprint here, and sends only that.
import { loadKernel, toHex } from '@suaka/pdq/browser';

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
    await fill(file);
    form.submit();
  } catch (fault) {
    console.warn(fault);
    status.textContent = status.dataset.unreadable!;
  }
}

async function fill(file: File): Promise<void> {
  const { data, width, height } = await pixelsOf(file);
  const { hash, quality } = (await kernel).fingerprint(data, width, height);
  const bytes = await file.arrayBuffer();
  set('pdq', toHex(hash));
  set('quality', String(quality));
  set('sha1', await digest('SHA-1', bytes));
  set('sha256', await digest('SHA-256', bytes));
}

// As it lies in the file: not turned by its EXIF note and not recoloured, because the listed hashes were made so.
async function pixelsOf(file: File): Promise<ImageData> {
  const bitmap = await createImageBitmap(file, {
    imageOrientation: 'none',
    colorSpaceConversion: 'none',
    premultiplyAlpha: 'none',
  });
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height);
}

async function digest(algorithm: string, bytes: ArrayBuffer): Promise<string> {
  return [...new Uint8Array(await crypto.subtle.digest(algorithm, bytes))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}

function set(name: string, value: string): void {
  form.querySelector<HTMLInputElement>(`input[name="${name}"]`)!.value = value;
}
