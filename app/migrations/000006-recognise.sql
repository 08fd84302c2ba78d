-- Recognise: banks of listed hashes, the matches that open work, and counts of lookups. No media, and no way to any.

CREATE SCHEMA recognise;
GRANT USAGE ON SCHEMA recognise TO suaka_app, suaka_node;

CREATE TABLE recognise.bank (
  id text PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  -- The name programs use.
  code text NOT NULL CHECK (code ~ '^[A-Z_][A-Z0-9_]{0,62}$'),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  state text NOT NULL CHECK (state IN ('draft', 'active', 'suspended')),
  -- A negative bank lists what is known to be harmless.
  kind text NOT NULL CHECK (kind IN ('listing', 'negative')),
  purpose text NOT NULL CHECK (length(purpose) BETWEEN 1 AND 1000),
  -- The closed list of grounds; there is no other.
  ground text NOT NULL CHECK (ground IN ('child-sexual-exploitation', 'image-based-sexual-abuse', 'sexual-extortion', 'grooming', 'trafficking')),
  legal_basis text NOT NULL CHECK (length(legal_basis) BETWEEN 1 AND 1000),
  radius_bits smallint NOT NULL CHECK (radius_bits BETWEEN 0 AND 31),
  quality_floor smallint NOT NULL CHECK (quality_floor BETWEEN 0 AND 100),
  action text NOT NULL CHECK (action IN ('block', 'review', 'log')),
  second_review boolean NOT NULL,
  sharing text NOT NULL CHECK (sharing IN ('own', 'partners')),
  -- Share of lookups that consult it, for clients that roll a list out by degrees.
  enabled_ratio double precision NOT NULL DEFAULT 1 CHECK (enabled_ratio BETWEEN 0 AND 1),
  created_at timestamptz NOT NULL,
  created_by text NOT NULL,
  removed_at timestamptz,
  CHECK (kind = 'listing' OR second_review),
  UNIQUE (id, organisation_id)
);
CREATE UNIQUE INDEX bank_code ON recognise.bank (organisation_id, code) WHERE removed_at IS NULL;

CREATE TABLE recognise.import (
  id text PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  bank_id text NOT NULL REFERENCES recognise.bank (id),
  state text NOT NULL CHECK (state IN ('reading', 'read', 'applied', 'refused', 'abandoned')),
  -- Null until it was told from the first lines.
  format text CHECK (format IN ('csv', 'lines', 'ndjson')),
  file_name text,
  source_kind text NOT NULL CHECK (source_kind IN ('agency', 'exchange')),
  source text NOT NULL,
  keep_good boolean NOT NULL,
  ignored_columns text[] NOT NULL DEFAULT '{}',
  lines_read bigint NOT NULL DEFAULT 0,
  lines_bad bigint NOT NULL DEFAULT 0,
  -- What became of the hashes on the good lines: these add up to `hashes` once it is applied.
  hashes bigint NOT NULL DEFAULT 0,
  duplicates bigint NOT NULL DEFAULT 0,
  listed bigint NOT NULL DEFAULT 0,
  already_listed bigint NOT NULL DEFAULT 0,
  withdrawn bigint NOT NULL DEFAULT 0,
  withdrawn_before bigint NOT NULL DEFAULT 0,
  expired bigint NOT NULL DEFAULT 0,
  refused_why text,
  started_at timestamptz NOT NULL,
  started_by text NOT NULL,
  touched_at timestamptz NOT NULL,
  ended_at timestamptz
);
CREATE INDEX import_bank ON recognise.import (bank_id, started_at);

-- Hashes wait here until all lines are read; then they become signals in one transaction, or none does. Not logged and
-- without a foreign key, which halves the time of an import: after a crash of the database the rows are gone, and an
-- import whose rows are not all there is never applied.
CREATE UNLOGGED TABLE recognise.import_line (
  organisation_id text NOT NULL,
  import_id text NOT NULL,
  line bigint NOT NULL,
  algorithm text NOT NULL,
  code bytea NOT NULL,
  quality smallint,
  classification text,
  source_reference text,
  note text,
  expires_at timestamptz,
  state text NOT NULL CHECK (state IN ('proposed', 'active', 'withdrawn', 'expired')),
  -- Equal for hashes of one and the same file.
  content text
);
CREATE INDEX import_line_import ON recognise.import_line (import_id);

CREATE TABLE recognise.import_fault (
  organisation_id text NOT NULL,
  import_id text NOT NULL REFERENCES recognise.import (id) ON DELETE CASCADE,
  line bigint NOT NULL,
  reason text NOT NULL,
  PRIMARY KEY (import_id, line)
);

