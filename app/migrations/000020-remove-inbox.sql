-- The platform desk: what was served on a platform stands in the platform's own organisation, sealed under a key there.
-- The wall between organisations is thus the same as everywhere; the process carries notices over, and answers back.

CREATE TABLE remove.inbox (
  id text PRIMARY KEY,
  -- The platform's organisation.
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  -- The desk that sent it, and its notice.
  from_organisation_id text NOT NULL REFERENCES access.organisation (id),
  notice_id text NOT NULL UNIQUE,
  reference text NOT NULL,
  -- The reference of the notice that this one follows on its ladder; and the one that follows this one here: whoever
  -- answers, answers that.
  after text,
  followed_by text REFERENCES remove.inbox (id) CHECK (followed_by <> id),
  -- The notice as it was sealed at sending: the same bytes; sealed under this row's key.
  content bytea NOT NULL,
  content_sha256 bytea NOT NULL CHECK (octet_length(content_sha256) = 32),
  items integer NOT NULL CHECK (items >= 1),
  statutory boolean NOT NULL,
  ground text NOT NULL CHECK (ground IN ('child-sexual-exploitation', 'image-based-sexual-abuse', 'sexual-extortion', 'grooming', 'trafficking')),
  state text NOT NULL CHECK (state IN ('served', 'acknowledged', 'complied', 'partial', 'refused', 'withdrawn')),
  version integer NOT NULL DEFAULT 1,
  served_at timestamptz NOT NULL,
  due_at timestamptz,
  -- First opened: from then on it is proved that the platform has it.
  opened_at timestamptz,
  opened_by text,
  acknowledged_at timestamptz,
  acknowledged_by text,
  answered_at timestamptz,
  answered_by text,
  refused_for text CHECK (refused_for IN ('not-found', 'not-illegal-here', 'not-ours', 'incomplete', 'contested', 'other')),
  -- In their words; sealed under this row's key.
  answer bytea,
  -- Of the items, by their numbers in the notice: which were taken down, and which the desk asks for no longer.
  complied integer[] NOT NULL DEFAULT '{}',
  withdrawn integer[] NOT NULL DEFAULT '{}',
  withdrawn_at timestamptz,
  contested boolean NOT NULL DEFAULT false,
  -- The desk that sent it has this version of the answer.
  carried_version integer NOT NULL DEFAULT 1,
  CHECK (carried_version <= version),
  CHECK (num_nulls(opened_at, opened_by) IN (0, 2) AND num_nulls(acknowledged_at, acknowledged_by) IN (0, 2)
    AND num_nulls(answered_at, answered_by) IN (0, 2)),
  CHECK (state NOT IN ('complied', 'partial', 'refused') OR answered_at IS NOT NULL),
  CHECK (state <> 'refused' OR refused_for IS NOT NULL),
  CHECK (state <> 'withdrawn' OR withdrawn_at IS NOT NULL)
);
-- The most urgent clock first; what has none comes after, as it was served.
CREATE INDEX inbox_open ON remove.inbox (organisation_id, (coalesce(due_at, 'infinity')), served_at, id)
  WHERE state IN ('served', 'acknowledged', 'partial') AND followed_by IS NULL;
CREATE INDEX inbox_over ON remove.inbox (organisation_id, served_at DESC, id DESC)
  WHERE state IN ('complied', 'refused', 'withdrawn') OR followed_by IS NOT NULL;
CREATE INDEX inbox_reference ON remove.inbox (organisation_id, from_organisation_id, reference);
CREATE INDEX inbox_from ON remove.inbox (from_organisation_id);
CREATE INDEX inbox_uncarried ON remove.inbox (id) WHERE carried_version < version;

ALTER TABLE remove.inbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE remove.inbox FORCE ROW LEVEL SECURITY;
CREATE POLICY inbox_own ON remove.inbox TO suaka_app USING (organisation_id = runtime.organisation()) WITH CHECK (organisation_id = runtime.organisation());
GRANT SELECT, INSERT, UPDATE, DELETE ON remove.inbox TO suaka_app;
CREATE POLICY inbox_kept ON remove.inbox AS RESTRICTIVE FOR DELETE TO suaka_app USING (access.in_demonstration());

-- The node finds answers that a desk does not have yet, of whichever platform.
CREATE POLICY inbox_node ON remove.inbox FOR SELECT TO suaka_node USING (true);
GRANT SELECT (id, organisation_id, version, carried_version) ON remove.inbox TO suaka_node;

-- What was served stays as it was served.
CREATE TRIGGER inbox_sealed BEFORE UPDATE ON remove.inbox FOR EACH ROW
  WHEN ((OLD.organisation_id, OLD.from_organisation_id, OLD.notice_id, OLD.reference, OLD.content, OLD.content_sha256, OLD.items, OLD.served_at)
    IS DISTINCT FROM (NEW.organisation_id, NEW.from_organisation_id, NEW.notice_id, NEW.reference, NEW.content, NEW.content_sha256, NEW.items, NEW.served_at))
  EXECUTE FUNCTION remove.refuse_change();
