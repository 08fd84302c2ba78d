-- People, how they sign in, their sessions; keys of programs; the one row that says the desk was set up.
-- Before anyone is known, the process itself (suaka_node) finds a session, a key or an account; it sees only the columns
-- that it needs for that, and nothing that is encrypted.

ALTER TABLE access.organisation ADD CHECK (id <> '');

-- A founder works inside the organisation that is being made; made-up ones can be removed again.
CREATE POLICY organisation_founded ON access.organisation FOR INSERT TO suaka_app WITH CHECK (id = runtime.organisation());
CREATE POLICY organisation_removed ON access.organisation FOR DELETE TO suaka_app
  USING (id = runtime.organisation() AND demonstration);
REVOKE UPDATE ON access.organisation FROM suaka_app;
GRANT UPDATE (name) ON access.organisation TO suaka_app;
CREATE UNIQUE INDEX organisation_one_demonstration ON access.organisation (demonstration) WHERE demonstration;

-- Whether the transaction works in made-up data: only there may desks delete what otherwise stays.
CREATE FUNCTION access.in_demonstration() RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN EXISTS (SELECT FROM access.organisation o WHERE o.id = runtime.organisation() AND o.demonstration);

CREATE TABLE access.setup (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  at timestamptz NOT NULL
);
GRANT SELECT, INSERT ON access.setup TO suaka_app;

CREATE TABLE access.person (
  id text PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  -- Encrypted under the person's key.
  name bytea NOT NULL,
  email bytea NOT NULL,
  -- Who signs in is found by this; one account an address on the whole server.
  email_blind bytea NOT NULL UNIQUE,
  roles text[] NOT NULL CHECK (roles <@ ARRAY['administrator', 'supervisor', 'curator', 'analyst', 'auditor']),
  -- argon2id in PHC form; null until the person has chosen one.
  password text,
  failed_sign_ins integer NOT NULL DEFAULT 0,
  paused_until timestamptz,
  added_at timestamptz NOT NULL,
  disabled_at timestamptz
);
CREATE INDEX person_organisation ON access.person (organisation_id);
ALTER TABLE access.person ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.person FORCE ROW LEVEL SECURITY;
CREATE POLICY person_of_organisation ON access.person TO suaka_app USING (organisation_id = runtime.organisation());
CREATE POLICY person_found ON access.person FOR SELECT TO suaka_node USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON access.person TO suaka_app;
GRANT SELECT (id, organisation_id, email_blind, roles, password, failed_sign_ins, paused_until, disabled_at)
  ON access.person TO suaka_node;

-- A one-time link with which a person chooses a password; at most one a person.
CREATE TABLE access.password_link (
  person_id text PRIMARY KEY REFERENCES access.person (id) ON DELETE CASCADE,
  organisation_id text NOT NULL,
  token_hash bytea NOT NULL UNIQUE,
  expires_at timestamptz NOT NULL
);
ALTER TABLE access.password_link ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.password_link FORCE ROW LEVEL SECURITY;
CREATE POLICY password_link_of_organisation ON access.password_link TO suaka_app
  USING (organisation_id = runtime.organisation());
CREATE POLICY password_link_found ON access.password_link FOR SELECT TO suaka_node USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON access.password_link TO suaka_app;
GRANT SELECT ON access.password_link TO suaka_node;

CREATE TABLE access.passkey (
  id text PRIMARY KEY,
  organisation_id text NOT NULL,
  person_id text NOT NULL REFERENCES access.person (id) ON DELETE CASCADE,
  credential_id text NOT NULL UNIQUE,
  public_key bytea NOT NULL,
  -- Signature counter; 0 for authenticators that keep none.
  counter bigint NOT NULL,
  transports text[] NOT NULL,
  -- Whether it is kept in step across the person's devices.
  synced boolean NOT NULL,
  added_at timestamptz NOT NULL,
  used_at timestamptz
);
CREATE INDEX passkey_person ON access.passkey (person_id);
ALTER TABLE access.passkey ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.passkey FORCE ROW LEVEL SECURITY;
CREATE POLICY passkey_of_organisation ON access.passkey TO suaka_app USING (organisation_id = runtime.organisation());
CREATE POLICY passkey_found ON access.passkey FOR SELECT TO suaka_node USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON access.passkey TO suaka_app;
GRANT SELECT ON access.passkey TO suaka_node;

-- Challenges of passkeys that were answered: each is good for one sign-in, on any node.
CREATE TABLE access.spent_challenge (
  hash bytea PRIMARY KEY,
  expires_at timestamptz NOT NULL
);
CREATE INDEX spent_challenge_expiry ON access.spent_challenge (expires_at);
GRANT SELECT, INSERT, DELETE ON access.spent_challenge TO suaka_app;

