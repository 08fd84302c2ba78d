-- Keys of encrypted fields. Nothing here opens anything without the master key, which is never in the database.

CREATE SCHEMA fields;
GRANT USAGE ON SCHEMA fields TO suaka_app, suaka_node;

-- Master keys by version, known by their fingerprint only: a wrong key is noticed at start.
CREATE TABLE fields.master_key (
  version integer PRIMARY KEY CHECK (version > 0),
  fingerprint bytea NOT NULL UNIQUE CHECK (octet_length(fingerprint) = 16),
  first_used_at timestamptz NOT NULL,
  -- Nothing is wrapped by it any more.
  retired_at timestamptz
);
GRANT SELECT, INSERT, UPDATE ON fields.master_key TO suaka_node;

-- The secret that blind indexes are derived from, wrapped by the master key: it stays when the master key is changed,
-- so that what is found by equality stays found.
CREATE TABLE fields.index_secret (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  key_version integer NOT NULL REFERENCES fields.master_key (version),
  wrapped bytea NOT NULL
);
GRANT SELECT, INSERT, UPDATE ON fields.index_secret TO suaka_node;

-- One data key a record, wrapped by the master key. Destroying it destroys the record's encrypted fields.
CREATE TABLE fields.record_key (
  record_id text PRIMARY KEY,
  organisation_id text NOT NULL CHECK (organisation_id <> ''),
  key_version integer NOT NULL REFERENCES fields.master_key (version),
  wrapped bytea NOT NULL
);
CREATE INDEX record_key_version ON fields.record_key (key_version);
ALTER TABLE fields.record_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE fields.record_key FORCE ROW LEVEL SECURITY;
CREATE POLICY record_key_of_organisation ON fields.record_key TO suaka_app
  USING (organisation_id = runtime.organisation());
CREATE POLICY record_key_rewrapped ON fields.record_key TO suaka_node USING (true);
GRANT SELECT, INSERT, DELETE ON fields.record_key TO suaka_app;
GRANT SELECT, UPDATE (key_version, wrapped) ON fields.record_key TO suaka_node;

-- Which records were erased: a restored backup destroys their keys again.
CREATE TABLE fields.erasure (
  record_id text PRIMARY KEY,
  organisation_id text NOT NULL CHECK (organisation_id <> ''),
  erased_at timestamptz NOT NULL
);
ALTER TABLE fields.erasure ENABLE ROW LEVEL SECURITY;
ALTER TABLE fields.erasure FORCE ROW LEVEL SECURITY;
CREATE POLICY erasure_of_organisation ON fields.erasure TO suaka_app
  USING (organisation_id = runtime.organisation());
GRANT SELECT, INSERT ON fields.erasure TO suaka_app;
