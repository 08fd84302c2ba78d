-- The schema of the database, for reviewers. Made by `npm run generate` from the catalogue of a freshly migrated
-- database; nothing runs it: the database itself is made by app/migrations. The job queue's own schema is left out.

-- ==================== access

CREATE SCHEMA access;
GRANT USAGE ON SCHEMA access TO suaka_app;
GRANT USAGE ON SCHEMA access TO suaka_backup;
GRANT USAGE ON SCHEMA access TO suaka_node;

CREATE TABLE access.answered_request (
  organisation_id text NOT NULL,
  caller_id text NOT NULL,
  key_hash bytea NOT NULL,
  request_hash bytea NOT NULL,
  begun_at timestamp with time zone NOT NULL,
  status smallint,
  content_type text,
  body text,
  CONSTRAINT answered_request_pkey PRIMARY KEY (caller_id, key_hash),
  CONSTRAINT answered_request_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id)
);
CREATE INDEX answered_request_age ON access.answered_request USING btree (begun_at);
ALTER TABLE access.answered_request ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.answered_request FORCE ROW LEVEL SECURITY;
CREATE POLICY answered_request_backup ON access.answered_request FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY answered_request_node ON access.answered_request FOR ALL TO suaka_node
  USING (true);
CREATE POLICY answered_request_own ON access.answered_request FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE access.answered_request TO suaka_app;
GRANT SELECT ON TABLE access.answered_request TO suaka_backup;
GRANT SELECT, DELETE ON TABLE access.answered_request TO suaka_node;

CREATE TABLE access.api_key (
  id text NOT NULL,
  organisation_id text NOT NULL,
  name text NOT NULL,
  secret_hash bytea NOT NULL,
  scopes text[] NOT NULL,
  requests_a_minute integer NOT NULL,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone,
  last_used_on date,
  revoked_at timestamp with time zone,
  CONSTRAINT api_key_pkey PRIMARY KEY (id),
  CONSTRAINT api_key_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT api_key_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
  CONSTRAINT api_key_requests_a_minute_check CHECK (((requests_a_minute >= 1) AND (requests_a_minute <= 1000000))),
  CONSTRAINT api_key_scopes_check CHECK (((cardinality(scopes) > 0) AND (scopes <@ ARRAY['match'::text, 'curate'::text, 'verdict'::text])))
);
CREATE INDEX api_key_organisation ON access.api_key USING btree (organisation_id);
ALTER TABLE access.api_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.api_key FORCE ROW LEVEL SECURITY;
CREATE POLICY api_key_backup ON access.api_key FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY api_key_found ON access.api_key FOR ALL TO suaka_node
  USING (true);
CREATE POLICY api_key_kept ON access.api_key AS RESTRICTIVE FOR DELETE TO suaka_app
  USING (access.in_demonstration());
CREATE POLICY api_key_of_organisation ON access.api_key FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE (revoked_at), DELETE ON TABLE access.api_key TO suaka_app;
GRANT SELECT ON TABLE access.api_key TO suaka_backup;
GRANT SELECT, UPDATE (last_used_on) ON TABLE access.api_key TO suaka_node;

CREATE TABLE access."grant" (
  id text NOT NULL,
  organisation_id text NOT NULL,
  to_organisation_id text NOT NULL,
  thing text NOT NULL,
  allows text NOT NULL,
  agreement text NOT NULL,
  granted_at timestamp with time zone NOT NULL,
  revoked_at timestamp with time zone,
  CONSTRAINT grant_pkey PRIMARY KEY (id),
  CONSTRAINT grant_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT grant_to_organisation_id_fkey FOREIGN KEY (to_organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT grant_agreement_check CHECK (((length(agreement) >= 1) AND (length(agreement) <= 1000))),
  CONSTRAINT grant_allows_check CHECK ((allows = ANY (ARRAY['match'::text, 'read'::text]))),
  CONSTRAINT grant_check CHECK ((to_organisation_id <> organisation_id))
);
CREATE UNIQUE INDEX grant_once ON access."grant" USING btree (thing, to_organisation_id, allows) WHERE (revoked_at IS NULL);
CREATE INDEX grant_receiver ON access."grant" USING btree (to_organisation_id, thing);
ALTER TABLE access."grant" ENABLE ROW LEVEL SECURITY;
ALTER TABLE access."grant" FORCE ROW LEVEL SECURITY;
CREATE POLICY grant_backup ON access."grant" FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY grant_given ON access."grant" FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()));
CREATE POLICY grant_kept ON access."grant" AS RESTRICTIVE FOR DELETE TO suaka_app
  USING (access.in_demonstration());
