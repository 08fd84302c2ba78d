-- What a client says about a content beside its hashes: its own id for it, an address, and whatever else it keeps.
-- Any of them may lead to abuse material, so all are sealed under a key of their own; ending a content destroys the key.

CREATE TABLE recognise.description (
  -- The number of the content: hashes of one and the same file share it.
  content bigint PRIMARY KEY REFERENCES recognise.signal (number),
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  -- The record whose key seals the columns below.
  id text NOT NULL UNIQUE,
  content_id bytea,
  content_uri bytea,
  json bytea
);

ALTER TABLE recognise.description ENABLE ROW LEVEL SECURITY;
ALTER TABLE recognise.description FORCE ROW LEVEL SECURITY;
CREATE POLICY description_own ON recognise.description TO suaka_app
  USING (organisation_id = runtime.organisation()) WITH CHECK (organisation_id = runtime.organisation());
GRANT SELECT, INSERT, DELETE ON recognise.description TO suaka_app;
