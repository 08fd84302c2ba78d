-- Organisations: who runs a desk, or shares one. The wall between them is row-level security; a grant is a door in it.

CREATE SCHEMA access;
GRANT USAGE ON SCHEMA access TO suaka_app, suaka_node;

CREATE TABLE access.organisation (
  id text PRIMARY KEY,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  -- Made-up data to look around in: marked everywhere, and removable as a whole.
  demonstration boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL
);
ALTER TABLE access.organisation ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.organisation FORCE ROW LEVEL SECURITY;
-- Names of organisations on one server are known to each other: a grant has to name its partner.
CREATE POLICY organisation_known ON access.organisation FOR SELECT TO suaka_app USING (true);
CREATE POLICY organisation_itself ON access.organisation FOR UPDATE TO suaka_app USING (id = runtime.organisation());
CREATE POLICY organisation_node ON access.organisation FOR SELECT TO suaka_node USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON access.organisation TO suaka_app;
GRANT SELECT ON access.organisation TO suaka_node;

-- A grant lets another organisation use one thing of ours, such as match against a bank.
CREATE TABLE access.grant (
  id text PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  to_organisation_id text NOT NULL REFERENCES access.organisation (id) CHECK (to_organisation_id <> organisation_id),
  thing text NOT NULL,
  allows text NOT NULL CHECK (allows IN ('match', 'read')),
  -- Who agreed to what: the recorded agreement that the sharing stands on.
  agreement text NOT NULL CHECK (length(agreement) BETWEEN 1 AND 1000),
  granted_at timestamptz NOT NULL,
  revoked_at timestamptz
);
CREATE UNIQUE INDEX grant_once ON access.grant (thing, to_organisation_id, allows) WHERE revoked_at IS NULL;
CREATE INDEX grant_receiver ON access.grant (to_organisation_id, thing);
ALTER TABLE access.grant ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.grant FORCE ROW LEVEL SECURITY;
CREATE POLICY grant_given ON access.grant TO suaka_app USING (organisation_id = runtime.organisation());
CREATE POLICY grant_received ON access.grant FOR SELECT TO suaka_app USING (to_organisation_id = runtime.organisation());
GRANT SELECT, INSERT, UPDATE ON access.grant TO suaka_app;