CREATE POLICY grant_received ON access."grant" FOR SELECT TO suaka_app
  USING ((to_organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE (revoked_at), DELETE ON TABLE access."grant" TO suaka_app;
GRANT SELECT ON TABLE access."grant" TO suaka_backup;

CREATE TABLE access.organisation (
  id text NOT NULL,
  name text NOT NULL,
  demonstration boolean DEFAULT false NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT organisation_pkey PRIMARY KEY (id),
  CONSTRAINT organisation_id_check CHECK ((id <> ''::text)),
  CONSTRAINT organisation_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);
CREATE UNIQUE INDEX organisation_one_demonstration ON access.organisation USING btree (demonstration) WHERE demonstration;
ALTER TABLE access.organisation ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.organisation FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation_backup ON access.organisation FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY organisation_founded ON access.organisation FOR INSERT TO suaka_app
  WITH CHECK ((id = runtime.organisation()));
CREATE POLICY organisation_itself ON access.organisation FOR UPDATE TO suaka_app
  USING ((id = runtime.organisation()));
CREATE POLICY organisation_known ON access.organisation FOR SELECT TO suaka_app
  USING (true);
CREATE POLICY organisation_node ON access.organisation FOR SELECT TO suaka_node
  USING (true);
CREATE POLICY organisation_removed ON access.organisation FOR DELETE TO suaka_app
  USING (((id = runtime.organisation()) AND demonstration));
GRANT SELECT, INSERT, UPDATE (name), DELETE ON TABLE access.organisation TO suaka_app;
GRANT SELECT ON TABLE access.organisation TO suaka_backup;
GRANT SELECT ON TABLE access.organisation TO suaka_node;

CREATE TABLE access.passkey (
  id text NOT NULL,
  organisation_id text NOT NULL,
  person_id text NOT NULL,
  credential_id text NOT NULL,
  public_key bytea NOT NULL,
  counter bigint NOT NULL,
  transports text[] NOT NULL,
  synced boolean NOT NULL,
  added_at timestamp with time zone NOT NULL,
  used_at timestamp with time zone,
  CONSTRAINT passkey_pkey PRIMARY KEY (id),
  CONSTRAINT passkey_credential_id_key UNIQUE (credential_id),
  CONSTRAINT passkey_person_id_fkey FOREIGN KEY (person_id) REFERENCES access.person(id) ON DELETE CASCADE
);
CREATE INDEX passkey_person ON access.passkey USING btree (person_id);
ALTER TABLE access.passkey ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.passkey FORCE ROW LEVEL SECURITY;
CREATE POLICY passkey_backup ON access.passkey FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY passkey_found ON access.passkey FOR SELECT TO suaka_node
  USING (true);
CREATE POLICY passkey_of_organisation ON access.passkey FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE access.passkey TO suaka_app;
GRANT SELECT ON TABLE access.passkey TO suaka_backup;
GRANT SELECT ON TABLE access.passkey TO suaka_node;

CREATE TABLE access.password_link (
  person_id text NOT NULL,
  organisation_id text NOT NULL,
  token_hash bytea NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT password_link_pkey PRIMARY KEY (person_id),
  CONSTRAINT password_link_token_hash_key UNIQUE (token_hash),
  CONSTRAINT password_link_person_id_fkey FOREIGN KEY (person_id) REFERENCES access.person(id) ON DELETE CASCADE
);
ALTER TABLE access.password_link ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.password_link FORCE ROW LEVEL SECURITY;
CREATE POLICY password_link_backup ON access.password_link FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY password_link_found ON access.password_link FOR SELECT TO suaka_node
  USING (true);
CREATE POLICY password_link_of_organisation ON access.password_link FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE access.password_link TO suaka_app;
GRANT SELECT ON TABLE access.password_link TO suaka_backup;
GRANT SELECT ON TABLE access.password_link TO suaka_node;

CREATE TABLE access.person (
  id text NOT NULL,
  organisation_id text NOT NULL,
  name bytea NOT NULL,
  email bytea NOT NULL,
  email_blind bytea NOT NULL,
  roles text[] NOT NULL,
  password text,
  failed_sign_ins integer DEFAULT 0 NOT NULL,
  paused_until timestamp with time zone,
  added_at timestamp with time zone NOT NULL,
  disabled_at timestamp with time zone,
  CONSTRAINT person_pkey PRIMARY KEY (id),
  CONSTRAINT person_email_blind_key UNIQUE (email_blind),
  CONSTRAINT person_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT person_roles_check CHECK ((roles <@ ARRAY['administrator'::text, 'supervisor'::text, 'curator'::text, 'analyst'::text, 'auditor'::text]))
);
CREATE INDEX person_organisation ON access.person USING btree (organisation_id);
ALTER TABLE access.person ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.person FORCE ROW LEVEL SECURITY;
CREATE POLICY person_backup ON access.person FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY person_found ON access.person FOR SELECT TO suaka_node
  USING (true);
CREATE POLICY person_kept ON access.person AS RESTRICTIVE FOR DELETE TO suaka_app
  USING (access.in_demonstration());
CREATE POLICY person_of_organisation ON access.person FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE access.person TO suaka_app;
GRANT SELECT ON TABLE access.person TO suaka_backup;
GRANT SELECT (id, organisation_id, email_blind, roles, password, failed_sign_ins, paused_until, disabled_at) ON TABLE access.person TO suaka_node;

CREATE TABLE access.session (
  id text NOT NULL,
  organisation_id text NOT NULL,
  person_id text NOT NULL,
  token_hash bytea NOT NULL,
  signed_in_with text NOT NULL,
  started_at timestamp with time zone NOT NULL,
  seen_at timestamp with time zone NOT NULL,
  CONSTRAINT session_pkey PRIMARY KEY (id),
  CONSTRAINT session_token_hash_key UNIQUE (token_hash),
  CONSTRAINT session_person_id_fkey FOREIGN KEY (person_id) REFERENCES access.person(id) ON DELETE CASCADE,
  CONSTRAINT session_signed_in_with_check CHECK ((signed_in_with = ANY (ARRAY['password'::text, 'passkey'::text, 'set-up'::text, 'look-around'::text])))
);
CREATE INDEX session_person ON access.session USING btree (person_id);
ALTER TABLE access.session ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.session FORCE ROW LEVEL SECURITY;
CREATE POLICY session_backup ON access.session FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY session_found ON access.session FOR ALL TO suaka_node
  USING (true);
CREATE POLICY session_of_organisation ON access.session FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, DELETE ON TABLE access.session TO suaka_app;
GRANT SELECT ON TABLE access.session TO suaka_backup;
GRANT SELECT, UPDATE (seen_at), DELETE ON TABLE access.session TO suaka_node;

CREATE TABLE access.setup (
  single boolean DEFAULT true NOT NULL,
  at timestamp with time zone NOT NULL,
  CONSTRAINT setup_pkey PRIMARY KEY (single),
  CONSTRAINT setup_single_check CHECK (single)
);
GRANT SELECT, INSERT ON TABLE access.setup TO suaka_app;
GRANT SELECT ON TABLE access.setup TO suaka_backup;

CREATE TABLE access.spent_challenge (
  hash bytea NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT spent_challenge_pkey PRIMARY KEY (hash)
);
CREATE INDEX spent_challenge_expiry ON access.spent_challenge USING btree (expires_at);
GRANT SELECT, INSERT, DELETE ON TABLE access.spent_challenge TO suaka_app;
GRANT SELECT ON TABLE access.spent_challenge TO suaka_backup;

CREATE OR REPLACE FUNCTION access.granted(thing_id text, owner_id text, use text)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (EXISTS (SELECT FROM access."grant" g WHERE ((g.thing = granted.thing_id) AND (g.organisation_id = granted.owner_id) AND (g.allows = granted.use) AND (g.to_organisation_id = runtime.organisation()) AND (g.revoked_at IS NULL))));

CREATE OR REPLACE FUNCTION access.in_demonstration()
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (EXISTS (SELECT FROM access.organisation o WHERE ((o.id = runtime.organisation()) AND o.demonstration)));

-- ==================== audit

CREATE SCHEMA audit;
GRANT USAGE ON SCHEMA audit TO suaka_app;
GRANT USAGE ON SCHEMA audit TO suaka_backup;
GRANT USAGE ON SCHEMA audit TO suaka_node;

CREATE TABLE audit.event (
  id text NOT NULL,
  xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
  at timestamp with time zone NOT NULL,
  organisation_id text,
  actor_kind text NOT NULL,
  actor_id text NOT NULL,
  verb text NOT NULL,
  thing text NOT NULL,
  facts jsonb DEFAULT '{}'::jsonb NOT NULL,
  CONSTRAINT event_pkey PRIMARY KEY (id),
  CONSTRAINT event_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['person'::text, 'key'::text, 'node'::text, 'nobody'::text])))
);
CREATE INDEX event_organisation ON audit.event USING btree (organisation_id, at);
CREATE INDEX event_thing ON audit.event USING btree (thing, at);
CREATE INDEX event_xid ON audit.event USING btree (xid);
ALTER TABLE audit.event ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit.event FORCE ROW LEVEL SECURITY;
CREATE POLICY event_backup ON audit.event FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY event_of_organisation ON audit.event FOR SELECT TO suaka_app
  USING ((organisation_id = runtime.organisation()));
