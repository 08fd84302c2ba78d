-- Assessment: what reported items were classified as, hand-overs to the operator's viewer, what people were exposed to,
-- searches for identities, exports. What was said here is never changed: something else is said after it.

ALTER TABLE access.api_key DROP CONSTRAINT api_key_scopes_check,
  ADD CHECK (cardinality(scopes) > 0 AND scopes <@ ARRAY['match', 'curate', 'verdict', 'report', 'viewer']);

-- Where an item's classification stands, for lists; what it is, the classifications say.
ALTER TABLE report.item ADD COLUMN assessment text CHECK (assessment IN ('provisional', 'disputed', 'in-force'));
CREATE INDEX item_awaited ON report.item (organisation_id, last_seen_at DESC, id) WHERE assessment IN ('provisional', 'disputed');

-- A round: a first classification, a second opinion on it, and where the two differ the decision of a third person.
CREATE TABLE report.classification (
  id text PRIMARY KEY,
  number bigint GENERATED ALWAYS AS IDENTITY,
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  item_id text NOT NULL REFERENCES report.item (id),
  role text NOT NULL CHECK (role IN ('first', 'second', 'adjudication')),
  -- Of a first one: the first one of the round before.
  supersedes text UNIQUE REFERENCES report.classification (id),
  -- The opinions that this one is about, with whose they were, so that the keys below can say: not one's own.
  first_id text,
  first_analyst text,
  second_id text,
  second_analyst text,
  scheme text NOT NULL,
  value text NOT NULL,
  attributes text[] NOT NULL CHECK (attributes <@ ARRAY['generated', 'altered', 'self-produced', 'drawn']),
  basis text NOT NULL CHECK (basis IN ('viewer', 'authorised-body')),
  -- Whose category it is, which one, and where it is written; the reference is sealed under the item's key.
  body text CHECK (length(body) BETWEEN 1 AND 200),
  body_category text,
  body_reference bytea,
  -- As the scheme asked when it was given: what the scheme asks later changes nothing here.
  needs_second boolean NOT NULL,
  analyst text NOT NULL,
  classified_at timestamptz NOT NULL,
  UNIQUE (id, analyst, item_id),
  UNIQUE (first_id, role),
  FOREIGN KEY (first_id, first_analyst, item_id) REFERENCES report.classification (id, analyst, item_id),
  FOREIGN KEY (second_id, second_analyst, item_id) REFERENCES report.classification (id, analyst, item_id),
  CHECK (num_nulls(body, body_category, body_reference) = CASE basis WHEN 'viewer' THEN 3 ELSE 0 END),
  CHECK (num_nulls(first_id, first_analyst) = CASE role WHEN 'first' THEN 2 ELSE 0 END),
  CHECK (num_nulls(second_id, second_analyst) = CASE role WHEN 'adjudication' THEN 0 ELSE 2 END),
  CHECK (role = 'first' OR supersedes IS NULL),
  CHECK (analyst <> first_analyst),
  CHECK (analyst <> second_analyst)
);
CREATE INDEX classification_item ON report.classification (item_id, number);
CREATE UNIQUE INDEX classification_begun_once ON report.classification (item_id) WHERE role = 'first' AND supersedes IS NULL;

CREATE FUNCTION report.refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP; END $$;
CREATE TRIGGER classification_append_only BEFORE UPDATE OR TRUNCATE ON report.classification
  FOR EACH STATEMENT EXECUTE FUNCTION report.refuse_change();

-- The operator's isolated viewer. The desk's own pages show nothing of what is behind an address.
CREATE TABLE report.viewer (
  organisation_id text PRIMARY KEY REFERENCES access.organisation (id),
  address_template text NOT NULL CHECK (address_template ~ '^https://' AND length(address_template) <= 500),
  changed_by text NOT NULL,
  changed_at timestamptz NOT NULL
);

-- One hand-over to it: good once, for minutes, for one item and in one person's name.
CREATE TABLE report.hand_over (
  -- HMAC-SHA-256 of the token under a key outside the database.
  token_blind bytea PRIMARY KEY CHECK (octet_length(token_blind) = 32),
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  item_id text NOT NULL REFERENCES report.item (id),
  person_id text NOT NULL,
  made_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL CHECK (expires_at > made_at),
  redeemed_at timestamptz CHECK (redeemed_at < expires_at),
  redeemed_by text,
  CHECK ((redeemed_at IS NULL) = (redeemed_by IS NULL))
);
CREATE INDEX hand_over_item ON report.hand_over (item_id, person_id);

