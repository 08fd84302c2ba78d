// The checked-in kernel belongs to its source.

import { test } from 'node:test';
import { checkKernel } from './build.ts';

test('the checked-in kernel is what its source compiles to', checkKernel);