CREATE POLICY event_sealed ON audit.event FOR SELECT TO suaka_node
  USING (true);
CREATE POLICY event_written ON audit.event FOR INSERT TO suaka_app
  WITH CHECK (((organisation_id IS NULL) OR (organisation_id = runtime.organisation())));
CREATE TRIGGER event_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON audit.event FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse();
GRANT SELECT, INSERT ON TABLE audit.event TO suaka_app;
GRANT SELECT ON TABLE audit.event TO suaka_backup;
GRANT SELECT ON TABLE audit.event TO suaka_node;

CREATE TABLE audit.seal (
  number bigint NOT NULL,
  event_id text NOT NULL,
  hash bytea NOT NULL,
  CONSTRAINT seal_pkey PRIMARY KEY (number),
  CONSTRAINT seal_event_id_key UNIQUE (event_id),
  CONSTRAINT seal_event_id_fkey FOREIGN KEY (event_id) REFERENCES audit.event(id),
  CONSTRAINT seal_hash_check CHECK ((octet_length(hash) = 32)),
  CONSTRAINT seal_number_check CHECK ((number > 0))
);
CREATE TRIGGER seal_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON audit.seal FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse();
GRANT SELECT ON TABLE audit.seal TO suaka_backup;
GRANT SELECT, INSERT ON TABLE audit.seal TO suaka_node;

