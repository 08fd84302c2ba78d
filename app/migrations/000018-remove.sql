-- Remove: the work to have one reported item removed, from where it lies to the proof that it is gone. Addresses stand in
-- report.item only, sealed; what is derived from them is sealed under the item's key too.

CREATE SCHEMA remove;
GRANT USAGE ON SCHEMA remove TO suaka_app, suaka_node;

-- In whose name notices go out, where the desk stands, and what recipients can do against a notice.
CREATE TABLE remove.issuer (
  organisation_id text PRIMARY KEY REFERENCES access.organisation (id),
  -- The office or unit, and how a recipient reaches it: a role's address, never a person's.
  unit text NOT NULL CHECK (length(unit) BETWEEN 1 AND 200),
  contact text NOT NULL CHECK (length(contact) BETWEEN 3 AND 254),
  country text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
  zone text NOT NULL CHECK (zone IN ('Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura', 'UTC')),
  redress_id text NOT NULL CHECK (length(redress_id) BETWEEN 10 AND 2000),
  redress_en text NOT NULL CHECK (length(redress_en) BETWEEN 10 AND 2000),
  -- Whether the procedure of this desk asks for the hand-over to police before the first notice.
  police_first boolean NOT NULL,
  version integer NOT NULL DEFAULT 1,
  changed_by text NOT NULL,
  changed_at timestamptz NOT NULL
);

-- The directory: who can take something down, and how each takes notices.
CREATE TABLE remove.platform (
  id text PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  -- The code under which items name their platform; null for a host, a registrar and whatever items do not name.
  code text,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  kind text NOT NULL CHECK (kind IN ('platform', 'host', 'registrar', 'search', 'regulator')),
  country text CHECK (country ~ '^[A-Z]{2}$'),
  language text NOT NULL CHECK (language IN ('id', 'en')),
  -- The way by which its notices go.
  way text NOT NULL CHECK (way IN ('desk', 'mail', 'webhook', 'form')),
  mail text CHECK (length(mail) <= 254),
  webhook text CHECK (webhook ~ '^https://' AND length(webhook) <= 500),
  -- Sealed under the entry's own key.
  webhook_secret bytea,
  form text CHECK (form ~ '^https://' AND length(form) <= 500),
  -- Its own organisation on this server, where its people sign in.
  partner_id text REFERENCES access.organisation (id),
  -- Domains that are its own, lower case, as a person entered them: an entry made by looking something up has none, so that
  -- the directory never comes to list where reported material lay.
  domains text[] NOT NULL DEFAULT '{}' CHECK (cardinality(domains) <= 50),
  -- The autonomous system that a host keeps.
  network integer CHECK (network >= 1),
  -- Under what it stands among the entries that the product comes with.
  known text,
  -- What this recipient asks every notice to say, in its language.
  opening text NOT NULL DEFAULT '' CHECK (length(opening) <= 2000),
  -- Where this was read, and who last checked that it still holds.
  source text NOT NULL DEFAULT '' CHECK (length(source) <= 500),
  checked_by text,
  checked_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  made_at timestamptz NOT NULL,
  retired_at timestamptz,
  CHECK ((checked_by IS NULL) = (checked_at IS NULL)),
  CHECK (CASE way WHEN 'mail' THEN mail IS NOT NULL WHEN 'webhook' THEN webhook IS NOT NULL AND webhook_secret IS NOT NULL
    WHEN 'form' THEN form IS NOT NULL ELSE partner_id IS NOT NULL END)
);
CREATE UNIQUE INDEX platform_code ON remove.platform (organisation_id, code) WHERE code IS NOT NULL AND retired_at IS NULL;
CREATE UNIQUE INDEX platform_network ON remove.platform (organisation_id, network) WHERE network IS NOT NULL AND kind = 'host' AND retired_at IS NULL;
CREATE UNIQUE INDEX platform_known ON remove.platform (organisation_id, known) WHERE known IS NOT NULL;
CREATE INDEX platform_organisation ON remove.platform (organisation_id, name);
CREATE INDEX platform_domains ON remove.platform USING gin (domains);

