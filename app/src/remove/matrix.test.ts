// The permission matrix over the verbs of this desk: every role, every scope of a key, nobody, and another organisation.
// Each part of the desk keeps its own examples.
import { testMatrix, verbsOf } from '../testing/matrix.ts';
import { examples as checks } from './checks/testing.ts';
import { examples as directory } from './directory/testing.ts';
import { examples as handOff } from './handoff/testing.ts';
import { examples as inbox } from './inbox/testing.ts';
import * as remove from './index.ts';
import { examples as locate } from './locate/testing.ts';
import { examples as notices } from './notice/testing.ts';
import { openRemoveHouse } from './testing.ts';
import { examples as transparency } from './transparency/testing.ts';

testMatrix({
  verbs: verbsOf(remove),
  examples: { ...checks, ...directory, ...handOff, ...inbox, ...locate, ...notices, ...transparency },
  open: () => openRemoveHouse(),
});