CREATE TABLE recognise.signal (
  -- The index keeps 32 bits of it; also the content number of clients that know integers only.
  number bigint GENERATED ALWAYS AS IDENTITY (MAXVALUE 4294967295) PRIMARY KEY,
  organisation_id text NOT NULL,
  bank_id text NOT NULL,
  -- Hashes of one and the same file share the number of the first.
  content bigint,
  algorithm text NOT NULL CHECK (algorithm IN ('pdq', 'md5', 'sha1', 'sha256')),
  code bytea NOT NULL CHECK (octet_length(code) = CASE algorithm WHEN 'md5' THEN 16 WHEN 'sha1' THEN 20 ELSE 32 END),
  quality smallint CHECK (quality BETWEEN 0 AND 100),
  state text NOT NULL CHECK (state IN ('proposed', 'active', 'disputed', 'withdrawn', 'expired')),
  -- Provenance: the kind of source, its name, and its own reference for this hash.
  source_kind text NOT NULL CHECK (source_kind IN ('agency', 'exchange')),
  source text NOT NULL CHECK (length(source) BETWEEN 1 AND 200),
  source_reference text CHECK (length(source_reference) <= 500),
  classification text CHECK (length(classification) <= 200),
  note text CHECK (length(note) <= 255),
  import_id text REFERENCES recognise.import (id),
  listed_at timestamptz NOT NULL,
  listed_by text NOT NULL,
  reviewed_at timestamptz,
  reviewed_by text CHECK (reviewed_by <> listed_by),
  expires_at timestamptz,
  paused_until timestamptz,
  ended_at timestamptz,
  ended_why text,
  -- One key for both: a signal is its bank's organisation's, and an import of millions checks one key a row.
  FOREIGN KEY (bank_id, organisation_id) REFERENCES recognise.bank (id, organisation_id),
  -- One source lists a hash in a bank once; its withdrawal ends its own listing only.
  UNIQUE (bank_id, algorithm, code, source)
);
CREATE INDEX signal_exact ON recognise.signal (code) WHERE algorithm <> 'pdq' AND state IN ('active', 'disputed');
CREATE INDEX signal_bank_state ON recognise.signal (bank_id, state);
CREATE INDEX signal_import ON recognise.signal (import_id) WHERE import_id IS NOT NULL;
CREATE INDEX signal_content ON recognise.signal (content) WHERE content IS NOT NULL;
CREATE INDEX signal_expiry ON recognise.signal (expires_at) WHERE expires_at IS NOT NULL AND state IN ('active', 'disputed');

CREATE TABLE recognise.match (
  id text PRIMARY KEY,
  -- The body that holds the copy: it asked, and only it can say what the copy is.
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  signal_number bigint NOT NULL REFERENCES recognise.signal (number),
  signal_organisation_id text NOT NULL,
  bank_id text NOT NULL REFERENCES recognise.bank (id),
  algorithm text NOT NULL,
  code bytea NOT NULL,
  distance_bits smallint NOT NULL,
  conflict boolean NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'confirmed', 'refuted')),
  times_seen bigint NOT NULL DEFAULT 1,
  opened_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  UNIQUE (organisation_id, signal_number, code)
);
CREATE INDEX match_open ON recognise.match (organisation_id, opened_at) WHERE state = 'open';
CREATE INDEX match_signal ON recognise.match (signal_number);

-- Append-only: a later verdict stands beside the earlier one.
CREATE TABLE recognise.verdict (
  id text PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  match_id text NOT NULL REFERENCES recognise.match (id),
  signal_number bigint NOT NULL REFERENCES recognise.signal (number),
  signal_organisation_id text NOT NULL,
  verdict text NOT NULL CHECK (verdict IN ('confirmed', 'refuted')),
  basis text NOT NULL CHECK (length(basis) BETWEEN 1 AND 1000),
  given_by text NOT NULL,
  given_at timestamptz NOT NULL
);
CREATE INDEX verdict_signal ON recognise.verdict (signal_number, given_at);

CREATE TABLE recognise.lookup_day (
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  day date NOT NULL,
  lookups bigint NOT NULL,
  matched bigint NOT NULL,
  PRIMARY KEY (organisation_id, day)
);

CREATE TABLE recognise.alarm (
  id text PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  kind text NOT NULL CHECK (kind IN ('near-neighbour-probing')),
  caller_id text NOT NULL,
  raised_at timestamptz NOT NULL,
  acknowledged_at timestamptz,
  acknowledged_by text
);

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['bank', 'import', 'import_line', 'import_fault', 'signal', 'match', 'verdict', 'lookup_day', 'alarm'] LOOP
    EXECUTE format('ALTER TABLE recognise.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE recognise.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY %I ON recognise.%I TO suaka_app USING (organisation_id = runtime.organisation()) WITH CHECK (organisation_id = runtime.organisation())', name || '_own', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON recognise.%I TO suaka_app', name);
  END LOOP;
END $$;

-- What a partner shares with us can be seen while it is in force.
CREATE POLICY bank_granted ON recognise.bank FOR SELECT TO suaka_app
  USING (sharing = 'partners' AND removed_at IS NULL AND access.granted(id, organisation_id, 'match'));
CREATE POLICY signal_granted ON recognise.signal FOR SELECT TO suaka_app
  USING (state IN ('active', 'disputed') AND EXISTS (SELECT FROM recognise.bank b WHERE b.id = bank_id AND b.sharing = 'partners' AND access.granted(b.id, b.organisation_id, 'match')));
-- Whoever lists a hash sees what it met elsewhere and how that was judged, not by which account.
CREATE POLICY match_of_our_signal ON recognise.match FOR SELECT TO suaka_app USING (signal_organisation_id = runtime.organisation());
CREATE POLICY verdict_on_our_signal ON recognise.verdict FOR SELECT TO suaka_app USING (signal_organisation_id = runtime.organisation());

-- The node loads the index and adds up counts; it reads no matches.
CREATE POLICY bank_node ON recognise.bank FOR SELECT TO suaka_node USING (true);
CREATE POLICY signal_node ON recognise.signal FOR SELECT TO suaka_node USING (true);
CREATE POLICY import_node ON recognise.import FOR SELECT TO suaka_node USING (true);
CREATE POLICY lookup_day_node ON recognise.lookup_day TO suaka_node USING (true) WITH CHECK (true);
GRANT SELECT ON recognise.bank, recognise.signal, recognise.import TO suaka_node;
GRANT SELECT, INSERT, UPDATE ON recognise.lookup_day TO suaka_node;
REVOKE UPDATE ON recognise.verdict FROM suaka_app;
