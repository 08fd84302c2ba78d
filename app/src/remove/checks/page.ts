// What is read of a page's HTML: its title, its first heading, how much it says, and whether it asks for a password or
// shows media. Nothing of it is kept. Each character is passed once, whatever the page holds: it is a stranger's.

export interface PageFacts {
  title: string;
  heading: string;
  /** The beginning of what a reader would read, in lower case. */
  text: string;
  /** How many characters a reader would read. */
  textLength: number;
  asksForPassword: boolean;
  /** A video or sound in the page, or named as what it is about. */
  showsVideo: boolean;
  /** A picture, in the page or named as what it is about. */
  showsPicture: boolean;
  /** Programs that may fill the page in a browser. */
  hasScripts: boolean;
  /** It sends the reader on by itself. */
  refreshes: boolean;
  /** It draws in something that tells people from machines. */
  tellsRobots: boolean;
}

/** Up to here the text is looked through for clues. */
const keptText = 20_000;

/** Elements whose content nobody reads. */
const unread = new Set(['script', 'style', 'noscript', 'template', 'svg']);

interface Reader {
  html: string;
  lower: string;
  facts: PageFacts;
  /** The element whose words are being gathered besides the text. */
  within: 'title' | 'heading' | null;
  /** Whether a first heading was gathered already. */
  hadHeading: boolean;
}

export function readPage(html: string): PageFacts {
  const facts = {
    title: '',
    heading: '',
    text: '',
    textLength: 0,
    asksForPassword: false,
    showsVideo: false,
    showsPicture: false,
    hasScripts: false,
    refreshes: false,
    tellsRobots: false,
  };
  const reader: Reader = { html, lower: html.toLowerCase(), facts, within: null, hadHeading: false };
  // Where lower case has another length than the text, places would not fit; only the lower case is read then.
  if (reader.lower.length !== html.length) reader.html = reader.lower;
  for (let at = 0; at < reader.html.length; ) at = readOn(reader, at);
  facts.text = facts.text.toLowerCase();
  return facts;
}

/** Reads the text or the tag that begins at a place; the place after it. */
function readOn(reader: Reader, at: number): number {
  const { html, lower } = reader;
  if (html[at] !== '<') {
    const end = upTo(html.indexOf('<', at), html);
    keepText(reader, html.slice(at, end));
    return end;
  }
  if (lower.startsWith('<!--', at)) return after(lower.indexOf('-->', at + 4), 3, html);
  const end = after(html.indexOf('>', at), 1, html);
  const tag = lower.slice(at, end);
  const name = /^<(\/?[a-z][a-z0-9]*)/.exec(tag)?.[1] ?? '';
  noteTag(reader, name, tag);
  return unread.has(name) ? after(lower.indexOf(`</${name}`, end), 0, html) : end;
}

const upTo = (found: number, html: string): number => (found === -1 ? html.length : found);
const after = (found: number, length: number, html: string): number => (found === -1 ? html.length : found + length);

function keepText({ facts, within }: Reader, piece: string): void {
  const words = piece.replaceAll(/\s+/g, ' ').trim();
  if (words === '') return;
  if (within) facts[within] = `${facts[within]} ${words}`.trim().slice(0, 300);
  if (within === 'title') return;
  facts.textLength += words.length;
  if (facts.text.length < keptText) facts.text += ` ${words}`.slice(0, keptText);
}

function noteTag(reader: Reader, name: string, tag: string): void {
  const { facts } = reader;
  if (name === 'title') reader.within = 'title';
  if (name === 'h1' && !reader.hadHeading) reader.within = 'heading';
  if (name === '/h1') reader.hadHeading = true;
  if (name === '/title' || name === '/h1' || name === 'body') reader.within = null;
  if (name === 'input' && /type\s*=\s*["']?password/.test(tag)) facts.asksForPassword = true;
  if (name === 'video' || name === 'audio' || (name === 'meta' && /og:(?:video|audio)/.test(tag)))
    facts.showsVideo = true;
  if (name === 'img' || name === 'picture' || (name === 'meta' && tag.includes('og:image'))) facts.showsPicture = true;
  if (name === 'meta' && /http-equiv\s*=\s*["']?refresh/.test(tag)) facts.refreshes = true;
  if (name === 'script') facts.hasScripts = true;
  if ((name === 'script' || name === 'iframe') && /captcha|turnstile|challenge/.test(tag)) facts.tellsRobots = true;
}
