// A made-up schema as it is written for reviewers. The text expected is one for all versions of PostgreSQL, so running
// this on 15 and on 18 shows that schema.sql does not depend on where it was made.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { PoolClient } from 'pg';
import { asOwner } from '../../app/src/runtime/database.ts';
import { openTestHouse, type TestHouse } from '../../app/src/testing/house.ts';
import { readCatalogue } from './catalogue.ts';
import { writeSchema } from './write.ts';

let made: TestHouse;
before(async () => {
  made = await openTestHouse();
});
after(() => made?.close());

/** What is written of the schema "made_up" after `statements`; nothing of them stays. */
async function written(statements: string): Promise<string> {
  let text = '';
  const read = async ({ client }: { client: PoolClient }) => {
    await client.query(`CREATE SCHEMA made_up; ${statements}`);
    text = writeSchema(await readCatalogue(client));
    throw new Error('undone');
  };
  await assert.rejects(asOwner(made.house.database, read), /^Error: undone$/);
  return /CREATE SCHEMA made_up[^]*?(?=\n-- =|$)/.exec(text)?.[0].trimEnd() ?? '';
}

test('a table stands with its columns, constraints, indexes, policies, triggers and grants', async () => {
  const text = await written(`
    GRANT USAGE ON SCHEMA made_up TO suaka_node, suaka_app;
    CREATE TABLE made_up.boat (id text PRIMARY KEY);
    CREATE TABLE made_up.trip (
      number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      boat_id text NOT NULL REFERENCES made_up.boat ON DELETE CASCADE,
      "from" text COLLATE "C" DEFAULT 'harbour',
      days integer CHECK (days > 0),
      hours integer GENERATED ALWAYS AS (days * 24) STORED,
      UNIQUE (boat_id, days)
    ) WITH (fillfactor = 70);
    CREATE INDEX trip_long ON made_up.trip (days DESC) WHERE days > 7;
    ALTER TABLE made_up.trip ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
    CREATE POLICY trip_seen ON made_up.trip FOR SELECT TO suaka_node, suaka_app USING (days < 9);
    CREATE POLICY trip_kept ON made_up.trip AS RESTRICTIVE TO PUBLIC USING (true) WITH CHECK (days < 5);
    CREATE TRIGGER trip_refused BEFORE DELETE ON made_up.trip FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse();
    GRANT UPDATE (days, "from"), SELECT, INSERT ON made_up.trip TO suaka_app;
    GRANT DELETE ON made_up.trip TO suaka_node WITH GRANT OPTION;`);
  assert.equal(
    text,
    `CREATE SCHEMA made_up;
GRANT USAGE ON SCHEMA made_up TO suaka_app;
GRANT USAGE ON SCHEMA made_up TO suaka_node;

CREATE TABLE made_up.boat (
  id text NOT NULL,
  CONSTRAINT boat_pkey PRIMARY KEY (id)
);

CREATE TABLE made_up.trip (
  number bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  boat_id text NOT NULL,
  "from" text COLLATE "C" DEFAULT 'harbour'::text,
  days integer,
  hours integer GENERATED ALWAYS AS ((days * 24)) STORED,
  CONSTRAINT trip_pkey PRIMARY KEY (number),
  CONSTRAINT trip_boat_id_days_key UNIQUE (boat_id, days),
  CONSTRAINT trip_boat_id_fkey FOREIGN KEY (boat_id) REFERENCES made_up.boat(id) ON DELETE CASCADE,
  CONSTRAINT trip_days_check CHECK ((days > 0))
) WITH (fillfactor=70);
CREATE INDEX trip_long ON made_up.trip USING btree (days DESC) WHERE (days > 7);
ALTER TABLE made_up.trip ENABLE ROW LEVEL SECURITY;
ALTER TABLE made_up.trip FORCE ROW LEVEL SECURITY;
CREATE POLICY trip_kept ON made_up.trip AS RESTRICTIVE FOR ALL TO PUBLIC
  USING (true)
  WITH CHECK ((days < 5));
CREATE POLICY trip_seen ON made_up.trip FOR SELECT TO suaka_app, suaka_node
  USING ((days < 9));
CREATE TRIGGER trip_refused BEFORE DELETE ON made_up.trip FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse();
GRANT SELECT, INSERT, UPDATE ("from", days) ON TABLE made_up.trip TO suaka_app;
GRANT DELETE ON TABLE made_up.trip TO suaka_node WITH GRANT OPTION;`,
  );
});

test('a view is written the same whether PostgreSQL names its one table before each column or not', async () => {
  const text = await written(`
    CREATE TABLE made_up.boat (id text PRIMARY KEY, name text);
    CREATE VIEW made_up.named WITH (security_invoker = true) AS
      SELECT b.name, count(*) AS boats FROM made_up.boat b
      WHERE b.name <> 'b.name'::text AND EXISTS (SELECT FROM made_up.boat o WHERE o.id > b.id) GROUP BY b.name;
    CREATE VIEW made_up.pair AS SELECT a.id, b.name FROM made_up.boat a JOIN made_up.boat b ON a.id < b.id;`);
  assert.match(
    text,
    /^CREATE VIEW made_up\.named WITH \(security_invoker=true\) AS\n SELECT name,\n {4}count\(\*\) AS boats$/m,
  );
  assert.match(text, /name <> 'b\.name'::text/);
  assert.match(text, /WHERE \(o\.id > b\.id\)/);
  assert.match(text, /^ {2}GROUP BY name;$/m);
  assert.match(text, /SELECT a\.id,\n {4}b\.name\n {3}FROM/);
});

test('names that newer versions quote and older ones do not are written without quotes', async () => {
  const text = await written('CREATE TABLE made_up.answer (json bytea CHECK (length(json) > 0), "order" text)');
  assert.match(
    text,
    /\(\n {2}json bytea,\n {2}"order" text,\n {2}CONSTRAINT answer_json_check CHECK \(\(length\(json\) > 0\)\)\n\)/,
  );
});

test('a function that not everyone may run says so', async () => {
  const text = await written(`
    CREATE FUNCTION made_up.one() RETURNS integer LANGUAGE sql RETURN 1;
    CREATE FUNCTION made_up.two(a text) RETURNS integer LANGUAGE sql SECURITY DEFINER RETURN 2;
    REVOKE EXECUTE ON FUNCTION made_up.two FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION made_up.two TO suaka_app;`);
  assert.match(text, /FUNCTION made_up\.one\(\)\n RETURNS integer\n LANGUAGE sql\nRETURN 1;\n\n/);
  assert.match(
    text,
    /SECURITY DEFINER\nRETURN 2;\nREVOKE EXECUTE ON FUNCTION made_up\.two\(a text\) FROM PUBLIC;\nGRANT EXECUTE/,
  );
});

for (const [what, statement] of [
  ['type', `CREATE TYPE made_up.kind AS ENUM ('a')`],
  ['sequence', `CREATE SEQUENCE made_up.count`],
  ['materialized view', `CREATE MATERIALIZED VIEW made_up.kept AS SELECT 1 AS a`],
  ['default privileges', `ALTER DEFAULT PRIVILEGES IN SCHEMA made_up GRANT SELECT ON TABLES TO suaka_app`],
] as const)
  test(`a ${what}, which is not written, is not left out in silence`, async () => {
    await assert.rejects(written(statement), new RegExp(`does not know how to write .*${what}`));
  });
