// Vantage points: what two countries see rests on two lines, not on one with two names.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callerOf } from '../../../testing/house.ts';
import { call } from '../../../verbs/verb.ts';
import { openCheckHouse } from '../testing.ts';
import { addVantage, retireVantage } from './verbs.ts';

test('a proxy stands in one place only', async () => {
  const made = await openCheckHouse();
  try {
    const supervisor = callerOf(made.organisationId, ['remove.supervise']);
    const add = (country: string, network: number, proxy: string) =>
      call(made.house, addVantage, supervisor, { name: `Titik ${country}`, proxy, network, country });
    const { id } = await add('ID', 64_496, 'https://jalur:rahasia@proxy-rekaan.example:8443');
    const again = add('SG', 64_497, 'https://jalur:rahasia@PROXY-rekaan.example:8443/');
    await assert.rejects(again, { code: 'proxy-taken' });
    await add('SG', 64_497, 'https://jalur-sg:rahasia@proxy-rekaan.example:8443');
    await call(made.house, retireVantage, supervisor, { id });
    await add('MY', 64_498, 'https://jalur:rahasia@proxy-rekaan.example:8443');
  } finally {
    await made.close();
  }
});
