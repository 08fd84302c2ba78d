// The suite over every implementation in Node. What a browser makes of it: browser.test.ts.

import { describe, test } from 'node:test';
import * as kernel from '@suaka/pdq';
import * as reference from '@suaka/pdq/reference';
import { agreementCases } from '../suite/agreement.ts';
import { cases } from '../suite/cases.ts';

const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 32));

for (const [name, implementation] of Object.entries({ kernel, reference })) {
  describe(name, () => {
    for (const { name, run } of cases) test(name, () => run(implementation));
  });
}

describe(`kernel, random pictures of SEED=${seed}`, () => {
  for (const { name, run } of agreementCases(seed)) test(name, () => run(kernel));
});
