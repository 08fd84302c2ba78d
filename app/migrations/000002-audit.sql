-- The record: one event for each change, written unchained in its own transaction, chained afterwards by one sealer.

CREATE SCHEMA audit;
GRANT USAGE ON SCHEMA audit TO suaka_app, suaka_node;

CREATE TABLE audit.event (
  id text PRIMARY KEY,
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  at timestamptz NOT NULL,
  organisation_id text,
  actor_kind text NOT NULL CHECK (actor_kind IN ('person', 'key', 'node', 'nobody')),
  actor_id text NOT NULL,
  verb text NOT NULL,
  thing text NOT NULL,
  facts jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX event_xid ON audit.event (xid);
CREATE INDEX event_thing ON audit.event (thing, at);
CREATE INDEX event_organisation ON audit.event (organisation_id, at);

-- The chain: seal n holds the hash of seal n-1 together with the event it seals.
CREATE TABLE audit.seal (
  number bigint PRIMARY KEY CHECK (number > 0),
  event_id text NOT NULL UNIQUE REFERENCES audit.event (id),
  hash bytea NOT NULL CHECK (octet_length(hash) = 32)
);

-- Below this transaction every event is sealed: where the sealer begins to look. A hint, not a truth.
CREATE TABLE audit.sealed_below (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  mark xid8 NOT NULL
);
INSERT INTO audit.sealed_below (mark) VALUES ('0');

-- Nothing in the record is changed or removed, whoever asks.
CREATE FUNCTION audit.refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the record is append-only: % on % is refused', TG_OP, TG_TABLE_NAME; END $$;
CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.event FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse();
CREATE TRIGGER seal_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.seal FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse();

ALTER TABLE audit.event ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit.event FORCE ROW LEVEL SECURITY;
CREATE POLICY event_of_organisation ON audit.event FOR SELECT TO suaka_app
  USING (organisation_id = runtime.organisation());
CREATE POLICY event_written ON audit.event FOR INSERT TO suaka_app
  WITH CHECK (organisation_id IS NULL OR organisation_id = runtime.organisation());
CREATE POLICY event_sealed ON audit.event FOR SELECT TO suaka_node USING (true);

GRANT SELECT, INSERT ON audit.event TO suaka_app;
GRANT SELECT ON audit.event TO suaka_node;
GRANT SELECT, INSERT ON audit.seal TO suaka_node;
GRANT SELECT, UPDATE ON audit.sealed_below TO suaka_node;
