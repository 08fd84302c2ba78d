// The permission matrix over the verbs of this room: every role, every scope of a key, nobody, and another organisation.
import { testMatrix, verbsOf } from '../testing/matrix.ts';
import * as outside from './index.ts';
import { examples, openForMatrix } from './testing.ts';

testMatrix({ verbs: verbsOf(outside), examples, open: openForMatrix });
