-- What is told in public of removals: figures that are published once, and salted commitments to every statutory notice in
-- padded daily batches. Both are only ever added to.

-- One batch a day, chained to the one before.
CREATE TABLE remove.batch (
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  number integer NOT NULL CHECK (number >= 1),
  day date NOT NULL,
  -- Padded, so that it tells nothing exact of how many notices a day had.
  size integer NOT NULL CHECK (size >= 32 AND size % 32 = 0),
  -- SHA-256 over the root of the batch before, its own number and day, and the commitments in their order.
  root bytea NOT NULL CHECK (octet_length(root) = 32),
  -- Ed25519, with the desk's key, in hexadecimal digits.
  signature text NOT NULL CHECK (signature ~ '^[0-9a-f]{128}$'),
  public_key text NOT NULL CHECK (public_key ~ '^[0-9a-f]{64}$'),
  -- The salts of its padding by place: JSON, sealed. An oversight body can be shown that padding stands for nothing.
  salts bytea,
  made_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, number),
  UNIQUE (organisation_id, day)
);

CREATE TABLE remove.commitment (
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  batch integer NOT NULL,
  -- Its place in the batch, by the order of the commitments themselves: it tells nothing of when in the day.
  place integer NOT NULL CHECK (place >= 1),
  commitment bytea NOT NULL CHECK (octet_length(commitment) = 32),
  -- The notice it is of; null for padding. Never published.
  notice_id text UNIQUE REFERENCES remove.notice (id),
  PRIMARY KEY (organisation_id, batch, place),
  FOREIGN KEY (organisation_id, batch) REFERENCES remove.batch (organisation_id, number)
);

-- The figures of a closed period as they were published: small numbers are taken out before they are stored here.
CREATE TABLE remove.publication (
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  from_day date NOT NULL,
  to_day date NOT NULL CHECK (to_day > from_day),
  made_at timestamptz NOT NULL,
  -- Not jsonb: it stays as it was written, the order of its rows included.
  figures json NOT NULL,
  PRIMARY KEY (organisation_id, from_day)
);

-- A disclosure of the log to an oversight body: asked for by one person, let go by another.
CREATE TABLE remove.disclosure (
  id text PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  from_day date NOT NULL,
  to_day date NOT NULL CHECK (to_day >= from_day),
  -- Whether the sealed texts go with it, addresses included.
  texts boolean NOT NULL,
  -- Which body gets it, and by what right.
  body text NOT NULL CHECK (length(body) BETWEEN 1 AND 200),
  basis text NOT NULL CHECK (length(basis) BETWEEN 1 AND 500),
  requested_by text NOT NULL,
  requested_at timestamptz NOT NULL,
  decided_by text,
  decided_at timestamptz,
  approved boolean,
  downloaded_at timestamptz,
  CHECK (num_nulls(decided_by, decided_at, approved) IN (0, 3)),
  CHECK (NOT approved OR decided_by <> requested_by),
  CHECK (downloaded_at IS NULL OR approved)
);
CREATE INDEX disclosure_requested ON remove.disclosure (organisation_id, requested_at DESC, id);

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['batch', 'commitment', 'publication', 'disclosure'] LOOP
    EXECUTE format('ALTER TABLE remove.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE remove.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY %I ON remove.%I TO suaka_app USING (organisation_id = runtime.organisation()) WITH CHECK (organisation_id = runtime.organisation())', name || '_own', name);
    EXECUTE format('GRANT SELECT, INSERT, DELETE ON remove.%I TO suaka_app', name);
    EXECUTE format('CREATE POLICY %I ON remove.%I AS RESTRICTIVE FOR DELETE TO suaka_app USING (access.in_demonstration())', name || '_kept', name);
  END LOOP;
END $$;
GRANT UPDATE (decided_by, decided_at, approved, downloaded_at) ON remove.disclosure TO suaka_app;

-- What was published stays as it was, whoever asks; only made-up data is cleared away as a whole.
CREATE FUNCTION remove.refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND access.in_demonstration() THEN RETURN NULL; END IF;
  RAISE EXCEPTION 'what was published is only added to: % on % is refused', TG_OP, TG_TABLE_NAME;
END $$;
CREATE TRIGGER batch_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON remove.batch FOR EACH STATEMENT EXECUTE FUNCTION remove.refuse_rewriting();
CREATE TRIGGER commitment_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON remove.commitment FOR EACH STATEMENT EXECUTE FUNCTION remove.refuse_rewriting();
CREATE TRIGGER publication_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON remove.publication FOR EACH STATEMENT EXECUTE FUNCTION remove.refuse_rewriting();

-- The node finds whose day has ended without a batch, and whose period without its figures.
CREATE POLICY batch_node ON remove.batch FOR SELECT TO suaka_node USING (true);
GRANT SELECT (organisation_id, number, day) ON remove.batch TO suaka_node;
CREATE POLICY publication_node ON remove.publication FOR SELECT TO suaka_node USING (true);
GRANT SELECT (organisation_id, from_day) ON remove.publication TO suaka_node;
