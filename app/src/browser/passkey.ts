// Passkeys in the browser: shows the buttons that need script, runs the ceremony, and leads on. Everything works without
// it too, with a password.
import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser';

interface Place {
  kind: string;
  path: string;
  to: string;
  csrf: string;
  origin: string;
  failed: string;
}

for (const element of document.querySelectorAll<HTMLElement>('[data-passkey]')) prepare(element);

// A passkey belongs to one name: under another name for the same machine it would not be found again.
function prepare(element: HTMLElement): void {
  const { passkey: kind = '', path = '', to = '', csrf = '', origin = '', failed = '' } = element.dataset;
  if (!browserSupportsWebAuthn() || origin !== location.origin) return;
  element.hidden = false;
  element
    .querySelector('button')
    ?.addEventListener('click', () => void run(element, { kind, path, to, csrf, origin, failed }));
}

async function run(element: HTMLElement, place: Place): Promise<void> {
  const said = element.querySelector('[role=status]');
  if (said) said.textContent = '';
  try {
    const optionsJSON = await post(`${place.path}/options`, place, {});
    const answer =
      place.kind === 'add' ? await startRegistration({ optionsJSON }) : await startAuthentication({ optionsJSON });
    await post(place.path, place, { answer });
    location.assign(place.to);
  } catch {
    if (said) said.textContent = place.failed; // dismissed, timed out or refused: the person can only try again
  }
}

async function post(path: string, { csrf }: Place, body: object) {
  const reply = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-csrf-token': csrf },
    body: JSON.stringify(body),
  });
  if (!reply.ok) throw new Error(`${path} answered ${reply.status}`);
  return reply.json();
}