CREATE TABLE audit.sealed_below (
  single boolean DEFAULT true NOT NULL,
  mark xid8 NOT NULL,
  CONSTRAINT sealed_below_pkey PRIMARY KEY (single),
  CONSTRAINT sealed_below_single_check CHECK (single)
);
GRANT SELECT ON TABLE audit.sealed_below TO suaka_backup;
GRANT SELECT, UPDATE ON TABLE audit.sealed_below TO suaka_node;

CREATE OR REPLACE FUNCTION audit.refuse()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN RAISE EXCEPTION 'the record is append-only: % on % is refused', TG_OP, TG_TABLE_NAME; END $function$;

-- ==================== fields

CREATE SCHEMA fields;
GRANT USAGE ON SCHEMA fields TO suaka_app;
GRANT USAGE ON SCHEMA fields TO suaka_backup;
GRANT USAGE ON SCHEMA fields TO suaka_node;

CREATE TABLE fields.erasure (
  record_id text NOT NULL,
  organisation_id text NOT NULL,
  erased_at timestamp with time zone NOT NULL,
  CONSTRAINT erasure_pkey PRIMARY KEY (record_id),
  CONSTRAINT erasure_organisation_id_check CHECK ((organisation_id <> ''::text))
);
ALTER TABLE fields.erasure ENABLE ROW LEVEL SECURITY;
ALTER TABLE fields.erasure FORCE ROW LEVEL SECURITY;
CREATE POLICY erasure_backup ON fields.erasure FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY erasure_journal ON fields.erasure FOR SELECT TO suaka_node
  USING (true);
CREATE POLICY erasure_of_organisation ON fields.erasure FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT ON TABLE fields.erasure TO suaka_app;
GRANT SELECT ON TABLE fields.erasure TO suaka_backup;
GRANT SELECT ON TABLE fields.erasure TO suaka_node;

CREATE TABLE fields.index_secret (
  single boolean DEFAULT true NOT NULL,
  key_version integer NOT NULL,
  wrapped bytea NOT NULL,
  CONSTRAINT index_secret_pkey PRIMARY KEY (single),
  CONSTRAINT index_secret_key_version_fkey FOREIGN KEY (key_version) REFERENCES fields.master_key(version),
  CONSTRAINT index_secret_single_check CHECK (single)
);
GRANT SELECT ON TABLE fields.index_secret TO suaka_backup;
GRANT SELECT, INSERT, UPDATE ON TABLE fields.index_secret TO suaka_node;

CREATE TABLE fields.master_key (
  version integer NOT NULL,
  fingerprint bytea NOT NULL,
  first_used_at timestamp with time zone NOT NULL,
  retired_at timestamp with time zone,
  CONSTRAINT master_key_pkey PRIMARY KEY (version),
  CONSTRAINT master_key_fingerprint_key UNIQUE (fingerprint),
  CONSTRAINT master_key_fingerprint_check CHECK ((octet_length(fingerprint) = 16)),
  CONSTRAINT master_key_version_check CHECK ((version > 0))
);
GRANT SELECT ON TABLE fields.master_key TO suaka_backup;
GRANT SELECT, INSERT, UPDATE ON TABLE fields.master_key TO suaka_node;

CREATE TABLE fields.record_key (
  record_id text NOT NULL,
  organisation_id text NOT NULL,
  key_version integer NOT NULL,
  wrapped bytea NOT NULL,
  CONSTRAINT record_key_pkey PRIMARY KEY (record_id),
  CONSTRAINT record_key_key_version_fkey FOREIGN KEY (key_version) REFERENCES fields.master_key(version),
  CONSTRAINT record_key_organisation_id_check CHECK ((organisation_id <> ''::text))
);
CREATE INDEX record_key_version ON fields.record_key USING btree (key_version);
ALTER TABLE fields.record_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE fields.record_key FORCE ROW LEVEL SECURITY;
CREATE POLICY record_key_backup ON fields.record_key FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY record_key_of_organisation ON fields.record_key FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()));
CREATE POLICY record_key_rewrapped ON fields.record_key FOR ALL TO suaka_node
  USING (true);
GRANT SELECT, INSERT, DELETE ON TABLE fields.record_key TO suaka_app;
GRANT SELECT ON TABLE fields.record_key TO suaka_backup;
GRANT SELECT, UPDATE (key_version, wrapped) ON TABLE fields.record_key TO suaka_node;

-- ==================== recognise

