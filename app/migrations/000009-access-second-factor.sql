-- The second factor behind passwords, and the lock after too many failures.

-- The secret that a person's authenticator app shares with the desk. Passkeys need none of it.
CREATE TABLE access.second_factor (
  person_id text PRIMARY KEY REFERENCES access.person (id) ON DELETE CASCADE,
  organisation_id text NOT NULL,
  -- Encrypted under the person's key.
  secret bytea NOT NULL,
  begun_at timestamptz NOT NULL,
  -- Empty until a first code showed that the app holds the secret: before that nothing asks for it.
  confirmed_at timestamptz,
  -- The 30-second step of the last code that was used: a code works once.
  last_step bigint NOT NULL DEFAULT 0
);
ALTER TABLE access.second_factor ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.second_factor FORCE ROW LEVEL SECURITY;
CREATE POLICY second_factor_of_organisation ON access.second_factor TO suaka_app
  USING (organisation_id = runtime.organisation());
CREATE POLICY second_factor_found ON access.second_factor FOR SELECT TO suaka_node USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON access.second_factor TO suaka_app;
GRANT SELECT (person_id, confirmed_at) ON access.second_factor TO suaka_node;

-- For a lost app: each signs in once. HMAC under a key outside the database.
CREATE TABLE access.recovery_code (
  person_id text NOT NULL REFERENCES access.second_factor (person_id) ON DELETE CASCADE,
  organisation_id text NOT NULL,
  code_hash bytea NOT NULL,
  used_at timestamptz,
  PRIMARY KEY (person_id, code_hash)
);
ALTER TABLE access.recovery_code ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.recovery_code FORCE ROW LEVEL SECURITY;
CREATE POLICY recovery_code_of_organisation ON access.recovery_code TO suaka_app
  USING (organisation_id = runtime.organisation());
GRANT SELECT, INSERT, DELETE, UPDATE (used_at) ON access.recovery_code TO suaka_app;

-- Whether everyone who signs in with a password needs a second factor.
ALTER TABLE access.organisation ADD COLUMN second_factor_required boolean NOT NULL DEFAULT false;
GRANT UPDATE (second_factor_required) ON access.organisation TO suaka_app;

-- After so many failures in a row the password opens nothing until an administrator unlocks it or a link sets a new one.
ALTER TABLE access.person ADD COLUMN password_locked_at timestamptz;

-- Pauses between attempts, for every address that is tried, whether or not an account has it: so that neither the
-- answers nor a restart tell which do. By the same keyed hash of the address as `person.email_blind`.
ALTER TABLE access.person DROP COLUMN paused_until;
CREATE TABLE access.attempt (
  address_hash bytea PRIMARY KEY,
  failures integer NOT NULL CHECK (failures >= 0),
  at timestamptz NOT NULL
);
CREATE INDEX attempt_age ON access.attempt (at);
GRANT SELECT, INSERT, UPDATE, DELETE ON access.attempt TO suaka_node;
GRANT SELECT (address_hash), DELETE ON access.attempt TO suaka_app;
COMMENT ON TABLE access.attempt IS 'not in backups: pauses last minutes, and who guessed at what is nobody''s to keep';
