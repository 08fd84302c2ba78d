// The way that a removal takes, as a table.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { grounds } from '../states.ts';
import { hotlineOf, hotlines, hotlinesChecked, hotlinesSource } from './hotlines.ts';
import { procedureOf, procedures } from './procedures.ts';
import { routeOf, type RouteFacts } from './route.ts';

const lines = [{ country: 'NL' }, { country: 'US' }];
const usual: RouteFacts = {
  ground: 'child-sexual-exploitation',
  country: 'ID',
  ownCountry: 'ID',
  hotlines: lines,
  policeFirst: ['child-sexual-exploitation'],
  onPlatform: false,
};

const table: [what: string, facts: Partial<RouteFacts>, course: string, steps: string][] = [
  ['domestic', {}, 'domestic', 'police:must notice:should'],
  ['domestic, on a platform', { onPlatform: true }, 'domestic', 'police:must notice:should'],
  ['a country with a hotline', { country: 'NL' }, 'hotline', 'police:must hotline:should:NL notice:may'],
  ['a platform there', { country: 'US', onPlatform: true }, 'hotline', 'police:must notice:should hotline:should:US'],
  ['a country without one', { country: 'SC' }, 'direct', 'police:must notice:should'],
  ['a country that is not known', { country: null }, 'direct', 'police:must notice:should'],
  ['the own country has a hotline', { hotlines: [{ country: 'ID' }] }, 'domestic', 'police:must notice:should'],
  ['another own country', { ownCountry: 'NL', country: 'NL' }, 'domestic', 'police:must notice:should'],
  ['seen from there, ours is abroad', { ownCountry: 'NL', country: 'ID' }, 'direct', 'police:must notice:should'],
  ['no police first', { policeFirst: [] }, 'domestic', 'police:may notice:should'],
  [
    'no police first, hotline',
    { policeFirst: [], country: 'NL' },
    'hotline',
    'police:may hotline:should:NL notice:may',
  ],
  ['image-based abuse at home', { ground: 'image-based-sexual-abuse' }, 'domestic', 'police:may notice:should'],
  [
    'image-based abuse abroad',
    { ground: 'image-based-sexual-abuse', country: 'NL' },
    'direct',
    'police:may notice:should',
  ],
  ['extortion abroad', { ground: 'sexual-extortion', country: 'US' }, 'direct', 'police:may notice:should'],
];

for (const [what, facts, course, steps] of table)
  test(`route: ${what}`, () => {
    const route = routeOf({ ...usual, ...facts });
    assert.equal(route.course, course);
    const written = route.steps.map((step) => [step.step, step.necessity, 'country' in step ? step.country : null]);
    assert.equal(written.map((parts) => parts.filter(Boolean).join(':')).join(' '), steps);
  });

test('whatever is known, police come before a notice that they must know of, and a notice is never left out', () => {
  for (const ground of grounds)
    for (const country of ['ID', 'NL', 'US', 'SC', null])
      for (const onPlatform of [true, false]) {
        const { steps } = routeOf({ ...usual, ground, country, onPlatform });
        const at = (name: string) => steps.findIndex(({ step }) => step === name);
        assert.ok(at('notice') > at('police') && at('police') === 0, `${ground} ${country}`);
      }
});

test('hotlines and procedures are data with a source, and nobody relies on them unchecked', () => {
  assert.match(hotlinesSource, /^https:\/\//);
  assert.equal(hotlinesChecked, null);
  assert.equal(new Set(hotlines.map(({ country }) => country)).size, hotlines.length);
  for (const { country, reports } of hotlines) assert.match(`${country} ${reports}`, /^[A-Z]{2} https?:\/\//);
  assert.equal(hotlineOf('ID'), null);
  assert.equal(hotlineOf(null), null);
  for (const { source, recordedOn, checked } of procedures) {
    assert.match(source, /^https:\/\//);
    assert.match(recordedOn, /^20\d\d-/);
    assert.equal(checked, null);
  }
  assert.equal(procedureOf('ID').country, 'ID');
  assert.equal(procedureOf('NL').country, null);
});