CREATE SCHEMA recognise;
GRANT USAGE ON SCHEMA recognise TO suaka_app;
GRANT USAGE ON SCHEMA recognise TO suaka_backup;
GRANT USAGE ON SCHEMA recognise TO suaka_node;

CREATE TABLE recognise.alarm (
  id text NOT NULL,
  organisation_id text NOT NULL,
  kind text NOT NULL,
  caller_id text NOT NULL,
  raised_at timestamp with time zone NOT NULL,
  acknowledged_at timestamp with time zone,
  acknowledged_by text,
  CONSTRAINT alarm_pkey PRIMARY KEY (id),
  CONSTRAINT alarm_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT alarm_kind_check CHECK ((kind = 'near-neighbour-probing'::text))
);
ALTER TABLE recognise.alarm ENABLE ROW LEVEL SECURITY;
ALTER TABLE recognise.alarm FORCE ROW LEVEL SECURITY;
CREATE POLICY alarm_backup ON recognise.alarm FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY alarm_own ON recognise.alarm FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE recognise.alarm TO suaka_app;
GRANT SELECT ON TABLE recognise.alarm TO suaka_backup;

CREATE TABLE recognise.bank (
  id text NOT NULL,
  organisation_id text NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  state text NOT NULL,
  kind text NOT NULL,
  purpose text NOT NULL,
  ground text NOT NULL,
  legal_basis text NOT NULL,
  radius_bits smallint NOT NULL,
  quality_floor smallint NOT NULL,
  action text NOT NULL,
  second_review boolean NOT NULL,
  sharing text NOT NULL,
  enabled_ratio double precision DEFAULT 1 NOT NULL,
  created_at timestamp with time zone NOT NULL,
  created_by text NOT NULL,
  removed_at timestamp with time zone,
  CONSTRAINT bank_pkey PRIMARY KEY (id),
  CONSTRAINT bank_id_organisation_id_key UNIQUE (id, organisation_id),
  CONSTRAINT bank_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT bank_action_check CHECK ((action = ANY (ARRAY['block'::text, 'review'::text, 'log'::text]))),
  CONSTRAINT bank_check CHECK (((kind = 'listing'::text) OR second_review)),
  CONSTRAINT bank_code_check CHECK ((code ~ '^[A-Z_][A-Z0-9_]{0,62}$'::text)),
  CONSTRAINT bank_enabled_ratio_check CHECK (((enabled_ratio >= (0)::double precision) AND (enabled_ratio <= (1)::double precision))),
  CONSTRAINT bank_ground_check CHECK ((ground = ANY (ARRAY['child-sexual-exploitation'::text, 'image-based-sexual-abuse'::text, 'sexual-extortion'::text, 'grooming'::text, 'trafficking'::text]))),
  CONSTRAINT bank_kind_check CHECK ((kind = ANY (ARRAY['listing'::text, 'negative'::text]))),
  CONSTRAINT bank_legal_basis_check CHECK (((length(legal_basis) >= 1) AND (length(legal_basis) <= 1000))),
  CONSTRAINT bank_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  CONSTRAINT bank_purpose_check CHECK (((length(purpose) >= 1) AND (length(purpose) <= 1000))),
  CONSTRAINT bank_quality_floor_check CHECK (((quality_floor >= 0) AND (quality_floor <= 100))),
  CONSTRAINT bank_radius_bits_check CHECK (((radius_bits >= 0) AND (radius_bits <= 31))),
  CONSTRAINT bank_sharing_check CHECK ((sharing = ANY (ARRAY['own'::text, 'partners'::text]))),
  CONSTRAINT bank_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'active'::text, 'suspended'::text])))
);
CREATE UNIQUE INDEX bank_code ON recognise.bank USING btree (organisation_id, code) WHERE (removed_at IS NULL);
ALTER TABLE recognise.bank ENABLE ROW LEVEL SECURITY;
ALTER TABLE recognise.bank FORCE ROW LEVEL SECURITY;
CREATE POLICY bank_backup ON recognise.bank FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY bank_granted ON recognise.bank FOR SELECT TO suaka_app
  USING (((sharing = 'partners'::text) AND (removed_at IS NULL) AND access.granted(id, organisation_id, 'match'::text)));
CREATE POLICY bank_node ON recognise.bank FOR SELECT TO suaka_node
  USING (true);
CREATE POLICY bank_own ON recognise.bank FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE recognise.bank TO suaka_app;
GRANT SELECT ON TABLE recognise.bank TO suaka_backup;
GRANT SELECT ON TABLE recognise.bank TO suaka_node;

CREATE TABLE recognise.description (
  content bigint NOT NULL,
  organisation_id text NOT NULL,
  id text NOT NULL,
  content_id bytea,
  content_uri bytea,
  json bytea,
  CONSTRAINT description_pkey PRIMARY KEY (content),
  CONSTRAINT description_id_key UNIQUE (id),
  CONSTRAINT description_content_fkey FOREIGN KEY (content) REFERENCES recognise.signal(number),
  CONSTRAINT description_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id)
);
ALTER TABLE recognise.description ENABLE ROW LEVEL SECURITY;
ALTER TABLE recognise.description FORCE ROW LEVEL SECURITY;
CREATE POLICY description_backup ON recognise.description FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY description_own ON recognise.description FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, DELETE ON TABLE recognise.description TO suaka_app;
GRANT SELECT ON TABLE recognise.description TO suaka_backup;