CREATE TABLE access.session (
  id text PRIMARY KEY,
  organisation_id text NOT NULL,
  person_id text NOT NULL REFERENCES access.person (id) ON DELETE CASCADE,
  token_hash bytea NOT NULL UNIQUE,
  signed_in_with text NOT NULL CHECK (signed_in_with IN ('password', 'passkey', 'set-up', 'look-around')),
  started_at timestamptz NOT NULL,
  seen_at timestamptz NOT NULL
);
CREATE INDEX session_person ON access.session (person_id);
ALTER TABLE access.session ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.session FORCE ROW LEVEL SECURITY;
CREATE POLICY session_of_organisation ON access.session TO suaka_app USING (organisation_id = runtime.organisation());
CREATE POLICY session_found ON access.session TO suaka_node USING (true);
GRANT SELECT, INSERT, DELETE ON access.session TO suaka_app;
GRANT SELECT, UPDATE (seen_at), DELETE ON access.session TO suaka_node;

CREATE TABLE access.api_key (
  id text PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  -- What uses it, such as "Upload queue"; never a person's name.
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  secret_hash bytea NOT NULL,
  scopes text[] NOT NULL CHECK (cardinality(scopes) > 0 AND scopes <@ ARRAY['match', 'curate', 'verdict']),
  requests_a_minute integer NOT NULL CHECK (requests_a_minute BETWEEN 1 AND 1000000),
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  expires_at timestamptz,
  -- The day only: a time would say who worked when.
  last_used_on date,
  revoked_at timestamptz
);
CREATE INDEX api_key_organisation ON access.api_key (organisation_id);
ALTER TABLE access.api_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.api_key FORCE ROW LEVEL SECURITY;
CREATE POLICY api_key_of_organisation ON access.api_key TO suaka_app USING (organisation_id = runtime.organisation());
CREATE POLICY api_key_found ON access.api_key TO suaka_node USING (true);
GRANT SELECT, INSERT, DELETE, UPDATE (revoked_at) ON access.api_key TO suaka_app;
GRANT SELECT, UPDATE (last_used_on) ON access.api_key TO suaka_node;

-- What a desk may not delete, it may still clear away with its made-up organisation.
CREATE POLICY person_kept ON access.person AS RESTRICTIVE FOR DELETE TO suaka_app USING (access.in_demonstration());
CREATE POLICY api_key_kept ON access.api_key AS RESTRICTIVE FOR DELETE TO suaka_app USING (access.in_demonstration());
CREATE POLICY grant_kept ON access.grant AS RESTRICTIVE FOR DELETE TO suaka_app USING (access.in_demonstration());
GRANT DELETE ON access.grant TO suaka_app;

-- An agreement is ended, never reworded.
REVOKE UPDATE ON access.grant FROM suaka_app;
GRANT UPDATE (revoked_at) ON access.grant TO suaka_app;

-- Whether the owner of a thing lets our organisation use it so. The owner is asked for: a grant of someone else's thing
-- opens nothing.
CREATE FUNCTION access.granted(thing_id text, owner_id text, use text) RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN EXISTS (SELECT FROM access.grant g WHERE g.thing = thing_id AND g.organisation_id = owner_id AND g.allows = use
    AND g.to_organisation_id = runtime.organisation() AND g.revoked_at IS NULL);

-- Answers to changes that programs asked for under an Idempotency-Key: asked again, they get the same answer.

CREATE TABLE access.answered_request (
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  caller_id text NOT NULL,
  -- HMAC of the key that the program chose, and of what it asked for under it.
  key_hash bytea NOT NULL,
  request_hash bytea NOT NULL,
  begun_at timestamptz NOT NULL,
  -- Empty while the first request is under way, or when the process died in the middle of it.
  status smallint,
  content_type text,
  body text,
  PRIMARY KEY (caller_id, key_hash)
);
CREATE INDEX answered_request_age ON access.answered_request (begun_at);
ALTER TABLE access.answered_request ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.answered_request FORCE ROW LEVEL SECURITY;
CREATE POLICY answered_request_own ON access.answered_request TO suaka_app
  USING (organisation_id = runtime.organisation()) WITH CHECK (organisation_id = runtime.organisation());
CREATE POLICY answered_request_node ON access.answered_request TO suaka_node USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON access.answered_request TO suaka_app;
GRANT SELECT, DELETE ON access.answered_request TO suaka_node;
