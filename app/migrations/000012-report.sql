-- Report: what people tell the desk, the receipt they come back with, and the queue that starts with the most urgent.
-- No media and no way to any; no address and no user agent of whoever reports.

ALTER TABLE access.person DROP CONSTRAINT person_roles_check,
  ADD CHECK (roles <@ ARRAY['administrator', 'supervisor', 'intake', 'curator', 'analyst', 'auditor']);
ALTER TABLE access.api_key DROP CONSTRAINT api_key_scopes_check,
  ADD CHECK (cardinality(scopes) > 0 AND scopes <@ ARRAY['match', 'curate', 'verdict', 'report']);

CREATE SCHEMA report;
GRANT USAGE ON SCHEMA report TO suaka_app, suaka_node;

-- A receipt opens one thing: a report, a contest or a submission of fingerprints. The words themselves are nowhere.
CREATE TABLE report.receipt (
  -- HMAC-SHA-256 under a key outside the database; also the index.
  receipt_blind bytea PRIMARY KEY CHECK (octet_length(receipt_blind) = 32),
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  thing text NOT NULL UNIQUE,
  made_at timestamptz NOT NULL,
  -- Until then the page that made it shows it again when it is sent again; afterwards never.
  written_down_at timestamptz,
  -- argon2id of the recovery phrase, where the person chose one.
  recovery text,
  -- Since when there has been one; another one in its place, for which it had to be given, is as old.
  recovery_set_at timestamptz,
  recovery_hides_messages boolean NOT NULL DEFAULT false,
  failed_recoveries integer NOT NULL DEFAULT 0,
  paused_until timestamptz,
  CHECK ((recovery IS NULL) = (recovery_set_at IS NULL))
);
CREATE INDEX receipt_organisation ON report.receipt (organisation_id);

CREATE TABLE report.report (
  id text PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  -- What staff and a reporter may say to each other on the telephone. It opens nothing.
  reference text NOT NULL CHECK (reference ~ '^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$'),
  state text NOT NULL CHECK (state IN ('received', 'triaged', 'in-progress', 'duplicate', 'out-of-scope', 'spam', 'resolved', 'closed', 'reopened')),
  version integer NOT NULL DEFAULT 1,
  channel text NOT NULL CHECK (channel IN ('web', 'phone', 'walk-in', 'partner', 'file')),
  anonymity text NOT NULL CHECK (anonymity IN ('anonymous', 'confidential', 'identified')),
  language text NOT NULL CHECK (language IN ('id', 'en')),
  -- What was told in codes; null: not answered, which is an answer.
  concern text NOT NULL CHECK (concern IN ('sextortion', 'picture-abuse', 'grooming', 'trafficking', 'abuse-material', 'unsure')),
  relation text CHECK (relation IN ('self', 'guardian', 'friend', 'finder', 'professional')),
  age_band text CHECK (age_band IN ('under-13', '13-17', 'adult')),
  in_danger boolean,
  extortion text CHECK (extortion IN ('now', 'past', 'none')),
  paid boolean,
  spread text CHECK (spread IN ('none', 'private', 'public')),
  wants_reply boolean NOT NULL DEFAULT true,
  -- Encrypted under the report's key: the reporter's own words, where rescue would go, how to reach them safely (JSON).
  story bytea,
  place bytea,
  contact bytea,
  partner_reference bytea,
  filed_by text,
  -- The form's own token, keyed: the same form sent twice is one report.
  once_blind bytea UNIQUE,
  received_at timestamptz NOT NULL,
  state_at timestamptz NOT NULL,
  -- Rules that apply, and the moment from which the queue counts: received_at less the head start of each of them.
  urgency text[] NOT NULL DEFAULT '{}',
  queue_at timestamptz NOT NULL,
  taken_by text,
  taken_at timestamptz,
  -- The reporter wrote and nobody has read it yet.
  message_waiting boolean NOT NULL DEFAULT false,
  merged_into text REFERENCES report.report (id),
  split_from text REFERENCES report.report (id),
  referred_to text,
  outcome text,
  UNIQUE (organisation_id, reference),
  CHECK ((state = 'duplicate') = (merged_into IS NOT NULL)),
  CHECK (state <> 'out-of-scope' OR referred_to IS NOT NULL)
);
CREATE INDEX report_queue ON report.report (organisation_id, queue_at, id) WHERE state IN ('received', 'triaged', 'in-progress', 'reopened');
CREATE INDEX report_free ON report.report (organisation_id, queue_at, id) WHERE taken_by IS NULL AND state IN ('received', 'triaged', 'in-progress', 'reopened');
CREATE INDEX report_taken ON report.report (organisation_id, taken_by, queue_at, id) WHERE taken_by IS NOT NULL AND state IN ('received', 'triaged', 'in-progress', 'reopened');
CREATE INDEX report_waiting ON report.report (organisation_id, queue_at, id) WHERE message_waiting;
CREATE INDEX report_state ON report.report (organisation_id, state, received_at DESC, id);
CREATE INDEX report_concern ON report.report (organisation_id, concern, received_at DESC, id);
CREATE INDEX report_channel ON report.report (organisation_id, channel, received_at DESC, id);
CREATE INDEX report_received ON report.report (organisation_id, received_at DESC, id);
CREATE INDEX report_merged ON report.report (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX report_split ON report.report (split_from) WHERE split_from IS NOT NULL;

-- A reported address, account, phone number or group. Encrypted: the database must not be a directory of them.
CREATE TABLE report.item (
  id text PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  kind text NOT NULL CHECK (kind IN ('url', 'account', 'phone', 'group')),
  platform text,
  state text NOT NULL CHECK (state IN ('new', 'classified')),
  value bytea NOT NULL,
  value_blind bytea NOT NULL CHECK (octet_length(value_blind) = 32),
  first_seen_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  UNIQUE (organisation_id, value_blind)
);

CREATE TABLE report.report_item (
  report_id text NOT NULL REFERENCES report.report (id),
  item_id text NOT NULL REFERENCES report.item (id),
  organisation_id text NOT NULL,
  added_at timestamptz NOT NULL,
  added_by text NOT NULL CHECK (added_by IN ('reporter', 'desk', 'partner')),
  -- Taken off the report again, by whom and why: the row stays, because it was told.
  removed_at timestamptz,
  removed_by text,
  removed_for text CHECK (removed_for IN ('not-related', 'own', 'mistyped', 'split')),
  PRIMARY KEY (report_id, item_id),
  CHECK ((removed_at IS NULL) = (removed_by IS NULL) AND (removed_at IS NULL) = (removed_for IS NULL))
);
CREATE INDEX report_item_item ON report.report_item (item_id, added_at);

-- Between the desk and whoever holds the receipt of a report or a contest; encrypted under that thing's key.
CREATE TABLE report.message (
  id text PRIMARY KEY,
  -- Of messages of one moment, the order in which they were written.
  number bigint GENERATED ALWAYS AS IDENTITY,
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  thing text NOT NULL,
  from_desk boolean NOT NULL,
  body bytea NOT NULL,
  written_by text,
  written_at timestamptz NOT NULL,
  read_at timestamptz,
  CHECK (from_desk = (written_by IS NOT NULL))
);
CREATE INDEX message_thing ON report.message (thing, written_at, number);

-- What staff note for each other; encrypted under the report's key. No receipt shows it.
CREATE TABLE report.note (
  id text PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  report_id text NOT NULL REFERENCES report.report (id),
  body bytea NOT NULL,
  written_by text NOT NULL,
  written_at timestamptz NOT NULL
);
CREATE INDEX note_report ON report.note (report_id, written_at);

-- What happened with a report, in codes. What is told to the reporter is chosen among these by one pure rule.
CREATE TABLE report.entry (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  report_id text NOT NULL REFERENCES report.report (id),
  kind text NOT NULL,
  facts jsonb NOT NULL DEFAULT '{}',
  by text,
  at timestamptz NOT NULL
);
CREATE INDEX entry_report ON report.entry (report_id, at, number);

-- Who has a report's page open: two people never work on one unknowingly.
CREATE TABLE report.viewing (
  report_id text NOT NULL REFERENCES report.report (id) ON DELETE CASCADE,
  person_id text NOT NULL,
  organisation_id text NOT NULL,
  seen_at timestamptz NOT NULL,
  PRIMARY KEY (report_id, person_id)
);

-- Head starts that a supervisor changed; what is not here is as the product ships it.
CREATE TABLE report.urgency_rule (
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  code text NOT NULL,
  head_start_hours integer NOT NULL CHECK (head_start_hours BETWEEN 0 AND 87600),
  changed_at timestamptz NOT NULL,
  changed_by text NOT NULL,
  PRIMARY KEY (organisation_id, code)
);

-- The go-live list: until every point is confirmed and the whole is signed off, every public page says that nobody reads this.
CREATE TABLE report.go_live (
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  point text NOT NULL CHECK (point IN ('controller', 'privacy-notice', 'retention', 'key-custody', 'tls', 'backup-drill', 'cover-hours', 'help-lines')),
  text_id text NOT NULL DEFAULT '' CHECK (length(text_id) <= 4000),
  text_en text NOT NULL DEFAULT '' CHECK (length(text_en) <= 4000),
  confirmed_by text NOT NULL,
  confirmed_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, point)
);
CREATE TABLE report.sign_off (
  organisation_id text PRIMARY KEY REFERENCES access.organisation (id),
  signed_by text NOT NULL,
  signed_at timestamptz NOT NULL
);