CREATE TABLE recognise.import (
  id text NOT NULL,
  organisation_id text NOT NULL,
  bank_id text NOT NULL,
  state text NOT NULL,
  format text,
  file_name text,
  source_kind text NOT NULL,
  source text NOT NULL,
  keep_good boolean NOT NULL,
  ignored_columns text[] DEFAULT '{}'::text[] NOT NULL,
  lines_read bigint DEFAULT 0 NOT NULL,
  lines_bad bigint DEFAULT 0 NOT NULL,
  hashes bigint DEFAULT 0 NOT NULL,
  duplicates bigint DEFAULT 0 NOT NULL,
  listed bigint DEFAULT 0 NOT NULL,
  already_listed bigint DEFAULT 0 NOT NULL,
  withdrawn bigint DEFAULT 0 NOT NULL,
  withdrawn_before bigint DEFAULT 0 NOT NULL,
  expired bigint DEFAULT 0 NOT NULL,
  refused_why text,
  started_at timestamp with time zone NOT NULL,
  started_by text NOT NULL,
  touched_at timestamp with time zone NOT NULL,
  ended_at timestamp with time zone,
  CONSTRAINT import_pkey PRIMARY KEY (id),
  CONSTRAINT import_bank_id_fkey FOREIGN KEY (bank_id) REFERENCES recognise.bank(id),
  CONSTRAINT import_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT import_format_check CHECK ((format = ANY (ARRAY['csv'::text, 'lines'::text, 'ndjson'::text]))),
  CONSTRAINT import_source_kind_check CHECK ((source_kind = ANY (ARRAY['agency'::text, 'exchange'::text]))),
  CONSTRAINT import_state_check CHECK ((state = ANY (ARRAY['reading'::text, 'read'::text, 'applied'::text, 'refused'::text, 'abandoned'::text])))
);
CREATE INDEX import_bank ON recognise.import USING btree (bank_id, started_at);
ALTER TABLE recognise.import ENABLE ROW LEVEL SECURITY;
ALTER TABLE recognise.import FORCE ROW LEVEL SECURITY;
CREATE POLICY import_backup ON recognise.import FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY import_node ON recognise.import FOR SELECT TO suaka_node
  USING (true);
CREATE POLICY import_own ON recognise.import FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE recognise.import TO suaka_app;
GRANT SELECT ON TABLE recognise.import TO suaka_backup;
GRANT SELECT ON TABLE recognise.import TO suaka_node;

CREATE TABLE recognise.import_fault (
  organisation_id text NOT NULL,
  import_id text NOT NULL,
  line bigint NOT NULL,
  reason text NOT NULL,
  CONSTRAINT import_fault_pkey PRIMARY KEY (import_id, line),
  CONSTRAINT import_fault_import_id_fkey FOREIGN KEY (import_id) REFERENCES recognise.import(id) ON DELETE CASCADE
);
ALTER TABLE recognise.import_fault ENABLE ROW LEVEL SECURITY;
ALTER TABLE recognise.import_fault FORCE ROW LEVEL SECURITY;
CREATE POLICY import_fault_backup ON recognise.import_fault FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY import_fault_own ON recognise.import_fault FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE recognise.import_fault TO suaka_app;
GRANT SELECT ON TABLE recognise.import_fault TO suaka_backup;

CREATE UNLOGGED TABLE recognise.import_line (
  organisation_id text NOT NULL,
  import_id text NOT NULL,
  line bigint NOT NULL,
  algorithm text NOT NULL,
  code bytea NOT NULL,
  quality smallint,
  classification text,
  source_reference text,
  note text,
  expires_at timestamp with time zone,
  state text NOT NULL,
  content text,
  CONSTRAINT import_line_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'active'::text, 'withdrawn'::text, 'expired'::text])))
);
CREATE INDEX import_line_import ON recognise.import_line USING btree (import_id);
ALTER TABLE recognise.import_line ENABLE ROW LEVEL SECURITY;
ALTER TABLE recognise.import_line FORCE ROW LEVEL SECURITY;
CREATE POLICY import_line_backup ON recognise.import_line FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY import_line_own ON recognise.import_line FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE recognise.import_line TO suaka_app;
GRANT SELECT ON TABLE recognise.import_line TO suaka_backup;

CREATE TABLE recognise.lookup_day (
  organisation_id text NOT NULL,
  day date NOT NULL,
  lookups bigint NOT NULL,
  matched bigint NOT NULL,
  CONSTRAINT lookup_day_pkey PRIMARY KEY (organisation_id, day),
  CONSTRAINT lookup_day_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id)
);
ALTER TABLE recognise.lookup_day ENABLE ROW LEVEL SECURITY;
ALTER TABLE recognise.lookup_day FORCE ROW LEVEL SECURITY;
CREATE POLICY lookup_day_backup ON recognise.lookup_day FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY lookup_day_node ON recognise.lookup_day FOR ALL TO suaka_node
  USING (true)
  WITH CHECK (true);
