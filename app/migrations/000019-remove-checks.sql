-- Checks: whether an item is still there, as seen from operator-controlled places on the network, and what a person or the
-- platform says of it. A check keeps codes only: no content, no header, no address.

-- From where it is looked. Which network and country a vantage point stands in, a named person attests.
CREATE TABLE remove.vantage (
  id text PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  -- The operator's proxy as https:// or http:// address, sealed under the vantage point's key; null: the desk's own line.
  proxy bytea,
  -- Autonomous system number, and country.
  network integer NOT NULL CHECK (network BETWEEN 1 AND 2147483647),
  country text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
  attested_by text NOT NULL,
  attested_at timestamptz NOT NULL,
  retired_at timestamptz
);
CREATE INDEX vantage_organisation ON remove.vantage (organisation_id) WHERE retired_at IS NULL;

CREATE TABLE remove.check (
  id text PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  removal_id text NOT NULL REFERENCES remove.removal (id),
  vantage_id text NOT NULL REFERENCES remove.vantage (id),
  at timestamptz NOT NULL,
  -- As attested when it was made.
  network integer NOT NULL,
  country text NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('present', 'gone', 'soft-gone', 'login', 'geo-blocked', 'moved', 'refused', 'error')),
  status integer,
  -- Why it was read so, in a code.
  reason text NOT NULL,
  -- Keyed hash of the place it answered from, to tell that it moved.
  place_blind bytea CHECK (octet_length(place_blind) = 32),
  -- Where media was compared in memory under a mandate: whether it was still known material.
  known boolean
);
CREATE INDEX check_removal ON remove.check (removal_id, at);

-- A named officer looked, and says that it is gone.
CREATE TABLE remove.attestation (
  id text PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  removal_id text NOT NULL REFERENCES remove.removal (id),
  officer text NOT NULL,
  at timestamptz NOT NULL,
  basis text NOT NULL CHECK (basis IN ('viewer', 'app', 'authorised-body', 'search')),
  -- In their words, sealed under the item's key.
  note bytea
);
CREATE INDEX attestation_removal ON remove.attestation (removal_id, at);

-- The record without which no media is read for a check: law, authority and expiry, signed by two people.
CREATE TABLE remove.mandate (
  id text PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  law text NOT NULL CHECK (length(law) BETWEEN 1 AND 500),
  authority text NOT NULL CHECK (length(authority) BETWEEN 1 AND 500),
  expires_at timestamptz NOT NULL,
  asked_by text NOT NULL,
  asked_at timestamptz NOT NULL,
  signed_by text,
  signed_at timestamptz,
  ended_by text,
  ended_at timestamptz,
  CHECK (expires_at > asked_at AND expires_at <= asked_at + interval '366 days'),
  CHECK (signed_by <> asked_by),
  CHECK ((signed_by IS NULL) = (signed_at IS NULL)),
  CHECK ((ended_by IS NULL) = (ended_at IS NULL))
);
CREATE INDEX mandate_organisation ON remove.mandate (organisation_id, asked_at);

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['vantage', 'check', 'attestation', 'mandate'] LOOP
    EXECUTE format('ALTER TABLE remove.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE remove.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY %I ON remove.%I TO suaka_app USING (organisation_id = runtime.organisation()) WITH CHECK (organisation_id = runtime.organisation())', name || '_own', name);
    EXECUTE format('GRANT SELECT, INSERT, DELETE ON remove.%I TO suaka_app', name);
    EXECUTE format('CREATE POLICY %I ON remove.%I AS RESTRICTIVE FOR DELETE TO suaka_app USING (access.in_demonstration())', name || '_kept', name);
  END LOOP;
END $$;
GRANT UPDATE (retired_at) ON remove.vantage TO suaka_app;
GRANT UPDATE (signed_by, signed_at, ended_by, ended_at) ON remove.mandate TO suaka_app;
