// A process that imports made-up hashes and says how far it is, to be killed on the way. Started by crash.test.ts.
import { readConfiguration } from '../../../runtime/configuration.ts';
import { type ConnectionOptions, openDatabase } from '../../../runtime/database.ts';
import { House } from '../../../runtime/house.ts';
import { openLog } from '../../../runtime/log.ts';
import { callerOf, testStart } from '../../../testing/house.ts';
import { everything } from '../../testing.ts';
import { importFile } from '../index.ts';
import { hashOf, streamOf } from '../testing.ts';

export interface DoomedTask {
  connection: ConnectionOptions;
  organisationId: string;
  bankId: string;
  count: number;
}

export type DoomedWord = { linesRead: number } | { state: string };

const task: DoomedTask = JSON.parse(process.argv[2]!);
const log = openLog({ logLevel: 'silent' });
const database = openDatabase({ ...task.connection, max: 4 }, log);
const house = new House({
  configuration: readConfiguration({}),
  log,
  now: () => testStart,
  database,
  jobs: {} as never,
});
const say = (word: DoomedWord) => process.send!(word);

const lines = Array.from({ length: task.count }, (_, number) => `pdq ${hashOf(number)}\n`).join('');
const caller = callerOf(task.organisationId, everything);
const result = await importFile(house, caller, { bankId: task.bankId }, streamOf(lines), {
  onProgress: ({ linesRead }) => say({ linesRead }),
});
say({ state: result.state });
await database.close();
process.disconnect();