-- Numbers to call, shown on the public face. Checked again every 90 days by a person who called them.
CREATE TABLE report.help_line (
  id text PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES access.organisation (id),
  kind text NOT NULL CHECK (kind IN ('emergency', 'crisis', 'support', 'police', 'bank')),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  number text NOT NULL CHECK (length(number) BETWEEN 1 AND 60),
  href text CHECK (href ~ '^(tel:|sms:|https://)'),
  hours text NOT NULL DEFAULT '' CHECK (length(hours) <= 200),
  note_id text NOT NULL DEFAULT '' CHECK (length(note_id) <= 500),
  note_en text NOT NULL DEFAULT '' CHECK (length(note_en) <= 500),
  position integer NOT NULL,
  verified_at timestamptz,
  verified_by text
);
CREATE INDEX help_line_organisation ON report.help_line (organisation_id, position);

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['receipt', 'report', 'item', 'report_item', 'message', 'note', 'entry', 'viewing', 'urgency_rule', 'go_live', 'sign_off', 'help_line'] LOOP
    EXECUTE format('ALTER TABLE report.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE report.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY %I ON report.%I TO suaka_app USING (organisation_id = runtime.organisation()) WITH CHECK (organisation_id = runtime.organisation())', name || '_own', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON report.%I TO suaka_app', name);
  END LOOP;
  -- What was told stays; only made-up data goes as a whole.
  FOREACH name IN ARRAY ARRAY['receipt', 'report', 'item', 'report_item', 'message', 'note', 'entry'] LOOP
    EXECUTE format('CREATE POLICY %I ON report.%I AS RESTRICTIVE FOR DELETE TO suaka_app USING (access.in_demonstration())', name || '_kept', name);
  END LOOP;
END $$;
REVOKE UPDATE ON report.entry, report.note FROM suaka_app;
COMMENT ON TABLE report.viewing IS 'not in backups: who has a page open right now';
