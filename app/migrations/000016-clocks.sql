-- Clocks: which dated rules an organisation may invoke, and the deadlines that run under them. The rules are data in code,
-- with their versions; a deadline keeps the rule as it was when it began.

CREATE SCHEMA clocks;
GRANT USAGE ON SCHEMA clocks TO suaka_app, suaka_node;

-- That a person answerable has checked one version of a rule against the law. Without it the rule carries no deadline by law.
CREATE TABLE clocks.sign_off (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  rule_id text NOT NULL,
  rule_version integer NOT NULL,
  -- Who checked it, in what capacity, and where it is written.
  checked_by text NOT NULL CHECK (length(checked_by) BETWEEN 1 AND 200),
  document text NOT NULL CHECK (length(document) BETWEEN 1 AND 500),
  signed_by text NOT NULL,
  signed_at timestamptz NOT NULL,
  withdrawn_by text,
  withdrawn_at timestamptz,
  CHECK ((withdrawn_by IS NULL) = (withdrawn_at IS NULL))
);
CREATE UNIQUE INDEX sign_off_once ON clocks.sign_off (organisation_id, rule_id, rule_version) WHERE withdrawn_at IS NULL;

-- What an organisation is: a regulator by this decree, a hotline by that agreement. Recorded by one, confirmed by another.
CREATE TABLE clocks.authority (
  id text PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  -- A kind that rules name as needed; the list is in code.
  kind text NOT NULL,
  document text NOT NULL CHECK (length(document) BETWEEN 1 AND 500),
  valid_from date NOT NULL,
  valid_until date CHECK (valid_until >= valid_from),
  recorded_by text NOT NULL,
  recorded_at timestamptz NOT NULL,
  confirmed_by text,
  confirmed_at timestamptz,
  ended_by text,
  ended_at timestamptz,
  CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL)),
  CHECK (confirmed_by <> recorded_by),
  CHECK ((ended_by IS NULL) = (ended_at IS NULL))
);
CREATE INDEX authority_organisation ON clocks.authority (organisation_id, kind);

-- Days on which no business is done, for rules that count business days.
CREATE TABLE clocks.holiday (
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  country text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
  day date NOT NULL,
  name text NOT NULL DEFAULT '' CHECK (length(name) <= 100),
  added_by text NOT NULL,
  added_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, country, day)
);

CREATE TABLE clocks.deadline (
  id text PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  -- What it is about, such as a notice.
  thing text NOT NULL,
  rule_id text NOT NULL,
  rule_version integer NOT NULL,
  -- The rule as it was, and the holidays that counted: whatever is changed later changes nothing here.
  rule jsonb NOT NULL,
  zone text NOT NULL CHECK (zone IN ('Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura', 'UTC')),
  state text NOT NULL CHECK (state IN ('pending', 'running', 'met', 'breached', 'waived', 'suspended')),
  version integer NOT NULL DEFAULT 1,
  -- Null until the event from which it counts was proved.
  started_at timestamptz,
  due_at timestamptz,
  -- While it stood still, as [[from, until], …] in milliseconds.
  pauses jsonb NOT NULL DEFAULT '[]',
  suspended_at timestamptz,
  ended_at timestamptz,
  breached_at timestamptz,
  waived_for text CHECK (length(waived_for) BETWEEN 1 AND 1000),
  waived_by text,
  UNIQUE (organisation_id, thing, rule_id),
  CHECK ((started_at IS NULL) = (due_at IS NULL)),
  CHECK (state <> 'pending' OR started_at IS NULL),
  CHECK (state NOT IN ('running', 'breached', 'suspended') OR started_at IS NOT NULL),
  -- Once missed it stays missed; `ended_at` then says when it was met after all.
  CHECK ((state = 'breached') = (breached_at IS NOT NULL)),
  CHECK (state <> 'met' OR ended_at IS NOT NULL),
  CHECK ((state = 'suspended') = (suspended_at IS NOT NULL)),
  CHECK ((state = 'waived') = (waived_for IS NOT NULL) AND (state = 'waived') = (waived_by IS NOT NULL))
);
CREATE INDEX deadline_thing ON clocks.deadline (thing);
CREATE INDEX deadline_due ON clocks.deadline (due_at) WHERE state = 'running';
CREATE INDEX deadline_open ON clocks.deadline (organisation_id, due_at) WHERE state IN ('running', 'breached');

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['sign_off', 'authority', 'holiday', 'deadline'] LOOP
    EXECUTE format('ALTER TABLE clocks.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE clocks.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY %I ON clocks.%I TO suaka_app USING (organisation_id = runtime.organisation()) WITH CHECK (organisation_id = runtime.organisation())', name || '_own', name);
    EXECUTE format('GRANT SELECT, INSERT, DELETE ON clocks.%I TO suaka_app', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['sign_off', 'authority', 'deadline'] LOOP
    EXECUTE format('CREATE POLICY %I ON clocks.%I AS RESTRICTIVE FOR DELETE TO suaka_app USING (access.in_demonstration())', name || '_kept', name);
  END LOOP;
END $$;

-- What was signed, recorded or begun stays as it was written; only what follows from it changes.
GRANT UPDATE (withdrawn_by, withdrawn_at) ON clocks.sign_off TO suaka_app;
GRANT UPDATE (confirmed_by, confirmed_at, ended_by, ended_at) ON clocks.authority TO suaka_app;
GRANT UPDATE (state, version, started_at, due_at, pauses, suspended_at, ended_at, breached_at, waived_for, waived_by)
  ON clocks.deadline TO suaka_app;

-- The node finds what has passed, of whichever organisation.
CREATE POLICY deadline_node ON clocks.deadline FOR SELECT TO suaka_node USING (true);
GRANT SELECT (id, organisation_id, state, due_at) ON clocks.deadline TO suaka_node;
