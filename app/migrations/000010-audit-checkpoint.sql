-- Signed checkpoints of the record: what was noted elsewhere proves later that the record still runs through it.

-- The public keys that checkpoints were signed with. The private one is in no table: it follows from the desk's secrets.
CREATE TABLE audit.signing_key (
  -- SHA-256 of the key.
  fingerprint bytea PRIMARY KEY CHECK (octet_length(fingerprint) = 32),
  public_key bytea NOT NULL UNIQUE CHECK (octet_length(public_key) = 32),
  first_used_at timestamptz NOT NULL
);

CREATE TABLE audit.checkpoint (
  number bigint PRIMARY KEY CHECK (number > 0),
  -- The last seal at that moment, and its hash.
  seal_number bigint NOT NULL UNIQUE REFERENCES audit.seal (number),
  head bytea NOT NULL CHECK (octet_length(head) = 32),
  at timestamptz NOT NULL,
  key_fingerprint bytea NOT NULL REFERENCES audit.signing_key (fingerprint),
  signature bytea NOT NULL CHECK (octet_length(signature) = 64)
);

CREATE TRIGGER signing_key_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.signing_key FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse();
CREATE TRIGGER checkpoint_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.checkpoint FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse();

-- They hold numbers and hashes of the whole server's record, and belong to no organisation.
GRANT SELECT, INSERT ON audit.signing_key, audit.checkpoint TO suaka_node;
GRANT SELECT ON audit.signing_key, audit.checkpoint TO suaka_app;
