// The table of platforms holds together: nothing stands in it twice, and every form can be written and read.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { platforms } from './index.ts';

const repeated = (all: string[]) => all.filter((one, place) => all.indexOf(one) !== place);

test('codes are plain words, and codes, hosts and what people call a platform stand for one', () => {
  for (const { code } of platforms) assert.match(code, /^[a-z]{1,20}$/);
  assert.deepEqual(repeated(platforms.map(({ code }) => code)), []);
  assert.deepEqual(repeated(platforms.flatMap(({ hosts }) => hosts.flat())), []);
  const called = platforms.map(({ code, name, called }) => [...new Set([code, name.toLowerCase(), ...called])]);
  assert.deepEqual(repeated(called.flat()), []);
  for (const word of called.flat()) assert.match(word, /^[a-z0-9.-]+(?: [a-z0-9]+){0,2}$/);
});

test('every address stands on a host of its platform, the one that is kept', () => {
  for (const { code, hosts, addresses, same } of platforms) {
    const kept = hosts.map(([host]) => host);
    const templates = [...addresses.map(([template]) => template), ...(same ?? []).flat()];
    for (const template of templates) assert.ok(kept.includes(template.split('/', 1)[0]), `${code}: ${template}`);
  }
});

test('what a form writes was in the address, and two kinds never share a form', () => {
  for (const { code, addresses } of platforms) {
    const kinds = new Map<string, string>();
    for (const [template, form, kind] of addresses) {
      for (const [variable] of form.matchAll(/\{[a-z]+\}/g))
        assert.ok(template.includes(variable), `${code}: ${template}`);
      assert.equal(kinds.get(form) ?? kind, kind, `${code}: ${form}`);
      kinds.set(form, kind);
    }
  }
});

test('addresses of the same thing lead to a form that stays what it is', () => {
  for (const { code, same } of platforms)
    for (const [, to] of same ?? []) {
      const after = same?.find(([from]) => from === to);
      assert.ok(!after || after[1] === to, `${code}: ${to}`);
    }
});
