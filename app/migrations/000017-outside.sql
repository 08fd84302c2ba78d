-- Outside: what leaves the desk, and every attempt at it. A hand-over counts as done only with its receipt.

CREATE SCHEMA outside;
GRANT USAGE ON SCHEMA outside TO suaka_app, suaka_node;

CREATE TABLE outside.delivery (
  id text PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  -- What is delivered, such as a notice; the message is sealed under its key and erased with it.
  thing text NOT NULL,
  carrier text NOT NULL CHECK (carrier IN ('mail', 'webhook', 'desk')),
  -- Stable over all attempts: whoever receives one twice can tell.
  message_id text NOT NULL UNIQUE,
  -- To whom and what, as JSON of the carrier's own form; sealed.
  message bytea NOT NULL,
  state text NOT NULL CHECK (state IN ('queued', 'trying', 'handed-over', 'failed', 'solved')),
  attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  -- How many there had been when a person last asked for it to be tried again: from there the pauses begin anew.
  tries_from integer NOT NULL DEFAULT 0 CHECK (tries_from BETWEEN 0 AND attempts),
  -- An attempt was cut short, so that the other side may have it already: whatever is sent from then on says so.
  possibly_repeated boolean NOT NULL DEFAULT false,
  queued_at timestamptz NOT NULL,
  -- Of one that is being tried: when its lease is over.
  next_attempt_at timestamptz,
  handed_over_at timestamptz,
  -- Given up: it stays visible until a person has solved it otherwise, or has it tried again.
  failed_at timestamptz,
  solved_at timestamptz,
  solved_by text,
  solved_for text CHECK (length(solved_for) BETWEEN 1 AND 500),
  CHECK ((state = 'handed-over') = (handed_over_at IS NOT NULL)),
  CHECK ((next_attempt_at IS NOT NULL) = (state IN ('queued', 'trying'))),
  CHECK (state <> 'failed' OR failed_at IS NOT NULL),
  CHECK ((state = 'solved') = (solved_at IS NOT NULL) AND num_nulls(solved_at, solved_by, solved_for) IN (0, 3))
);
CREATE INDEX delivery_thing ON outside.delivery (thing);
CREATE INDEX delivery_due ON outside.delivery (next_attempt_at) WHERE state IN ('queued', 'trying');
CREATE INDEX delivery_state ON outside.delivery (organisation_id, state, id);

-- One row before each attempt; how it ended after it. A row that never ended was cut short.
CREATE TABLE outside.attempt (
  delivery_id text NOT NULL REFERENCES outside.delivery (id),
  number integer NOT NULL CHECK (number >= 1),
  organisation_id text NOT NULL,
  -- What was sent with it said "possibly repeated".
  marked boolean NOT NULL,
  begun_at timestamptz NOT NULL,
  -- The node that tries; another one may take over once this is past.
  lease_until timestamptz NOT NULL,
  ended_at timestamptz,
  -- Refused: for good. Failed: it surely did not arrive. Unclear: the other side broke off after it had the content.
  -- Cut short: the node itself ended.
  result text CHECK (result IN ('accepted', 'refused', 'failed', 'unclear', 'cut-short')),
  -- What the other side said, in its code, such as an SMTP or HTTP status; never the content.
  receipt text CHECK (length(receipt) BETWEEN 1 AND 500),
  PRIMARY KEY (delivery_id, number),
  CHECK ((ended_at IS NULL) = (result IS NULL))
);

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['delivery', 'attempt'] LOOP
    EXECUTE format('ALTER TABLE outside.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE outside.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY %I ON outside.%I TO suaka_app USING (organisation_id = runtime.organisation()) WITH CHECK (organisation_id = runtime.organisation())', name || '_own', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON outside.%I TO suaka_app', name);
    EXECUTE format('CREATE POLICY %I ON outside.%I AS RESTRICTIVE FOR DELETE TO suaka_app USING (access.in_demonstration())', name || '_kept', name);
  END LOOP;
END $$;
-- What was said, to whom and when, stays as it was said.
REVOKE UPDATE ON outside.delivery, outside.attempt FROM suaka_app;
GRANT UPDATE (state, attempts, tries_from, possibly_repeated, next_attempt_at, handed_over_at, failed_at, solved_at, solved_by, solved_for)
  ON outside.delivery TO suaka_app;
GRANT UPDATE (ended_at, result, receipt) ON outside.attempt TO suaka_app;

-- The node finds what is due, of whichever organisation.
CREATE POLICY delivery_node ON outside.delivery FOR SELECT TO suaka_node USING (true);
GRANT SELECT (id, organisation_id, state, next_attempt_at) ON outside.delivery TO suaka_node;
