// The way out of the public face, made quicker: empties the page at once, before the network answers, and takes its place
// in the history. Pressing Shift three times does the same. Without script the link alone leads to the same address.

/** How long the three presses may take together, in milliseconds. */
const withinMs = 5000;

const way = document.querySelector<HTMLAnchorElement>('a.leave');
if (way) watch(way);

function watch({ href, dataset }: HTMLAnchorElement): void {
  const said = document.createElement('p');
  said.className = 'leave-said';
  said.setAttribute('role', 'status');
  document.body.append(said);
  const say = (text = ''): void => {
    said.textContent = text;
  };

  const leave = (): void => {
    document.body.replaceChildren(said);
    say(dataset.leaving);
    location.replace(href);
    // A browser that kept this page in memory shows it again on "back": empty, and on its way out.
    addEventListener('pageshow', () => location.replace(href));
  };
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (link?.href !== href) return;
    event.preventDefault();
    leave();
  });
  countShift(leave, (left) => say([undefined, dataset.oneMore, dataset.twoMore][left]));
}

/** Shift counts when it is let go again and no other key came between: not while a capital is typed. */
function countShift(leave: () => void, tell: (left: number) => void): void {
  let presses: number[] = [];
  let alone = false;
  let clearing = 0;
  const forget = (): void => {
    presses = [];
    tell(0);
  };
  addEventListener('keydown', ({ key }) => {
    alone = key === 'Shift';
    if (!alone && presses.length > 0) forget();
  });
  addEventListener('keyup', ({ key, timeStamp }) => {
    if (key !== 'Shift' || !alone) return;
    alone = false;
    presses = [...presses.filter((at) => timeStamp - at < withinMs), timeStamp];
    if (presses.length >= 3) return leave();
    tell(3 - presses.length);
    clearTimeout(clearing);
    clearing = window.setTimeout(forget, withinMs);
  });
}
