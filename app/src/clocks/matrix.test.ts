// The permission matrix over the verbs of clocks: every role, every scope of a key, nobody, and another organisation.
import { openAccess } from '../access/index.ts';
import { openTestHouse } from '../testing/house.ts';
import { testMatrix, verbsOf } from '../testing/matrix.ts';
import * as clocks from './index.ts';
import { examples } from './testing.ts';

testMatrix({
  verbs: verbsOf(clocks),
  examples,
  async open() {
    const made = await openTestHouse();
    await openAccess(made.house);
    return made;
  },
});