CREATE POLICY lookup_day_own ON recognise.lookup_day FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE recognise.lookup_day TO suaka_app;
GRANT SELECT ON TABLE recognise.lookup_day TO suaka_backup;
GRANT SELECT, INSERT, UPDATE ON TABLE recognise.lookup_day TO suaka_node;

CREATE TABLE recognise.match (
  id text NOT NULL,
  organisation_id text NOT NULL,
  signal_number bigint NOT NULL,
  signal_organisation_id text NOT NULL,
  bank_id text NOT NULL,
  algorithm text NOT NULL,
  code bytea NOT NULL,
  distance_bits smallint NOT NULL,
  conflict boolean NOT NULL,
  state text NOT NULL,
  times_seen bigint DEFAULT 1 NOT NULL,
  opened_at timestamp with time zone NOT NULL,
  last_seen_at timestamp with time zone NOT NULL,
  CONSTRAINT match_pkey PRIMARY KEY (id),
  CONSTRAINT match_organisation_id_signal_number_code_key UNIQUE (organisation_id, signal_number, code),
  CONSTRAINT match_bank_id_fkey FOREIGN KEY (bank_id) REFERENCES recognise.bank(id),
  CONSTRAINT match_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT match_signal_number_fkey FOREIGN KEY (signal_number) REFERENCES recognise.signal(number),
  CONSTRAINT match_state_check CHECK ((state = ANY (ARRAY['open'::text, 'confirmed'::text, 'refuted'::text])))
);
CREATE INDEX match_open ON recognise.match USING btree (organisation_id, opened_at) WHERE (state = 'open'::text);
CREATE INDEX match_signal ON recognise.match USING btree (signal_number);
ALTER TABLE recognise.match ENABLE ROW LEVEL SECURITY;
ALTER TABLE recognise.match FORCE ROW LEVEL SECURITY;
CREATE POLICY match_backup ON recognise.match FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY match_of_our_signal ON recognise.match FOR SELECT TO suaka_app
  USING ((signal_organisation_id = runtime.organisation()));
CREATE POLICY match_own ON recognise.match FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE recognise.match TO suaka_app;
GRANT SELECT ON TABLE recognise.match TO suaka_backup;

CREATE TABLE recognise.signal (
  number bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  organisation_id text NOT NULL,
  bank_id text NOT NULL,
  content bigint,
  algorithm text NOT NULL,
  code bytea NOT NULL,
  quality smallint,
  state text NOT NULL,
  source_kind text NOT NULL,
  source text NOT NULL,
  source_reference text,
  classification text,
  note text,
  import_id text,
  listed_at timestamp with time zone NOT NULL,
  listed_by text NOT NULL,
  reviewed_at timestamp with time zone,
  reviewed_by text,
  expires_at timestamp with time zone,
  paused_until timestamp with time zone,
  ended_at timestamp with time zone,
  ended_why text,
  CONSTRAINT signal_pkey PRIMARY KEY (number),
  CONSTRAINT signal_bank_id_algorithm_code_source_key UNIQUE (bank_id, algorithm, code, source),
  CONSTRAINT signal_bank_id_organisation_id_fkey FOREIGN KEY (bank_id, organisation_id) REFERENCES recognise.bank(id, organisation_id),
  CONSTRAINT signal_import_id_fkey FOREIGN KEY (import_id) REFERENCES recognise.import(id),
  CONSTRAINT signal_algorithm_check CHECK ((algorithm = ANY (ARRAY['pdq'::text, 'md5'::text, 'sha1'::text, 'sha256'::text]))),
  CONSTRAINT signal_check CHECK ((octet_length(code) =
CASE algorithm
    WHEN 'md5'::text THEN 16
    WHEN 'sha1'::text THEN 20
    ELSE 32
END)),
  CONSTRAINT signal_check1 CHECK ((reviewed_by <> listed_by)),
  CONSTRAINT signal_classification_check CHECK ((length(classification) <= 200)),
  CONSTRAINT signal_note_check CHECK ((length(note) <= 255)),
  CONSTRAINT signal_quality_check CHECK (((quality >= 0) AND (quality <= 100))),
  CONSTRAINT signal_source_check CHECK (((length(source) >= 1) AND (length(source) <= 200))),
  CONSTRAINT signal_source_kind_check CHECK ((source_kind = ANY (ARRAY['agency'::text, 'exchange'::text]))),
  CONSTRAINT signal_source_reference_check CHECK ((length(source_reference) <= 500)),
  CONSTRAINT signal_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'active'::text, 'disputed'::text, 'withdrawn'::text, 'expired'::text])))
);
CREATE INDEX signal_bank_state ON recognise.signal USING btree (bank_id, state);
CREATE INDEX signal_content ON recognise.signal USING btree (content) WHERE (content IS NOT NULL);
CREATE INDEX signal_exact ON recognise.signal USING btree (code) WHERE ((algorithm <> 'pdq'::text) AND (state = ANY (ARRAY['active'::text, 'disputed'::text])));
CREATE INDEX signal_expiry ON recognise.signal USING btree (expires_at) WHERE ((expires_at IS NOT NULL) AND (state = ANY (ARRAY['active'::text, 'disputed'::text])));
CREATE INDEX signal_import ON recognise.signal USING btree (import_id) WHERE (import_id IS NOT NULL);
ALTER TABLE recognise.signal ENABLE ROW LEVEL SECURITY;
ALTER TABLE recognise.signal FORCE ROW LEVEL SECURITY;
CREATE POLICY signal_backup ON recognise.signal FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY signal_granted ON recognise.signal FOR SELECT TO suaka_app
  USING (((state = ANY (ARRAY['active'::text, 'disputed'::text])) AND (EXISTS ( SELECT
   FROM recognise.bank b
  WHERE ((b.id = signal.bank_id) AND (b.sharing = 'partners'::text) AND access.granted(b.id, b.organisation_id, 'match'::text))))));
