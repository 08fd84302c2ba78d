// app/schema.sql: the schema that all migrations together come to, written for reviewers. With --check it writes nothing
// and fails if the kept file differs. Uses SUAKA_TEST_DATABASE when set, else a PostgreSQL of its own.
import './node-version.mjs';
import { asOwner } from '../app/src/runtime/database.ts';
import { openTestHouse } from '../app/src/testing/house.ts';
import { keepGenerated } from './generated.ts';
import { runScript } from './project.ts';
import { readCatalogue } from './schema/catalogue.ts';
import { writeSchema } from './schema/write.ts';

await runScript(async () => {
  const made = await openTestHouse();
  try {
    const catalogue = await asOwner(made.house.database, ({ client }) => readCatalogue(client));
    await keepGenerated('app/schema.sql', writeSchema(catalogue));
  } finally {
    await made.close();
  }
});
