-- Hashes from a person's own device: personal data. In banks of their own, one for each ground, that only the process
-- fills and that only ask for review. No code of theirs is anywhere in plain: it is sealed under the key of the
-- submission, so that erasing the submission destroys it, and found when equal by a keyed hash.

-- Whether the transaction may see that a record was erased: a restored backup may hold rows whose key is gone for good.
CREATE FUNCTION fields.is_erased(record text) RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN EXISTS (SELECT FROM fields.erasure e WHERE e.record_id = record);

-- `device` stands in three tables so that keys between them can say: device hashes lie in device banks and nowhere else,
-- nothing else lies there, and a match with one of them keeps no code.
ALTER TABLE recognise.bank
  ADD COLUMN device boolean NOT NULL GENERATED ALWAYS AS (kind = 'device') STORED,
  DROP CONSTRAINT bank_kind_check,
  DROP CONSTRAINT bank_check,
  ADD CONSTRAINT bank_kind_check CHECK (kind IN ('listing', 'negative', 'device')),
  ADD CONSTRAINT bank_negative_check CHECK (kind <> 'negative' OR second_review),
  -- It refuses no file, and opens to partners by recorded grants alone: `sharing` can open nothing.
  ADD CONSTRAINT bank_device_check CHECK (kind <> 'device' OR (action = 'review' AND sharing = 'own' AND enabled_ratio = 1 AND NOT second_review));
CREATE UNIQUE INDEX bank_device_ground ON recognise.bank (organisation_id, ground) WHERE kind = 'device' AND removed_at IS NULL;

ALTER TABLE recognise.signal
  ALTER COLUMN code DROP NOT NULL,
  ADD COLUMN device boolean NOT NULL GENERATED ALWAYS AS (source_kind = 'device') STORED,
  -- AES-256-GCM under the key of the record that `source` names: the submission.
  ADD COLUMN sealed_code bytea,
  -- HMAC of algorithm and code under a key outside the database.
  ADD COLUMN code_blind bytea CHECK (octet_length(code_blind) = 32),
  -- Goes into the keyed hashes of copies that met this one: without it, none of them can be told any more.
  ADD COLUMN copy_salt bytea CHECK (octet_length(copy_salt) = 16),
  -- The only organisations beside our own that may match with it; null: all that take part.
  ADD COLUMN recipients text[] CHECK (cardinality(recipients) > 0),
  DROP CONSTRAINT signal_source_kind_check,
  ADD CONSTRAINT signal_source_kind_check CHECK (source_kind IN ('agency', 'exchange', 'device')),
  -- Sealed until it is erased; what is erased is a bare tombstone.
  ADD CONSTRAINT signal_device_check CHECK (CASE WHEN source_kind = 'device'
    THEN code IS NULL AND source LIKE 'sub\_%' AND content IS NULL AND import_id IS NULL AND source_reference IS NULL
      AND classification IS NULL AND note IS NULL AND state <> 'proposed'
      AND num_nulls(sealed_code, code_blind, copy_salt) IN (0, 3) AND (sealed_code IS NOT NULL OR state IN ('withdrawn', 'expired'))
    ELSE code IS NOT NULL AND num_nonnulls(sealed_code, code_blind, copy_salt, recipients) = 0 END);
CREATE UNIQUE INDEX signal_device_once ON recognise.signal (bank_id, code_blind, source) WHERE device;
CREATE INDEX signal_device_number ON recognise.signal (number) WHERE device;
CREATE INDEX signal_device_source ON recognise.signal (source) WHERE device;

ALTER TABLE recognise.signal DROP CONSTRAINT signal_bank_id_organisation_id_fkey;
ALTER TABLE recognise.match DROP CONSTRAINT match_bank_id_fkey;
ALTER TABLE recognise.bank
  DROP CONSTRAINT bank_id_organisation_id_key,
  ADD UNIQUE (id, organisation_id, device),
  ADD UNIQUE (id, device);
ALTER TABLE recognise.signal
  ADD FOREIGN KEY (bank_id, organisation_id, device) REFERENCES recognise.bank (id, organisation_id, device);

-- What was asked about lies near what is listed, so of a copy that met a device hash only a keyed hash is kept.
ALTER TABLE recognise.match
  ALTER COLUMN code DROP NOT NULL,
  ADD COLUMN device boolean NOT NULL GENERATED ALWAYS AS (code IS NULL) STORED,
  ADD COLUMN copy_blind bytea CHECK (octet_length(copy_blind) = 32),
  ADD CONSTRAINT match_device_check CHECK (num_nulls(code, copy_blind) = 1),
  DROP CONSTRAINT match_organisation_id_signal_number_code_key,
  ADD CONSTRAINT match_copy_key UNIQUE NULLS NOT DISTINCT (organisation_id, signal_number, code, copy_blind),
  ADD FOREIGN KEY (bank_id, device) REFERENCES recognise.bank (id, device);

-- A device bank is in sight of a partner by its grant alone, and a hash in it only of those it may be matched by.
DROP POLICY bank_granted ON recognise.bank;
CREATE POLICY bank_granted ON recognise.bank FOR SELECT TO suaka_app
  USING ((sharing = 'partners' OR device) AND removed_at IS NULL AND access.granted(id, organisation_id, 'match'));
DROP POLICY signal_granted ON recognise.signal;
CREATE POLICY signal_granted ON recognise.signal FOR SELECT TO suaka_app
  USING (state IN ('active', 'disputed') AND (recipients IS NULL OR runtime.organisation() = ANY (recipients))
    AND EXISTS (SELECT FROM recognise.bank b WHERE b.id = bank_id AND (b.sharing = 'partners' OR b.device) AND access.granted(b.id, b.organisation_id, 'match')));
