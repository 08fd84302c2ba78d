// Where a redirect may lead: paths on this server and nowhere else.

/** The path if it stays on this server, else `otherwise`. Browsers read a backslash as a slash and drop control characters. */
export function localPath(given: string, otherwise = '/desk'): string {
  return /^\/(?![/\\])[^\\\p{Cc}\s]*$/u.test(given) ? given : otherwise;
}