CREATE TABLE remove.removal (
  id text PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  item_id text NOT NULL UNIQUE REFERENCES report.item (id),
  -- The closed list; it follows from the classification in force.
  ground text NOT NULL CHECK (ground IN ('child-sexual-exploitation', 'image-based-sexual-abuse', 'sexual-extortion', 'grooming', 'trafficking')),
  state text NOT NULL CHECK (state IN ('new', 'located', 'unlocatable', 'notice-open', 'overdue', 'refused', 'unknown', 'geo-blocked', 'moved', 'removed', 'reappeared', 'stopped')),
  version integer NOT NULL DEFAULT 1,
  -- Somebody is in danger now: such a removal is never held.
  danger boolean NOT NULL DEFAULT false,
  platform_id text REFERENCES remove.platform (id),
  -- Where it lies, as far as it is known: its host's country and network. The host itself is sealed, in remove.location.
  country text CHECK (country ~ '^[A-Z]{2}$'),
  network integer,
  -- How it is known that it is gone; null while it is not said.
  grade text CHECK (grade IN ('machine-confirmed', 'attested', 'stated', 'gone-one-place')),
  graded_at timestamptz,
  -- As checks saw it last.
  seen text CHECK (seen IN ('present', 'gone', 'unclear')),
  seen_at timestamptz,
  reappearances integer NOT NULL DEFAULT 0,
  stopped_for text CHECK (stopped_for IN ('contest', 'classification', 'not-ours', 'made-in-error')),
  taken_on_at timestamptz NOT NULL,
  state_at timestamptz NOT NULL,
  -- The first notice, and the end of the first stretch in which it was gone.
  asked_at timestamptz,
  removed_at timestamptz,
  -- The deadline that is next, or was missed.
  due_at timestamptz,
  -- Checks: when the next one is due, and until when it is watched after it was gone.
  next_check_at timestamptz,
  watch_until timestamptz,
  CHECK ((state = 'stopped') = (stopped_for IS NOT NULL)),
  CHECK (state <> 'removed' OR grade IS NOT NULL),
  CHECK (state NOT IN ('notice-open', 'overdue', 'refused') OR asked_at IS NOT NULL)
);
CREATE INDEX removal_state ON remove.removal (organisation_id, state, state_at DESC, id);
CREATE INDEX removal_due ON remove.removal (organisation_id, due_at, id) WHERE due_at IS NOT NULL AND state IN ('notice-open', 'overdue');
CREATE INDEX removal_open ON remove.removal (organisation_id, taken_on_at, id) WHERE state NOT IN ('removed', 'stopped');
-- The overview counts by these alone.
CREATE INDEX removal_counts ON remove.removal (organisation_id, state, grade);
CREATE INDEX removal_platform ON remove.removal (organisation_id, platform_id, state) INCLUDE (asked_at, reappearances);
CREATE INDEX removal_check ON remove.removal (next_check_at) WHERE next_check_at IS NOT NULL;
CREATE INDEX removal_reappeared ON remove.removal (organisation_id, state_at DESC, id) WHERE reappearances > 0;

-- Where an item was found to lie, each time it was looked up. Sealed under the item's key.
CREATE TABLE remove.location (
  id text PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  removal_id text NOT NULL REFERENCES remove.removal (id),
  at timestamptz NOT NULL,
  by text NOT NULL,
  -- Host name, addresses, registrar, contacts of host and registrar: JSON.
  found bytea NOT NULL,
  -- Keyed hash of host and network: whether it moved is told without opening either.
  place_blind bytea NOT NULL CHECK (octet_length(place_blind) = 32),
  country text CHECK (country ~ '^[A-Z]{2}$'),
  network integer,
  network_name text CHECK (length(network_name) <= 120),
  moved boolean NOT NULL
);
CREATE INDEX location_removal ON remove.location (removal_id, at);

-- What goes before the first notice: the hand-over to police with the request to preserve, and what goes to other hotlines.
CREATE TABLE remove.hand_off (
  id text PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  removal_id text NOT NULL REFERENCES remove.removal (id),
  recipient text NOT NULL CHECK (recipient IN ('police', 'hotline', 'regulator')),
  country text CHECK (country ~ '^[A-Z]{2}$'),
  -- Under what it is known there; sealed under the item's key.
  reference bytea,
  preservation boolean NOT NULL DEFAULT false,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  -- It counts once they said that they have it.
  receipt_at timestamptz,
  receipt_by text,
  -- What came back, in the codes of the exchange.
  returned text CHECK (returned IN ('police', 'provider', 'removed', 'unavailable', 'moved', 'not-illegal')),
  returned_at timestamptz,
  CHECK ((receipt_at IS NULL) = (receipt_by IS NULL)),
  CHECK ((returned IS NULL) = (returned_at IS NULL))
);
CREATE INDEX hand_off_removal ON remove.hand_off (removal_id, made_at);
CREATE INDEX hand_off_made ON remove.hand_off (organisation_id, made_at DESC);

