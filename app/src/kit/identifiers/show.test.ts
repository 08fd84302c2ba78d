// What is shown can be read back to the same, for every platform's every form and for anything that is found in random
// text; and nothing that is shown is an address any more.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  defang,
  displayKind,
  findIdentifiers,
  type Identifier,
  platforms,
  platformName,
  readIdentifier,
} from './index.ts';
import { type Draw, drawFrom, drawText, oneOf, printedSeed } from './testing.ts';

const seed = printedSeed();
const read = (text: string): Identifier | undefined => {
  const reading = readIdentifier(text);
  return reading.ok ? reading.identifier : undefined;
};

/** Shown and read, it is the same; its value read is the same value; and a second time changes nothing. */
function isStable(identifier: Identifier, from: string): void {
  const where = `from ${JSON.stringify(from)}, seed ${seed}`;
  assert.deepEqual(read(defang(identifier)), identifier, `${defang(identifier)} ${where}`);
  const again = read(identifier.value);
  assert.deepEqual([again?.kind, again?.value], [identifier.kind, identifier.value], where);
  // A number's value does not say which platform it was named with; every other value does.
  if (identifier.kind !== 'phone') assert.equal(again?.platform, identifier.platform, where);
}

test('addresses, accounts, numbers and groups are shown as people know them', () => {
  const shown: [line: string, shown: string, kind: string][] = [
    ['https://contoh.example/jalan?a=1', 'hxxps://contoh[.]example/jalan?a=1', 'url'],
    ['http://sub.contoh.example:8443', 'hxxps://sub[.]contoh[.]example:8443', 'url'],
    ['http://[2001:db8::1]/a', 'hxxps://[2001:db8::1]/a', 'url'],
    ['bit.ly/AbC', 'hxxps://bit[.]ly/AbC', 'short-link'],
    ['vt.tiktok.com/ZSabc', 'hxxps://vt[.]tiktok[.]com/ZSabc', 'short-link'],
    [`${'a'.repeat(56)}.onion`, `hxxps://${'a'.repeat(56)}[.]onion`, 'onion'],
    ['ig: nama.satu', 'instagram: @nama.satu', 'account'],
    ['roblox.com/users/123/profile', 'roblox: users/123', 'account'],
    ['t.me/+AbCdEfGhIjKl', 'telegram: +AbCdEfGhIjKl', 'group'],
    ['nama@contoh.example', 'email: nama[at]contoh[.]example', 'email'],
    ['0811-0000-1234', '+62 811 0000 1234', 'phone'],
    ['wa.me/6281100001234', 'whatsapp: +62 811 0000 1234', 'phone'],
  ];
  for (const [line, expected, kind] of shown) {
    const identifier = read(line)!;
    assert.equal(defang(identifier), expected);
    assert.equal(displayKind(identifier), kind);
    isStable(identifier, line);
  }
});

test('a platform has its own name, and no platform has none', () => {
  assert.equal(platformName('whatsapp'), 'WhatsApp');
  assert.equal(platformName(null), null);
  assert.equal(platformName('unknown'), null);
});

/** Something made up for each variable of a template. */
function fillIn(draw: Draw, template: string, name: string): string {
  const made: Record<string, () => string> = {
    name: () => (draw(2) ? name : name.toUpperCase()),
    code: () => `AbC${draw(1e6)}dEf${draw(1e6)}`,
    word: () => oneOf(draw, ['abc12', 'ABC12']),
    number: () => String(1 + draw(1e9)),
    phone: () => `${oneOf(draw, ['', '+'])}628110000${1000 + draw(9000)}`,
    locale: () => oneOf(draw, ['id', 'en']),
    any: () => 'Apa-Saja',
  };
  return template.replace(/\{([a-z]+)\}/g, (_, variable: string) => made[variable]!());
}

/** Names that one platform or another takes. */
const names = [
  'nama_satu',
  'namasatu',
  'nama.satu',
  'nama.contoh.example',
  'nama_satu.01',
  '123456789',
  'abcdef01',
  'nama@contoh.example',
];
const nameOn = (code: string) => names.find((name) => read(`${code}: ${name}`)?.value === `${code}:${name}`);

test('every address of every platform is read as what its rule says, and shown so that it is read back', () => {
  const draw = drawFrom(seed);
  for (const platform of platforms)
    for (const [template, , kind] of platform.addresses) {
      const address = fillIn(draw, template, nameOn(platform.code) ?? 'nama_satu');
      for (const line of [address, `https://www.${address}`, `http://${address}`]) {
        const identifier = read(line);
        assert.deepEqual([identifier?.platform, identifier?.kind], [platform.code, kind], `${line}, seed ${seed}`);
        isStable(identifier!, line);
      }
    }
});

test('every platform that has accounts takes a name that is typed after what people call it', () => {
  for (const { code, called, name, names: pattern } of platforms) {
    if (pattern === '(?!)') continue;
    const account = nameOn(code);
    assert.ok(account, `no name for ${code}`);
    for (const word of [code, name, ...called])
      assert.deepEqual(read(`${word}: ${account}`)?.value, `${code}:${account}`, `${word}: ${account}`);
  }
});

test('addresses of the same thing are one address', () => {
  const draw = drawFrom(seed);
  for (const platform of platforms)
    for (const [from] of platform.same ?? []) {
      const address = fillIn(draw, from, nameOn(platform.code) ?? 'nama_satu');
      const identifier = read(`https://m.${address}/`);
      assert.deepEqual([identifier?.platform, identifier?.kind], [platform.code, 'url'], address);
      isStable(identifier!, address);
    }
});

test('whatever is found in random text is stable, and nothing makes reading fail', () => {
  const draw = drawFrom(seed);
  let found = 0;
  for (let round = 0; round < 8000; round += 1) {
    const text = drawText(draw, 14);
    for (const identifier of [read(text), ...findIdentifiers(text)]) {
      if (!identifier) continue;
      found += 1;
      isStable(identifier, text);
    }
  }
  assert.ok(found > 1500, `only ${found} found, seed ${seed}`);
});

test('nothing that is shown is an address that a program would open', () => {
  const draw = drawFrom(seed);
  for (let round = 0; round < 5000; round += 1)
    for (const identifier of findIdentifiers(drawText(draw, 14))) {
      const shown = defang(identifier);
      assert.doesNotMatch(shown, /^(?:https?|tg|whatsapp|mailto|tel|javascript|data|file):\S/i, shown);
      if (identifier.kind !== 'url') continue;
      assert.ok(!URL.canParse(shown) || new URL(shown).protocol === 'hxxps:', shown);
      assert.doesNotMatch(shown.split('/')[2]!, /[a-z0-9]\.[a-z0-9]/, shown);
      // Plain ASCII: no letter of another script stands for one that it looks like.
      assert.match(identifier.value, /^https:\/\/[!-~]+$/);
    }
});
