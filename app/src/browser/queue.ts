// Keys on the pages of the report desk: j and k move through the list, t takes, n takes the next one, r answers, q goes
// back to the queue, ? shows which there are. An addition only: everything is reached by Tab as well, and the keys can be
// turned off (WCAG 2.2, 2.1.4), which this browser remembers.

const storageName = 'suaka-keys';

function start(help: HTMLDetailsElement): void {
  const toggle = help.querySelector('button')!;
  let on = remembered() !== 'off';
  const show = (): void => {
    toggle.textContent = (on ? help.dataset.off : help.dataset.on) ?? '';
  };
  toggle.addEventListener('click', () => {
    on = !on;
    remember(on ? 'on' : 'off');
    show();
  });
  show();
  help.hidden = false;
  addEventListener('keydown', (event) => {
    if (!on || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (act(event.key, help)) event.preventDefault();
  });
}

// A browser that keeps nothing for this site has the keys on, and asks again.
function remembered(): string | null {
  try {
    return localStorage.getItem(storageName);
  } catch {
    return null;
  }
}

function remember(state: string): void {
  try {
    localStorage.setItem(storageName, state);
  } catch {
    // then it holds for this page
  }
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null;

/** Does what a key stands for; whether it stands for anything here. */
function act(key: string, help: HTMLDetailsElement): boolean {
  switch (key) {
    case 'j':
      return move(1);
    case 'k':
      return move(-1);
    case 't':
      return press(here()?.querySelector('form button') ?? document.querySelector('form[action$="/take"] button'));
    case 'n':
      return press(document.querySelector('#take-next button'));
    case 'r':
      return go(document.querySelector<HTMLElement>('#answer-form textarea'));
    case 'q':
      return press(document.querySelector('nav.crumbs a'));
    case '?':
      help.open = !help.open;
      return help.open ? go(help.querySelector('summary')) : true;
    default:
      return false;
  }
}

const links = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('main > .table tbody th a')];
const here = (): Element | null => document.activeElement?.closest('main > .table tbody tr') ?? null;

function move(by: 1 | -1): boolean {
  const all = links();
  const now = all.findIndex((link) => link.closest('tr') === here());
  return go(all[now === -1 ? (by === 1 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, now + by))]);
}

function go(to: HTMLElement | null | undefined): boolean {
  if (!to) return false;
  to.focus();
  to.scrollIntoView({ block: 'nearest' });
  return true;
}

function press(button: HTMLElement | null): boolean {
  button?.click();
  return button !== null;
}

// Last, when everything above is there.
const help = document.querySelector<HTMLDetailsElement>('details[data-keys]');
if (help) start(help);