-- A hold that police ask for: no notice goes out while it lasts. At most a day, renewed by a second person, counted in public.
CREATE TABLE remove.hold (
  id text PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  removal_id text NOT NULL REFERENCES remove.removal (id),
  reference bytea NOT NULL,
  placed_by text NOT NULL,
  from_at timestamptz NOT NULL,
  until_at timestamptz NOT NULL,
  renews text UNIQUE,
  renewed_person text,
  ended_at timestamptz,
  ended_by text,
  UNIQUE (id, placed_by),
  FOREIGN KEY (renews, renewed_person) REFERENCES remove.hold (id, placed_by),
  CHECK (placed_by <> renewed_person),
  CHECK (until_at > from_at AND until_at <= from_at + interval '24 hours'),
  CHECK ((renews IS NULL) = (renewed_person IS NULL)),
  CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
CREATE INDEX hold_removal ON remove.hold (removal_id, until_at);
-- A removal is put on hold once; every further hold renews the one before it, so that the same person never holds twice.
CREATE UNIQUE INDEX hold_once ON remove.hold (removal_id) WHERE renews IS NULL;
CREATE INDEX hold_placed ON remove.hold (organisation_id, from_at);

CREATE TABLE remove.notice (
  id text PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  reference text NOT NULL CHECK (reference ~ '^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$'),
  platform_id text NOT NULL REFERENCES remove.platform (id),
  state text NOT NULL CHECK (state IN ('draft', 'proposed', 'approved', 'sent', 'acknowledged', 'complied', 'partial', 'refused', 'silent', 'escalated', 'withdrawn', 'discarded')),
  version integer NOT NULL DEFAULT 1,
  -- What it asks to be taken down: the items it names, a whole site, or a site's name.
  reach text NOT NULL CHECK (reach IN ('items', 'site', 'registrar')),
  basis text NOT NULL CHECK (basis IN ('statutory', 'voluntary')),
  ground text NOT NULL CHECK (ground IN ('child-sexual-exploitation', 'image-based-sexual-abuse', 'sexual-extortion', 'grooming', 'trafficking')),
  -- The rule that it stands on, and the authority that invokes it: of statutory ones always, of others where one is followed.
  rule_id text,
  rule_version integer,
  authority_id text REFERENCES clocks.authority (id),
  -- Where it stands on its ladder; `after` is the notice that it escalates.
  ladder text NOT NULL,
  rung integer NOT NULL CHECK (rung >= 0),
  after text UNIQUE REFERENCES remove.notice (id),
  language text NOT NULL CHECK (language IN ('id', 'en')),
  way text NOT NULL CHECK (way IN ('desk', 'mail', 'webhook', 'form')),
  -- Sealed under the notice's key: the reasons, and of steps against a whole site why nothing less would do.
  reasons bytea NOT NULL,
  proportionality bytea,
  drafted_by text NOT NULL,
  drafted_at timestamptz NOT NULL,
  -- What exactly was said (JSON, sealed), its SHA-256, and the salt of its public commitment (sealed).
  sealed bytea,
  sealed_sha256 bytea CHECK (octet_length(sealed_sha256) = 32),
  salt bytea,
  sent_by text,
  sent_at timestamptz,
  -- When it was handed over, and when the other side showed that it has it: an accepted mail is not a receipt.
  handed_over_at timestamptz,
  acknowledged_at timestamptz,
  answered_at timestamptz,
  -- What the recipient answered in its own words, sealed under the notice's key.
  answer bytea,
  refused_for text CHECK (refused_for IN ('not-found', 'not-illegal-here', 'not-ours', 'incomplete', 'contested', 'other')),
  due_at timestamptz,
  withdrawn_for text CHECK (withdrawn_for IN ('contest', 'moved', 'made-in-error')),
  UNIQUE (organisation_id, reference),
  CHECK (basis <> 'statutory' OR num_nulls(rule_id, rule_version, authority_id) = 0),
  CHECK (reach = 'items' OR proportionality IS NOT NULL OR sent_at IS NULL),
  CHECK ((state IN ('draft', 'proposed', 'approved', 'discarded')) = (sent_at IS NULL)),
  CHECK (num_nulls(sent_at, sent_by, sealed, sealed_sha256, salt) IN (0, 5)),
  CHECK ((state = 'withdrawn') = (withdrawn_for IS NOT NULL))
);
CREATE INDEX notice_state ON remove.notice (organisation_id, state, drafted_at DESC, id);
CREATE INDEX notice_open ON remove.notice (organisation_id, due_at, id) WHERE state IN ('sent', 'acknowledged', 'partial', 'silent');
CREATE INDEX notice_platform ON remove.notice (platform_id, drafted_at DESC);
CREATE INDEX notice_sent ON remove.notice (organisation_id, sent_at DESC, id) WHERE sent_at IS NOT NULL;

CREATE TABLE remove.notice_item (
  notice_id text NOT NULL REFERENCES remove.notice (id),
  removal_id text NOT NULL REFERENCES remove.removal (id),
  organisation_id text NOT NULL,
  outcome text CHECK (outcome IN ('complied', 'refused')),
  outcome_at timestamptz,
  -- Asked for no longer: a contest was upheld, or it moved away.
  withdrawn_at timestamptz,
  PRIMARY KEY (notice_id, removal_id),
  CHECK ((outcome IS NULL) = (outcome_at IS NULL))
);
CREATE INDEX notice_item_removal ON remove.notice_item (removal_id);

-- Who put their name to a notice: whoever proposed it, a second person for statutory ones, a third for a whole site.
CREATE TABLE remove.signature (
  notice_id text NOT NULL REFERENCES remove.notice (id),
  person_id text NOT NULL,
  organisation_id text NOT NULL,
  role text NOT NULL CHECK (role IN ('proposer', 'second', 'third')),
  -- Of what they put their name to: the draft as it was.
  draft_sha256 bytea NOT NULL CHECK (octet_length(draft_sha256) = 32),
  at timestamptz NOT NULL,
  PRIMARY KEY (notice_id, person_id),
  UNIQUE (notice_id, role)
);

-- What happened with a removal or a notice, in codes.
CREATE TABLE remove.entry (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  thing text NOT NULL,
  kind text NOT NULL,
  facts jsonb NOT NULL DEFAULT '{}',
  by text,
  at timestamptz NOT NULL
);
CREATE INDEX entry_thing ON remove.entry (thing, at, number);

-- What was said stays as it was said.
CREATE FUNCTION remove.refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'what was sealed at sending is never changed (notice %)', OLD.id; END $$;
CREATE TRIGGER notice_sealed BEFORE UPDATE ON remove.notice FOR EACH ROW
  WHEN (OLD.sent_at IS NOT NULL AND (OLD.reference, OLD.sealed, OLD.sealed_sha256, OLD.salt, OLD.basis, OLD.rule_id, OLD.rule_version, OLD.reach, OLD.ground, OLD.platform_id, OLD.ladder, OLD.rung, OLD.after, OLD.way, OLD.language, OLD.sent_at, OLD.sent_by)
    IS DISTINCT FROM (NEW.reference, NEW.sealed, NEW.sealed_sha256, NEW.salt, NEW.basis, NEW.rule_id, NEW.rule_version, NEW.reach, NEW.ground, NEW.platform_id, NEW.ladder, NEW.rung, NEW.after, NEW.way, NEW.language, NEW.sent_at, NEW.sent_by))
  EXECUTE FUNCTION remove.refuse_change();

-- Nothing goes out without the names that it needs, whatever the code above it does.
CREATE FUNCTION remove.refuse_without_names() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF (SELECT count(*) FROM remove.signature s WHERE s.notice_id = NEW.id)
     < (CASE WHEN NEW.reach <> 'items' THEN 3 WHEN NEW.basis = 'statutory' THEN 2 ELSE 1 END) THEN
    RAISE EXCEPTION 'too few names stand under the notice %', NEW.id;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER notice_named BEFORE UPDATE ON remove.notice FOR EACH ROW
  WHEN (OLD.sent_at IS NULL AND NEW.sent_at IS NOT NULL) EXECUTE FUNCTION remove.refuse_without_names();

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['issuer', 'platform', 'removal', 'location', 'hand_off', 'hold', 'notice', 'notice_item', 'signature', 'entry'] LOOP
    EXECUTE format('ALTER TABLE remove.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE remove.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY %I ON remove.%I TO suaka_app USING (organisation_id = runtime.organisation()) WITH CHECK (organisation_id = runtime.organisation())', name || '_own', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON remove.%I TO suaka_app', name);
    EXECUTE format('CREATE POLICY %I ON remove.%I AS RESTRICTIVE FOR DELETE TO suaka_app USING (access.in_demonstration())', name || '_kept', name);
  END LOOP;
END $$;
-- A draft that was changed needs its signatures anew; what was sent keeps them.
DROP POLICY signature_kept ON remove.signature;
CREATE POLICY signature_kept ON remove.signature AS RESTRICTIVE FOR DELETE TO suaka_app
  USING (access.in_demonstration() OR EXISTS (SELECT FROM remove.notice n WHERE n.id = notice_id AND n.sent_at IS NULL));
DROP POLICY notice_item_kept ON remove.notice_item;
CREATE POLICY notice_item_kept ON remove.notice_item AS RESTRICTIVE FOR DELETE TO suaka_app
  USING (access.in_demonstration() OR EXISTS (SELECT FROM remove.notice n WHERE n.id = notice_id AND n.sent_at IS NULL));
REVOKE UPDATE ON remove.signature, remove.entry, remove.location, remove.notice_item FROM suaka_app;
GRANT UPDATE (outcome, outcome_at, withdrawn_at) ON remove.notice_item TO suaka_app;

-- The node finds what is due to be checked, of whichever organisation.
CREATE POLICY removal_node ON remove.removal FOR SELECT TO suaka_node USING (true);
GRANT SELECT (id, organisation_id, state, next_check_at) ON remove.removal TO suaka_node;
