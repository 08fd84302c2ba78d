// Someone with a text browser: reads a page, fills in its form, presses a button of it, and gets the next page. Keeps
// nothing between pages but the page itself.
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';

export class Reader {
  readonly #server: FastifyInstance;
  readonly #headers: Record<string, string>;
  /** The answer that is being read. */
  page!: LightMyRequestResponse;
  /** Every answer so far, with what was sent for it. */
  readonly visited: { url: string; payload: string; answer: LightMyRequestResponse }[] = [];
  readonly #remoteAddress: string;

  constructor(server: FastifyInstance, given: { headers?: Record<string, string>; remoteAddress?: string } = {}) {
    this.#server = server;
    this.#headers = { host: 'localhost', 'user-agent': 'Lynx/2.9', accept: 'text/html', ...given.headers };
    this.#remoteAddress = given.remoteAddress ?? '127.0.0.1';
  }

  get(url: string): Promise<string> {
    return this.#ask('GET', url, '');
  }

  /** Sends the page's form with these fields filled in, by the button `go` or, where none is named, by its first one. */
  press(go: string | null, fill: Record<string, string> = {}): Promise<string> {
    const { action, fields } = formIn(this.text);
    const sent = new URLSearchParams({ ...fields, ...fill, ...(go === null ? {} : { go }) });
    return this.#ask('POST', action, sent.toString());
  }

  /** Presses the button for the other language. */
  speak(language: 'id' | 'en', fill: Record<string, string> = {}): Promise<string> {
    return this.press(null, { ...fill, speak: language });
  }

  /** Sends once more what was sent last, as loading a page again does. */
  again(): Promise<string> {
    const { url, payload } = this.visited.at(-1)!;
    return this.#ask('POST', url, payload);
  }

  post(url: string, payload: string): Promise<string> {
    return this.#ask('POST', url, payload);
  }

  get text(): string {
    return this.page.body;
  }

  /** What is in the page's form, as it would be sent. */
  get fields(): Record<string, string> {
    return formIn(this.text).fields;
  }

  /** The nine words on the page; empty where it shows none. */
  get receipt(): string[] {
    const slip = /<ol class="slip-words">(.*?)<\/ol>/s.exec(this.text)?.[1] ?? '';
    return [...slip.matchAll(/<li>(.*?)<\/li>/g)].flatMap(([, line]) => line!.split(' '));
  }

  async #ask(method: 'GET' | 'POST', url: string, payload: string): Promise<string> {
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const { page } = this;
    this.page = await this.#server.inject({
      method,
      url,
      headers: { ...this.#headers, ...(method === 'POST' ? type : {}) },
      remoteAddress: this.#remoteAddress,
      ...(method === 'POST' ? { payload } : {}),
    });
    if (this.page === page) throw new Error('the same answer twice');
    this.visited.push({ url, payload, answer: this.page });
    return this.page.body;
  }
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const decoded = (text: string): string => text.replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name) => entities[name]!);

/** The first form of a page: where it is sent, and what it holds before anybody changes it. */
function formIn(text: string): { action: string; fields: Record<string, string> } {
  const [, action, body] = /<form[^>]* action="([^"]*)"[^>]*>(.*?)<\/form>/s.exec(text) ?? [];
  if (action === undefined || body === undefined)
    throw new Error(`there is no form on this page: ${text.slice(0, 2000)}`);
  const fields: Record<string, string> = {};
  for (const [tag] of body.matchAll(/<input[^>]*>/g)) {
    const [name, value, type] = ['name', 'value', 'type'].map((each) => attribute(tag, each));
    const chosen = type === 'radio' || type === 'checkbox' ? / checked/.test(tag) : true;
    if (name && chosen) fields[name] = value ?? '';
  }
  for (const [, opening, value] of body.matchAll(/<textarea([^>]*)>\n?(.*?)<\/textarea>/gs))
    fields[attribute(opening!, 'name')!] = decoded(value!);
  return { action, fields };
}

const attribute = (tag: string, name: string): string | undefined => {
  const [, value] = new RegExp(` ${name}="([^"]*)"`).exec(tag) ?? [];
  return value === undefined ? undefined : decoded(value);
};
