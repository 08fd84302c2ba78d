// More of the table in platforms.ts: games, where children are spoken to. Most know players by a number only.
import type { Platform } from './platform.ts';

const byNumber = (code: string, name: string, called: string[], names = '[0-9]{5,14}'): Platform => ({
  code,
  name,
  called,
  hosts: [],
  names,
  addresses: [],
});

export const gamePlatforms: readonly Platform[] = [
  {
    code: 'roblox',
    name: 'Roblox',
    called: ['rblx', 'roblok'],
    hosts: [['roblox.com'], ['ro.blox.com']],
    names: '[a-z0-9_]{3,20}',
    addresses: [
      ['roblox.com/users/{number}', 'users/{number}', 'account'],
      ['roblox.com/users/{number}/profile', 'users/{number}', 'account'],
      ['roblox.com/{locale}/users/{number}/profile', 'users/{number}', 'account'],
      ['roblox.com/groups/{number}', 'groups/{number}', 'group'],
      ['roblox.com/groups/{number}/{any}', 'groups/{number}', 'group'],
      ['roblox.com/communities/{number}', 'groups/{number}', 'group'],
      ['roblox.com/communities/{number}/{any}', 'groups/{number}', 'group'],
    ],
    same: [
      ['roblox.com/games/{number}', 'roblox.com/games/{number}'],
      ['roblox.com/games/{number}/{any}', 'roblox.com/games/{number}'],
    ],
  },
  {
    code: 'steam',
    name: 'Steam',
    called: [],
    hosts: [['steamcommunity.com'], ['s.team']],
    names: '[a-z0-9_-]{2,32}',
    addresses: [
      ['steamcommunity.com/id/{name}', '{name}', 'account'],
      ['steamcommunity.com/profiles/{number}', 'profiles/{number}', 'account'],
      ['steamcommunity.com/groups/{name}', 'groups/{name}', 'group'],
    ],
  },
  byNumber('mobilelegends', 'Mobile Legends', ['mobile legend', 'ml', 'mlbb'], '[0-9]{5,12}(?:/[0-9]{3,6})?'),
  byNumber('freefire', 'Free Fire', ['ff', 'epep', 'free fire max']),
  byNumber('pubgmobile', 'PUBG Mobile', ['pubg', 'pubgm']),
  byNumber('minecraft', 'Minecraft', ['mc'], '[a-z0-9_]{3,16}'),
  byNumber('fortnite', 'Fortnite', [], '[\\p{L}\\p{N}._-]{3,16}'),
  byNumber('playstation', 'PlayStation', ['psn', 'ps4', 'ps5'], '[a-z0-9_-]{3,16}'),
  byNumber('xbox', 'Xbox', [], '[a-z0-9_#-]{3,20}'),
];