-- How much a person was exposed to, by the desk's days: counts, never what it was.
CREATE TABLE report.exposure (
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  person_id text NOT NULL,
  day date NOT NULL,
  kind text NOT NULL CHECK (kind IN ('text', 'viewer')),
  count integer NOT NULL CHECK (count >= 0),
  -- How often they said at the limit that they go on.
  gone_on integer NOT NULL DEFAULT 0 CHECK (gone_on >= 0),
  PRIMARY KEY (organisation_id, day, person_id, kind)
);
CREATE TABLE report.care_limit (
  organisation_id text PRIMARY KEY REFERENCES access.organisation (id),
  texts integer NOT NULL CHECK (texts BETWEEN 1 AND 1000),
  hand_overs integer NOT NULL CHECK (hand_overs BETWEEN 1 AND 1000),
  changed_by text NOT NULL,
  changed_at timestamptz NOT NULL
);

-- Each search for an identity: who, when and why; never what was typed.
CREATE TABLE report.identity_search (
  id text PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  person_id text NOT NULL,
  at timestamptz NOT NULL,
  reason text NOT NULL CHECK (reason IN ('urgent-risk', 'duplicate-check', 'reporter-asks', 'police-request', 'court-order', 'other-duty')),
  -- Of the request or order; sealed.
  reference bytea,
  kind text NOT NULL CHECK (kind IN ('url', 'account', 'phone', 'group')),
  hits integer NOT NULL CHECK (hits >= 0),
  CHECK (reason NOT IN ('police-request', 'court-order') OR reference IS NOT NULL)
);
CREATE INDEX identity_search_at ON report.identity_search (organisation_id, at DESC);
CREATE INDEX identity_search_person ON report.identity_search (organisation_id, person_id, at);
CREATE TRIGGER identity_search_append_only BEFORE UPDATE OR TRUNCATE ON report.identity_search
  FOR EACH STATEMENT EXECUTE FUNCTION report.refuse_change();

-- Exports of many reports at once: asked for by one person, let go by another, taken once.
CREATE TABLE report.bulk_export (
  id text PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  what text NOT NULL CHECK (what IN ('facts', 'facts-and-items')),
  -- Days on which reports were received, both included, in Jakarta.
  from_day date NOT NULL,
  to_day date NOT NULL CHECK (to_day >= from_day),
  purpose text NOT NULL CHECK (length(purpose) BETWEEN 1 AND 500),
  requested_by text NOT NULL,
  requested_at timestamptz NOT NULL,
  decided_by text,
  decided_at timestamptz,
  approved boolean,
  downloaded_at timestamptz,
  format text CHECK (format IN ('csv', 'ndjson')),
  CHECK (num_nulls(decided_by, decided_at, approved) IN (0, 3)),
  CHECK (approved IS DISTINCT FROM true OR decided_by <> requested_by),
  CHECK ((downloaded_at IS NULL) = (format IS NULL)),
  CHECK (downloaded_at IS NULL OR (approved IS NOT DISTINCT FROM true AND downloaded_at < decided_at + interval '24 hours'))
);
CREATE INDEX bulk_export_requested ON report.bulk_export (organisation_id, requested_at DESC);

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['classification', 'viewer', 'hand_over', 'exposure', 'care_limit', 'identity_search', 'bulk_export'] LOOP
    EXECUTE format('ALTER TABLE report.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE report.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY %I ON report.%I TO suaka_app USING (organisation_id = runtime.organisation()) WITH CHECK (organisation_id = runtime.organisation())', name || '_own', name);
    EXECUTE format('GRANT SELECT, INSERT, DELETE ON report.%I TO suaka_app', name);
  END LOOP;
  -- What was said, seen and taken stays; only made-up data goes as a whole.
  FOREACH name IN ARRAY ARRAY['classification', 'hand_over', 'exposure', 'identity_search', 'bulk_export'] LOOP
    EXECUTE format('CREATE POLICY %I ON report.%I AS RESTRICTIVE FOR DELETE TO suaka_app USING (access.in_demonstration())', name || '_kept', name);
  END LOOP;
END $$;
GRANT UPDATE ON report.viewer, report.care_limit TO suaka_app;
GRANT UPDATE (count, gone_on) ON report.exposure TO suaka_app;
GRANT UPDATE (redeemed_at, redeemed_by) ON report.hand_over TO suaka_app;
GRANT UPDATE (decided_by, decided_at, approved, downloaded_at, format) ON report.bulk_export TO suaka_app;
