// Links that open an application, such as tg://resolve?domain=nama, as the web addresses that mean the same. A closed
// list: every other scheme is refused. The forms are those that the applications' own pages use.

/** scheme, then the address as a template: what is in braces is taken from the link's query. */
const appLinks: readonly (readonly [link: string, web: string])[] = [
  ['tg://resolve?domain={1}', 't.me/{1}'],
  ['tg://resolve?phone={1}', 't.me/+{1}'],
  ['tg://join?invite={1}', 't.me/+{1}'],
  ['tg://addlist?slug={1}', 't.me/addlist/{1}'],
  ['whatsapp://send?phone={1}', 'wa.me/{1}'],
  ['whatsapp://chat?code={1}', 'chat.whatsapp.com/{1}'],
  ['instagram://user?username={1}', 'instagram.com/{1}'],
  ['twitter://user?screen_name={1}', 'x.com/{1}'],
  ['viber://chat?number={1}', 'viber.com/{1}'],
  ['fb://profile/', 'facebook.com/'],
  ['fb://group/', 'facebook.com/groups/'],
  ['line://ti/', 'line.me/ti/'],
  ['line://R/ti/', 'line.me/R/ti/'],
  ['snapchat://add/', 'snapchat.com/add/'],
  ['discord://discord.com/', 'discord.com/'],
  ['discord://-/invite/', 'discord.com/invite/'],
  ['sgnl://signal.me/', 'signal.me/'],
  ['sgnl://signal.group/', 'signal.group/'],
  ['steam://url/SteamIDPage/', 'steamcommunity.com/profiles/'],
  ['roblox://users/', 'roblox.com/users/'],
];

/** The schemes of those links, for finding them. */
export const appSchemes: readonly string[] = [...new Set(appLinks.map(([link]) => link.split(':', 1)[0] ?? ''))];

/** The web address that means the same as an application's link, or undefined. */
export function appLinkAsWeb(text: string): string | undefined {
  for (const [link, web] of appLinks) {
    const [start = '', parameter] = link.split('?', 2);
    if (!text.toLowerCase().startsWith(start.toLowerCase())) continue;
    const rest = text.slice(start.length);
    if (parameter === undefined) return `https://${web}${rest}`;
    const query = /^\/?\?([^#]*)/.exec(rest)?.[1];
    const value = query && new URLSearchParams(query).get(parameter.split('=', 1)[0] ?? '')?.trim();
    if (value)
      return `https://${web.replace('{1}', encodeURIComponent(value).replace(/^%2B/, '+'))}`.replace('/++', '/+');
  }
  return undefined;
}