CREATE POLICY signal_node ON recognise.signal FOR SELECT TO suaka_node
  USING (true);
CREATE POLICY signal_own ON recognise.signal FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE recognise.signal TO suaka_app;
GRANT SELECT ON TABLE recognise.signal TO suaka_backup;
GRANT SELECT ON TABLE recognise.signal TO suaka_node;

CREATE TABLE recognise.verdict (
  id text NOT NULL,
  organisation_id text NOT NULL,
  match_id text NOT NULL,
  signal_number bigint NOT NULL,
  signal_organisation_id text NOT NULL,
  verdict text NOT NULL,
  basis text NOT NULL,
  given_by text NOT NULL,
  given_at timestamp with time zone NOT NULL,
  CONSTRAINT verdict_pkey PRIMARY KEY (id),
  CONSTRAINT verdict_match_id_fkey FOREIGN KEY (match_id) REFERENCES recognise.match(id),
  CONSTRAINT verdict_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT verdict_signal_number_fkey FOREIGN KEY (signal_number) REFERENCES recognise.signal(number),
  CONSTRAINT verdict_basis_check CHECK (((length(basis) >= 1) AND (length(basis) <= 1000))),
  CONSTRAINT verdict_verdict_check CHECK ((verdict = ANY (ARRAY['confirmed'::text, 'refuted'::text])))
);
CREATE INDEX verdict_signal ON recognise.verdict USING btree (signal_number, given_at);
ALTER TABLE recognise.verdict ENABLE ROW LEVEL SECURITY;
ALTER TABLE recognise.verdict FORCE ROW LEVEL SECURITY;
CREATE POLICY verdict_backup ON recognise.verdict FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY verdict_on_our_signal ON recognise.verdict FOR SELECT TO suaka_app
  USING ((signal_organisation_id = runtime.organisation()));
CREATE POLICY verdict_own ON recognise.verdict FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, DELETE ON TABLE recognise.verdict TO suaka_app;
GRANT SELECT ON TABLE recognise.verdict TO suaka_backup;

-- ==================== runtime

CREATE SCHEMA runtime;
GRANT USAGE ON SCHEMA runtime TO suaka_app;
GRANT USAGE ON SCHEMA runtime TO suaka_backup;
GRANT USAGE ON SCHEMA runtime TO suaka_node;

CREATE TABLE runtime.change (
  number bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
  topic text NOT NULL,
  thing text NOT NULL,
  at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT change_pkey PRIMARY KEY (number)
);
CREATE INDEX change_topic_xid ON runtime.change USING btree (topic, xid);
GRANT INSERT ON TABLE runtime.change TO suaka_app;
GRANT SELECT ON TABLE runtime.change TO suaka_backup;
GRANT SELECT, DELETE ON TABLE runtime.change TO suaka_node;

CREATE TABLE runtime.migration (
  number integer NOT NULL,
  name text NOT NULL,
  sha256 text NOT NULL,
  applied_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT migration_pkey PRIMARY KEY (number)
);
GRANT SELECT ON TABLE runtime.migration TO suaka_backup;

CREATE TABLE runtime.waiting_job (
  id uuid NOT NULL,
  name text NOT NULL,
  data jsonb NOT NULL,
  singleton_key text NOT NULL,
  start_after timestamp with time zone NOT NULL,
  CONSTRAINT waiting_job_pkey PRIMARY KEY (id)
);
CREATE INDEX waiting_job_name ON runtime.waiting_job USING btree (name);
GRANT SELECT ON TABLE runtime.waiting_job TO suaka_backup;

CREATE OR REPLACE FUNCTION runtime.organisation()
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN COALESCE(current_setting('suaka.organisation'::text, true), ''::text);
