-- Recognise: exports of banks for scanning where there is no network. Two people, one named recipient and their key, an
-- end, and marks of its own in each: a leaked export tells whose it was.

CREATE TABLE recognise.scan_export (
  id text PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  -- The organisation that receives it, and the X25519 key that its file is encrypted to.
  recipient text NOT NULL CHECK (length(recipient) BETWEEN 1 AND 200),
  recipient_key text NOT NULL CHECK (recipient_key ~ '^[0-9a-f]{64}$'),
  purpose text NOT NULL CHECK (length(purpose) BETWEEN 1 AND 500),
  valid_days smallint NOT NULL CHECK (valid_days BETWEEN 1 AND 366),
  requested_by text NOT NULL,
  requested_at timestamptz NOT NULL,
  decided_by text,
  decided_at timestamptz,
  approved boolean,
  taken_at timestamptz,
  taken_by text,
  -- When a scan no longer opens it.
  expires_at timestamptz,
  -- How many hashes it holds, its marks included.
  entries bigint CHECK (entries > 0),
  CHECK (num_nulls(decided_by, decided_at, approved) IN (0, 3)),
  CHECK (approved IS DISTINCT FROM true OR decided_by <> requested_by),
  CHECK (num_nulls(taken_at, taken_by, expires_at, entries) IN (0, 4)),
  CHECK (taken_at IS NULL OR (approved IS NOT DISTINCT FROM true AND taken_at < decided_at + interval '24 hours')),
  CHECK (expires_at > taken_at),
  UNIQUE (id, organisation_id)
);
CREATE INDEX scan_export_requested ON recognise.scan_export (organisation_id, requested_at DESC);

-- The banks that go in. What people gave of their own pictures never does: the key says so.
CREATE TABLE recognise.scan_export_bank (
  export_id text NOT NULL,
  organisation_id text NOT NULL,
  bank_id text NOT NULL,
  device boolean NOT NULL GENERATED ALWAYS AS (false) STORED,
  PRIMARY KEY (export_id, bank_id),
  FOREIGN KEY (export_id, organisation_id) REFERENCES recognise.scan_export (id, organisation_id),
  FOREIGN KEY (bank_id, organisation_id, device) REFERENCES recognise.bank (id, organisation_id, device)
);
CREATE INDEX scan_export_bank_bank ON recognise.scan_export_bank (bank_id);

-- Hashes that belong to no file and stand in one export only.
CREATE TABLE recognise.scan_mark (
  export_id text NOT NULL,
  organisation_id text NOT NULL,
  algorithm text NOT NULL CHECK (algorithm IN ('pdq', 'md5', 'sha1', 'sha256')),
  code bytea NOT NULL CHECK (octet_length(code) = CASE algorithm WHEN 'md5' THEN 16 WHEN 'sha1' THEN 20 ELSE 32 END),
  PRIMARY KEY (export_id, code),
  FOREIGN KEY (export_id, organisation_id) REFERENCES recognise.scan_export (id, organisation_id)
);
CREATE INDEX scan_mark_code ON recognise.scan_mark (code);

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['scan_export', 'scan_export_bank', 'scan_mark'] LOOP
    EXECUTE format('ALTER TABLE recognise.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE recognise.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY %I ON recognise.%I TO suaka_app USING (organisation_id = runtime.organisation()) WITH CHECK (organisation_id = runtime.organisation())', name || '_own', name);
    EXECUTE format('GRANT SELECT, INSERT, DELETE ON recognise.%I TO suaka_app', name);
    -- What left the desk stays known; only made-up data goes as a whole.
    EXECUTE format('CREATE POLICY %I ON recognise.%I AS RESTRICTIVE FOR DELETE TO suaka_app USING (access.in_demonstration())', name || '_kept', name);
  END LOOP;
END $$;
GRANT UPDATE (decided_by, decided_at, approved, taken_at, taken_by, expires_at, entries) ON recognise.scan_export TO suaka_app;
