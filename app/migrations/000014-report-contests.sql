-- Contests (my content was wrongly removed, I am wrongly named), and fingerprints given from a person's own device.

CREATE TABLE report.contest (
  id text PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  reference text NOT NULL CHECK (reference ~ '^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$'),
  kind text NOT NULL CHECK (kind IN ('content-removed', 'wrongly-named')),
  state text NOT NULL CHECK (state IN ('received', 'in-review', 'decided')),
  version integer NOT NULL DEFAULT 1,
  language text NOT NULL CHECK (language IN ('id', 'en')),
  -- Encrypted under the contest's key: what it is about, why it is wrong, and afterwards the reasons of the decision.
  subject bytea NOT NULL,
  -- Blind indexes of the identifiers in it: items that this desk knows, now or later, are found by them.
  subject_blinds bytea[] NOT NULL,
  statement bytea,
  reasons bytea,
  received_at timestamptz NOT NULL,
  due_at timestamptz NOT NULL,
  taken_by text,
  taken_at timestamptz,
  decided_by text,
  decided_at timestamptz,
  decision text CHECK (decision IN ('upheld', 'partly-upheld', 'not-upheld', 'not-ours')),
  message_waiting boolean NOT NULL DEFAULT false,
  UNIQUE (organisation_id, reference),
  CHECK ((state = 'decided') = (decided_by IS NOT NULL AND decided_at IS NOT NULL AND decision IS NOT NULL AND reasons IS NOT NULL))
);
CREATE INDEX contest_open ON report.contest (organisation_id, due_at, id) WHERE state <> 'decided';
CREATE INDEX contest_received ON report.contest (organisation_id, received_at DESC, id);

-- A person's own fingerprints: the consent and its life. The fingerprints themselves are recognise's, encrypted.
CREATE TABLE report.submission (
  id text PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  state text NOT NULL CHECK (state IN ('active', 'withdrawing', 'withdrawn', 'expired')),
  -- Asked once, for routing: whether whoever is pictured was under 18.
  minor boolean NOT NULL,
  pictures integer NOT NULL CHECK (pictures BETWEEN 1 AND 10),
  -- Consent: to whom, until when, to which wording.
  scope text NOT NULL CHECK (scope IN ('all-recipients', 'this-desk')),
  consent_version text NOT NULL,
  language text NOT NULL CHECK (language IN ('id', 'en')),
  submitted_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  -- A withdrawal takes effect 72 hours after it was asked for, unless it is cancelled.
  withdraw_at timestamptz,
  withdrawn_at timestamptz,
  CHECK ((state = 'withdrawing') = (withdraw_at IS NOT NULL AND withdrawn_at IS NULL)),
  CHECK ((state = 'withdrawn') = (withdrawn_at IS NOT NULL))
);
CREATE INDEX submission_withdrawing ON report.submission (withdraw_at) WHERE state = 'withdrawing';
CREATE INDEX submission_expiry ON report.submission (expires_at) WHERE state IN ('active', 'withdrawing');
CREATE INDEX submission_organisation ON report.submission (organisation_id, submitted_at);

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['contest', 'submission'] LOOP
    EXECUTE format('ALTER TABLE report.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE report.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY %I ON report.%I TO suaka_app USING (organisation_id = runtime.organisation()) WITH CHECK (organisation_id = runtime.organisation())', name || '_own', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON report.%I TO suaka_app', name);
    EXECUTE format('CREATE POLICY %I ON report.%I AS RESTRICTIVE FOR DELETE TO suaka_app USING (access.in_demonstration())', name || '_kept', name);
  END LOOP;
END $$;

-- The node finds what is due, of whichever organisation; nothing personal stands in these rows.
CREATE POLICY submission_node ON report.submission FOR SELECT TO suaka_node USING (true);
GRANT SELECT (id, organisation_id, state, expires_at, withdraw_at) ON report.submission TO suaka_node;
