// The platforms that reports name: their hosts, what people call them, and how addresses of accounts and groups look.
// A closed table: a new platform is a new line here. What is not in it stays a plain web address. The path forms and
// the limits on names are those the platforms document or show in their own links, as seen in 2025; none decides anything
// but whether two reports mean the same, and a form that is missing leaves a web address.
import type { Platform } from './platform.ts';
import { gamePlatforms } from './platforms-games.ts';
import { morePlatforms } from './platforms-more.ts';

const large: readonly Platform[] = [
  {
    code: 'instagram',
    name: 'Instagram',
    called: ['ig', 'insta', 'instagrem'],
    hosts: [['instagram.com', 'instagr.am']],
    names: '[a-z0-9._]{1,30}',
    reserved: ['p', 'reel', 'reels', 'tv', 'stories', 'explore', 'accounts', 'direct', 'about', 'legal', 'share', 'ar'],
    addresses: [
      ['instagram.com/{name}', '{name}', 'account'],
      ['instagram.com/{name}/reels', '{name}', 'account'],
      ['instagram.com/{name}/tagged', '{name}', 'account'],
      ['instagram.com/_u/{name}', '{name}', 'account'],
      ['instagram.com/stories/{name}', '{name}', 'account'],
    ],
    same: [
      ['instagram.com/reel/{code}', 'instagram.com/p/{code}'],
      ['instagram.com/reels/{code}', 'instagram.com/p/{code}'],
      ['instagram.com/tv/{code}', 'instagram.com/p/{code}'],
      ['instagram.com/{name}/p/{code}', 'instagram.com/p/{code}'],
      ['instagram.com/{name}/reel/{code}', 'instagram.com/p/{code}'],
      ['instagram.com/stories/{name}/{number}', 'instagram.com/stories/{name}/{number}'],
    ],
  },
  {
    code: 'facebook',
    name: 'Facebook',
    called: ['fb', 'fesbuk', 'facebok', 'efbe'],
    hosts: [['facebook.com', 'fb.com'], ['m.me'], ['fb.watch'], ['fb.me']],
    labels: ['web', 'mbasic', 'touch', 'free', 'id-id', 'en-gb', 'business'],
    // Facebook's help pages: neither capitals nor full stops tell names apart. An account's number works as its name.
    names: '[a-z0-9.]{2,60}',
    ignored: '.',
    reserved: (
      'groups pages events watch reel reels share story.php permalink.php photo.php photo profile.php people login ' +
      'marketplace gaming hashtag help sharer sharer.php video.php videos stories messages l.php login.php'
    ).split(' '),
    addresses: [
      ['facebook.com/{name}', '{name}', 'account'],
      ['facebook.com/{name}/about', '{name}', 'account'],
      ['facebook.com/{name}/photos', '{name}', 'account'],
      ['facebook.com/{name}/videos', '{name}', 'account'],
      ['facebook.com/profile.php?id={number}', '{number}', 'account'],
      ['facebook.com/people/{any}/{number}', '{number}', 'account'],
      ['facebook.com/messages/t/{name}', '{name}', 'account'],
      ['m.me/{name}', '{name}', 'account'],
      ['m.me/j/{code}', 'j/{code}', 'group'],
      ['facebook.com/groups/{name}', 'groups/{name}', 'group'],
    ],
    same: [
      ['facebook.com/reels/{number}', 'facebook.com/reel/{number}'],
      ['facebook.com/watch?v={number}', 'facebook.com/watch?v={number}'],
    ],
  },
  {
    code: 'tiktok',
    name: 'TikTok',
    called: ['tt', 'tik tok', 'toktok', 'tiktoker'],
    hosts: [['tiktok.com'], ['vt.tiktok.com'], ['vm.tiktok.com']],
    names: '[a-z0-9._]{2,24}',
    addresses: [
      ['tiktok.com/@{name}', '{name}', 'account'],
      ['tiktok.com/@{name}/live', '{name}', 'account'],
    ],
    same: [
      ['tiktok.com/@{name}/video/{number}', 'tiktok.com/@{name}/video/{number}'],
      ['tiktok.com/@{name}/photo/{number}', 'tiktok.com/@{name}/photo/{number}'],
    ],
  },
  {
    code: 'x',
    name: 'X',
    called: ['twitter', 'twit', 'twiter'],
    hosts: [['x.com', 'twitter.com'], ['t.co']],
    names: '[a-z0-9_]{1,15}',
    reserved:
      'i home explore search notifications messages settings login signup hashtag intent share compose tos privacy'.split(
        ' ',
      ),
    addresses: [
      ['x.com/{name}', '{name}', 'account'],
      ['x.com/@{name}', '{name}', 'account'],
      ['x.com/{name}/media', '{name}', 'account'],
      ['x.com/{name}/with_replies', '{name}', 'account'],
      ['x.com/intent/user?screen_name={name}', '{name}', 'account'],
      ['x.com/i/user/{number}', 'user/{number}', 'account'],
      ['x.com/i/communities/{number}', 'communities/{number}', 'group'],
    ],
    same: [
      ['x.com/{name}/status/{number}', 'x.com/{name}/status/{number}'],
      ['x.com/{name}/statuses/{number}', 'x.com/{name}/status/{number}'],
      ['x.com/{name}/status/{number}/photo/{number}', 'x.com/{name}/status/{number}'],
      ['x.com/{name}/status/{number}/video/{number}', 'x.com/{name}/status/{number}'],
    ],
  },
  {
    code: 'youtube',
    name: 'YouTube',
    called: ['yt', 'yutub', 'youtub'],
    hosts: [['youtube.com', 'youtube-nocookie.com'], ['youtu.be']],
    labels: ['music', 'gaming'],
    names: '[\\p{L}\\p{M}\\p{N}._·-]{3,30}',
    addresses: [
      ['youtube.com/@{name}', '{name}', 'account'],
      ['youtube.com/@{name}/videos', '{name}', 'account'],
      ['youtube.com/@{name}/shorts', '{name}', 'account'],
      ['youtube.com/@{name}/live', '{name}', 'account'],
      ['youtube.com/@{name}/streams', '{name}', 'account'],
      ['youtube.com/@{name}/community', '{name}', 'account'],
      ['youtube.com/@{name}/featured', '{name}', 'account'],
      ['youtube.com/channel/{code}', 'channel/{code}', 'account'],
      ['youtube.com/channel/{code}/videos', 'channel/{code}', 'account'],
      ['youtube.com/c/{name}', 'c/{name}', 'account'],
      ['youtube.com/user/{name}', 'user/{name}', 'account'],
    ],
    same: [
      ['youtu.be/{code}', 'youtube.com/watch?v={code}'],
      ['youtube.com/shorts/{code}', 'youtube.com/watch?v={code}'],
      ['youtube.com/live/{code}', 'youtube.com/watch?v={code}'],
      ['youtube.com/embed/{code}', 'youtube.com/watch?v={code}'],
      ['youtube.com/v/{code}', 'youtube.com/watch?v={code}'],
      ['youtube.com/watch?v={code}', 'youtube.com/watch?v={code}'],
    ],
  },
  {
    code: 'telegram',
    name: 'Telegram',
    called: ['tele', 'tg', 'telgram', 'telegrem'],
    hosts: [['t.me', 'telegram.me', 'telegram.dog'], ['web.telegram.org'], ['telegram.org']],
    names: '[a-z][a-z0-9_]{3,31}',
    phones: true,
    reserved:
      'joinchat addstickers addemoji addlist addtheme share proxy socks setlanguage login iv confirmphone boost'.split(
        ' ',
      ),
    addresses: [
      ['t.me/{name}', '{name}', 'account'],
      ['t.me/s/{name}', '{name}', 'account'],
      ['t.me/+{phone}', '{phone}', 'phone'],
      ['t.me/+{code}', '+{code}', 'group'],
      ['t.me/joinchat/{code}', '+{code}', 'group'],
      ['t.me/addlist/{code}', 'addlist/{code}', 'group'],
      ['t.me/c/{number}', 'c/{number}', 'group'],
      ['web.telegram.org/k/#@{name}', '{name}', 'account'],
      ['web.telegram.org/a/#@{name}', '{name}', 'account'],
      ['web.telegram.org/z/#@{name}', '{name}', 'account'],
    ],
    same: [
      ['t.me/s/{name}/{number}', 't.me/{name}/{number}'],
      ['t.me/{name}/{number}', 't.me/{name}/{number}'],
    ],
  },
  {
    code: 'whatsapp',
    name: 'WhatsApp',
    called: ['wa', 'whatsap', 'whatshap', 'watsap', 'wasap', 'whats app'],
    hosts: [['wa.me'], ['chat.whatsapp.com'], ['api.whatsapp.com', 'web.whatsapp.com'], ['whatsapp.com']],
    names: '[a-z0-9._]{3,35}',
    phones: true,
    addresses: [
      ['wa.me/{phone}', '{phone}', 'phone'],
      ['wa.me/c/{phone}', '{phone}', 'phone'],
      ['api.whatsapp.com/send?phone={phone}', '{phone}', 'phone'],
      ['chat.whatsapp.com/{code}', 'chat/{code}', 'group'],
      ['chat.whatsapp.com/invite/{code}', 'chat/{code}', 'group'],
      ['api.whatsapp.com/accept?code={code}', 'chat/{code}', 'group'],
      ['whatsapp.com/channel/{code}', 'channel/{code}', 'group'],
      ['wa.me/message/{code}', 'message/{code}', 'account'],
      ['wa.me/qr/{code}', 'qr/{code}', 'account'],
    ],
  },
  {
    code: 'discord',
    name: 'Discord',
    called: ['dc', 'disc', 'diskord'],
    hosts: [['discord.com', 'discordapp.com'], ['discord.gg'], ['cdn.discordapp.com']],
    labels: ['ptb', 'canary'],
    names: '[\\p{L}\\p{N}._]{2,32}(?:#[0-9]{4})?',
    addresses: [
      ['discord.gg/{code}', 'invite/{code}', 'group'],
      ['discord.gg/invite/{code}', 'invite/{code}', 'group'],
      ['discord.com/invite/{code}', 'invite/{code}', 'group'],
      ['discord.com/channels/{number}', 'server/{number}', 'group'],
      ['discord.com/users/{number}', 'user/{number}', 'account'],
    ],
  },
  {
    code: 'line',
    name: 'LINE',
    called: ['id line'],
    hosts: [['line.me'], ['page.line.me'], ['lin.ee'], ['liff.line.me']],
    names: '[a-z0-9._-]{2,30}',
    addresses: [
      ['line.me/ti/p/~{name}', '{name}', 'account'],
      ['line.me/R/ti/p/~{name}', '{name}', 'account'],
      ['line.me/R/ti/p/@{name}', 'official/{name}', 'account'],
      ['line.me/ti/p/@{name}', 'official/{name}', 'account'],
      ['page.line.me/{name}', 'official/{name}', 'account'],
      ['line.me/ti/p/{code}', 'p/{code}', 'account'],
      ['line.me/R/ti/p/{code}', 'p/{code}', 'account'],
      ['line.me/R/ti/g/{code}', 'g/{code}', 'group'],
      ['line.me/ti/g/{code}', 'g/{code}', 'group'],
      ['line.me/R/ti/g2/{code}', 'g2/{code}', 'group'],
      ['line.me/ti/g2/{code}', 'g2/{code}', 'group'],
    ],
  },
  {
    code: 'snapchat',
    name: 'Snapchat',
    called: ['snap', 'sc'],
    hosts: [['snapchat.com']],
    names: '[a-z][a-z0-9._-]{2,14}',
    addresses: [
      ['snapchat.com/add/{name}', '{name}', 'account'],
      ['snapchat.com/@{name}', '{name}', 'account'],
      ['snapchat.com/t/{code}', 't/{code}', 'account'],
    ],
  },
];

/** Every platform, large ones first. */
export const platforms: readonly Platform[] = [...large, ...morePlatforms, ...gamePlatforms];

const byCode = new Map(platforms.map((platform) => [platform.code, platform]));

/** The platform of a code, as an identifier carries it. */
export const platformOf = (code: string | null): Platform | undefined => (code === null ? undefined : byCode.get(code));
