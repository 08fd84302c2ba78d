// What a page may link to. Every part with an href or an action passes it through here, so that a mistake elsewhere
// never becomes a link that runs script or leads away unseen.

/**
 * The address unchanged, if it stays on this server (`/path`, `?query`, `#part`) or is `https:`, `mailto:`, `tel:` or
 * `sms:`. Addresses of reported material are never links: show them with `verbatim`.
 * @throws RangeError for anything else, and for white space, control characters and backslashes, which browsers
 *   remove or turn into slashes while reading an address (WHATWG URL 4.4).
 */
export function address(href: string): string {
  if (/^(\/(?!\/)|[?#]|https:\/\/|mailto:|tel:|sms:)/.test(href) && !/[\p{Cc}\s\\]/u.test(href)) return href;
  throw new RangeError(
    `"${href}" is no address to link to: expected /path, ?query, #part, https:, mailto:, tel:, sms:`,
  );
}
