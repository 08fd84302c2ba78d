-- The floor every room stands on: who the application is in the database, in which organisation it works, what changed.

GRANT USAGE ON SCHEMA runtime TO suaka_app, suaka_node;

-- The organisation of the running transaction; '' outside any. Policies compare with it.
CREATE FUNCTION runtime.organisation() RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(current_setting('suaka.organisation', true), '');

-- Change rows: which thing of which topic changed, and in which transaction. Content is looked up by the reader.
CREATE TABLE runtime.change (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  topic text NOT NULL,
  thing text NOT NULL,
  at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX change_topic_xid ON runtime.change (topic, xid);
GRANT INSERT ON runtime.change TO suaka_app;
GRANT SELECT, DELETE ON runtime.change TO suaka_node;
