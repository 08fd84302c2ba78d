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
  CONSTRAINT api_key_scopes_check CHECK (((cardinality(scopes) > 0) AND (scopes <@ ARRAY['match'::text, 'curate'::text, 'verdict'::text, 'report'::text, 'viewer'::text, 'answer'::text])))
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

CREATE TABLE access.attempt (
  address_hash bytea NOT NULL,
  failures integer NOT NULL,
  at timestamp with time zone NOT NULL,
  CONSTRAINT attempt_pkey PRIMARY KEY (address_hash),
  CONSTRAINT attempt_failures_check CHECK ((failures >= 0))
);
CREATE INDEX attempt_age ON access.attempt USING btree (at);
GRANT SELECT (address_hash), DELETE ON TABLE access.attempt TO suaka_app;
GRANT SELECT ON TABLE access.attempt TO suaka_backup;
GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE access.attempt TO suaka_node;

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
  second_factor_required boolean DEFAULT false NOT NULL,
  kind text DEFAULT 'desk'::text NOT NULL,
  invited_by text,
  closed_at timestamp with time zone,
  CONSTRAINT organisation_pkey PRIMARY KEY (id),
  CONSTRAINT organisation_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES access.organisation(id),
  CONSTRAINT organisation_check CHECK (((kind = 'platform'::text) = (invited_by IS NOT NULL))),
  CONSTRAINT organisation_check1 CHECK (((kind = 'platform'::text) OR (closed_at IS NULL))),
  CONSTRAINT organisation_id_check CHECK ((id <> ''::text)),
  CONSTRAINT organisation_kind_check CHECK ((kind = ANY (ARRAY['desk'::text, 'platform'::text]))),
  CONSTRAINT organisation_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);
CREATE INDEX organisation_invited ON access.organisation USING btree (invited_by) WHERE (invited_by IS NOT NULL);
CREATE UNIQUE INDEX organisation_one_demonstration ON access.organisation USING btree (demonstration) WHERE (demonstration AND (kind = 'desk'::text));
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
GRANT SELECT, INSERT, UPDATE (name, second_factor_required, closed_at), DELETE ON TABLE access.organisation TO suaka_app;
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
  added_at timestamp with time zone NOT NULL,
  disabled_at timestamp with time zone,
  password_locked_at timestamp with time zone,
  CONSTRAINT person_pkey PRIMARY KEY (id),
  CONSTRAINT person_email_blind_key UNIQUE (email_blind),
  CONSTRAINT person_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT person_roles_check CHECK ((roles <@ ARRAY['administrator'::text, 'supervisor'::text, 'intake'::text, 'curator'::text, 'analyst'::text, 'auditor'::text, 'takedown'::text, 'approver'::text, 'platform'::text]))
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
GRANT SELECT (id, organisation_id, email_blind, roles, password, failed_sign_ins, disabled_at) ON TABLE access.person TO suaka_node;

CREATE TABLE access.recovery_code (
  person_id text NOT NULL,
  organisation_id text NOT NULL,
  code_hash bytea NOT NULL,
  used_at timestamp with time zone,
  CONSTRAINT recovery_code_pkey PRIMARY KEY (person_id, code_hash),
  CONSTRAINT recovery_code_person_id_fkey FOREIGN KEY (person_id) REFERENCES access.second_factor(person_id) ON DELETE CASCADE
);
ALTER TABLE access.recovery_code ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.recovery_code FORCE ROW LEVEL SECURITY;
CREATE POLICY recovery_code_backup ON access.recovery_code FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY recovery_code_of_organisation ON access.recovery_code FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE (used_at), DELETE ON TABLE access.recovery_code TO suaka_app;
GRANT SELECT ON TABLE access.recovery_code TO suaka_backup;

CREATE TABLE access.second_factor (
  person_id text NOT NULL,
  organisation_id text NOT NULL,
  secret bytea NOT NULL,
  begun_at timestamp with time zone NOT NULL,
  confirmed_at timestamp with time zone,
  last_step bigint DEFAULT 0 NOT NULL,
  CONSTRAINT second_factor_pkey PRIMARY KEY (person_id),
  CONSTRAINT second_factor_person_id_fkey FOREIGN KEY (person_id) REFERENCES access.person(id) ON DELETE CASCADE
);
ALTER TABLE access.second_factor ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.second_factor FORCE ROW LEVEL SECURITY;
CREATE POLICY second_factor_backup ON access.second_factor FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY second_factor_found ON access.second_factor FOR SELECT TO suaka_node
  USING (true);
CREATE POLICY second_factor_of_organisation ON access.second_factor FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE access.second_factor TO suaka_app;
GRANT SELECT ON TABLE access.second_factor TO suaka_backup;
GRANT SELECT (person_id, confirmed_at) ON TABLE access.second_factor TO suaka_node;

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

CREATE TABLE audit.checkpoint (
  number bigint NOT NULL,
  seal_number bigint NOT NULL,
  head bytea NOT NULL,
  at timestamp with time zone NOT NULL,
  key_fingerprint bytea NOT NULL,
  signature bytea NOT NULL,
  CONSTRAINT checkpoint_pkey PRIMARY KEY (number),
  CONSTRAINT checkpoint_seal_number_key UNIQUE (seal_number),
  CONSTRAINT checkpoint_key_fingerprint_fkey FOREIGN KEY (key_fingerprint) REFERENCES audit.signing_key(fingerprint),
  CONSTRAINT checkpoint_seal_number_fkey FOREIGN KEY (seal_number) REFERENCES audit.seal(number),
  CONSTRAINT checkpoint_head_check CHECK ((octet_length(head) = 32)),
  CONSTRAINT checkpoint_number_check CHECK ((number > 0)),
  CONSTRAINT checkpoint_signature_check CHECK ((octet_length(signature) = 64))
);
CREATE TRIGGER checkpoint_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON audit.checkpoint FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse();
GRANT SELECT ON TABLE audit.checkpoint TO suaka_app;
GRANT SELECT ON TABLE audit.checkpoint TO suaka_backup;
GRANT SELECT, INSERT ON TABLE audit.checkpoint TO suaka_node;

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

CREATE TABLE audit.signing_key (
  fingerprint bytea NOT NULL,
  public_key bytea NOT NULL,
  first_used_at timestamp with time zone NOT NULL,
  CONSTRAINT signing_key_pkey PRIMARY KEY (fingerprint),
  CONSTRAINT signing_key_public_key_key UNIQUE (public_key),
  CONSTRAINT signing_key_fingerprint_check CHECK ((octet_length(fingerprint) = 32)),
  CONSTRAINT signing_key_public_key_check CHECK ((octet_length(public_key) = 32))
);
CREATE TRIGGER signing_key_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON audit.signing_key FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse();
GRANT SELECT ON TABLE audit.signing_key TO suaka_app;
GRANT SELECT ON TABLE audit.signing_key TO suaka_backup;
GRANT SELECT, INSERT ON TABLE audit.signing_key TO suaka_node;

CREATE OR REPLACE FUNCTION audit.refuse()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN RAISE EXCEPTION 'the record is append-only: % on % is refused', TG_OP, TG_TABLE_NAME; END $function$;

-- ==================== clocks

CREATE SCHEMA clocks;
GRANT USAGE ON SCHEMA clocks TO suaka_app;
GRANT USAGE ON SCHEMA clocks TO suaka_backup;
GRANT USAGE ON SCHEMA clocks TO suaka_node;

CREATE TABLE clocks.authority (
  id text NOT NULL,
  organisation_id text NOT NULL,
  kind text NOT NULL,
  document text NOT NULL,
  valid_from date NOT NULL,
  valid_until date,
  recorded_by text NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  confirmed_by text,
  confirmed_at timestamp with time zone,
  ended_by text,
  ended_at timestamp with time zone,
  CONSTRAINT authority_pkey PRIMARY KEY (id),
  CONSTRAINT authority_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT authority_check CHECK ((valid_until >= valid_from)),
  CONSTRAINT authority_check1 CHECK (((confirmed_by IS NULL) = (confirmed_at IS NULL))),
  CONSTRAINT authority_check2 CHECK ((confirmed_by <> recorded_by)),
  CONSTRAINT authority_check3 CHECK (((ended_by IS NULL) = (ended_at IS NULL))),
  CONSTRAINT authority_document_check CHECK (((length(document) >= 1) AND (length(document) <= 500)))
);
CREATE INDEX authority_organisation ON clocks.authority USING btree (organisation_id, kind);
ALTER TABLE clocks.authority ENABLE ROW LEVEL SECURITY;
ALTER TABLE clocks.authority FORCE ROW LEVEL SECURITY;
CREATE POLICY authority_backup ON clocks.authority FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY authority_kept ON clocks.authority AS RESTRICTIVE FOR DELETE TO suaka_app
  USING (access.in_demonstration());
CREATE POLICY authority_own ON clocks.authority FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE (confirmed_by, confirmed_at, ended_by, ended_at), DELETE ON TABLE clocks.authority TO suaka_app;
GRANT SELECT ON TABLE clocks.authority TO suaka_backup;

CREATE TABLE clocks.deadline (
  id text NOT NULL,
  organisation_id text NOT NULL,
  thing text NOT NULL,
  rule_id text NOT NULL,
  rule_version integer NOT NULL,
  rule jsonb NOT NULL,
  zone text NOT NULL,
  state text NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  started_at timestamp with time zone,
  due_at timestamp with time zone,
  pauses jsonb DEFAULT '[]'::jsonb NOT NULL,
  suspended_at timestamp with time zone,
  ended_at timestamp with time zone,
  breached_at timestamp with time zone,
  waived_for text,
  waived_by text,
  CONSTRAINT deadline_pkey PRIMARY KEY (id),
  CONSTRAINT deadline_organisation_id_thing_rule_id_key UNIQUE (organisation_id, thing, rule_id),
  CONSTRAINT deadline_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT deadline_check CHECK (((started_at IS NULL) = (due_at IS NULL))),
  CONSTRAINT deadline_check1 CHECK (((state <> 'pending'::text) OR (started_at IS NULL))),
  CONSTRAINT deadline_check2 CHECK (((state <> ALL (ARRAY['running'::text, 'breached'::text, 'suspended'::text])) OR (started_at IS NOT NULL))),
  CONSTRAINT deadline_check3 CHECK (((state = 'breached'::text) = (breached_at IS NOT NULL))),
  CONSTRAINT deadline_check4 CHECK (((state <> 'met'::text) OR (ended_at IS NOT NULL))),
  CONSTRAINT deadline_check5 CHECK (((state = 'suspended'::text) = (suspended_at IS NOT NULL))),
  CONSTRAINT deadline_check6 CHECK ((((state = 'waived'::text) = (waived_for IS NOT NULL)) AND ((state = 'waived'::text) = (waived_by IS NOT NULL)))),
  CONSTRAINT deadline_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'running'::text, 'met'::text, 'breached'::text, 'waived'::text, 'suspended'::text]))),
  CONSTRAINT deadline_waived_for_check CHECK (((length(waived_for) >= 1) AND (length(waived_for) <= 1000))),
  CONSTRAINT deadline_zone_check CHECK ((zone = ANY (ARRAY['Asia/Jakarta'::text, 'Asia/Makassar'::text, 'Asia/Jayapura'::text, 'UTC'::text])))
);
CREATE INDEX deadline_due ON clocks.deadline USING btree (due_at) WHERE (state = 'running'::text);
CREATE INDEX deadline_open ON clocks.deadline USING btree (organisation_id, due_at) WHERE (state = ANY (ARRAY['running'::text, 'breached'::text]));
CREATE INDEX deadline_thing ON clocks.deadline USING btree (thing);
ALTER TABLE clocks.deadline ENABLE ROW LEVEL SECURITY;
ALTER TABLE clocks.deadline FORCE ROW LEVEL SECURITY;
CREATE POLICY deadline_backup ON clocks.deadline FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY deadline_kept ON clocks.deadline AS RESTRICTIVE FOR DELETE TO suaka_app
  USING (access.in_demonstration());
CREATE POLICY deadline_node ON clocks.deadline FOR SELECT TO suaka_node
  USING (true);
CREATE POLICY deadline_own ON clocks.deadline FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE (state, version, started_at, due_at, pauses, suspended_at, ended_at, breached_at, waived_for, waived_by), DELETE ON TABLE clocks.deadline TO suaka_app;
GRANT SELECT ON TABLE clocks.deadline TO suaka_backup;
GRANT SELECT (id, organisation_id, state, due_at) ON TABLE clocks.deadline TO suaka_node;

CREATE TABLE clocks.holiday (
  organisation_id text NOT NULL,
  country text NOT NULL,
  day date NOT NULL,
  name text DEFAULT ''::text NOT NULL,
  added_by text NOT NULL,
  added_at timestamp with time zone NOT NULL,
  CONSTRAINT holiday_pkey PRIMARY KEY (organisation_id, country, day),
  CONSTRAINT holiday_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT holiday_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  CONSTRAINT holiday_name_check CHECK ((length(name) <= 100))
);
ALTER TABLE clocks.holiday ENABLE ROW LEVEL SECURITY;
ALTER TABLE clocks.holiday FORCE ROW LEVEL SECURITY;
CREATE POLICY holiday_backup ON clocks.holiday FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY holiday_own ON clocks.holiday FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, DELETE ON TABLE clocks.holiday TO suaka_app;
GRANT SELECT ON TABLE clocks.holiday TO suaka_backup;

CREATE TABLE clocks.sign_off (
  number bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  organisation_id text NOT NULL,
  rule_id text NOT NULL,
  rule_version integer NOT NULL,
  checked_by text NOT NULL,
  document text NOT NULL,
  signed_by text NOT NULL,
  signed_at timestamp with time zone NOT NULL,
  withdrawn_by text,
  withdrawn_at timestamp with time zone,
  CONSTRAINT sign_off_pkey PRIMARY KEY (number),
  CONSTRAINT sign_off_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT sign_off_check CHECK (((withdrawn_by IS NULL) = (withdrawn_at IS NULL))),
  CONSTRAINT sign_off_checked_by_check CHECK (((length(checked_by) >= 1) AND (length(checked_by) <= 200))),
  CONSTRAINT sign_off_document_check CHECK (((length(document) >= 1) AND (length(document) <= 500)))
);
CREATE UNIQUE INDEX sign_off_once ON clocks.sign_off USING btree (organisation_id, rule_id, rule_version) WHERE (withdrawn_at IS NULL);
ALTER TABLE clocks.sign_off ENABLE ROW LEVEL SECURITY;
ALTER TABLE clocks.sign_off FORCE ROW LEVEL SECURITY;
CREATE POLICY sign_off_backup ON clocks.sign_off FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY sign_off_kept ON clocks.sign_off AS RESTRICTIVE FOR DELETE TO suaka_app
  USING (access.in_demonstration());
CREATE POLICY sign_off_own ON clocks.sign_off FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE (withdrawn_by, withdrawn_at), DELETE ON TABLE clocks.sign_off TO suaka_app;
GRANT SELECT ON TABLE clocks.sign_off TO suaka_backup;

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

CREATE OR REPLACE FUNCTION fields.is_erased(record text)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (EXISTS (SELECT FROM fields.erasure e WHERE (e.record_id = is_erased.record)));

-- ==================== outside

CREATE SCHEMA outside;
GRANT USAGE ON SCHEMA outside TO suaka_app;
GRANT USAGE ON SCHEMA outside TO suaka_backup;
GRANT USAGE ON SCHEMA outside TO suaka_node;

CREATE TABLE outside.attempt (
  delivery_id text NOT NULL,
  number integer NOT NULL,
  organisation_id text NOT NULL,
  marked boolean NOT NULL,
  begun_at timestamp with time zone NOT NULL,
  lease_until timestamp with time zone NOT NULL,
  ended_at timestamp with time zone,
  result text,
  receipt text,
  CONSTRAINT attempt_pkey PRIMARY KEY (delivery_id, number),
  CONSTRAINT attempt_delivery_id_fkey FOREIGN KEY (delivery_id) REFERENCES outside.delivery(id),
  CONSTRAINT attempt_check CHECK (((ended_at IS NULL) = (result IS NULL))),
  CONSTRAINT attempt_number_check CHECK ((number >= 1)),
  CONSTRAINT attempt_receipt_check CHECK (((length(receipt) >= 1) AND (length(receipt) <= 500))),
  CONSTRAINT attempt_result_check CHECK ((result = ANY (ARRAY['accepted'::text, 'refused'::text, 'failed'::text, 'unclear'::text, 'cut-short'::text])))
);
ALTER TABLE outside.attempt ENABLE ROW LEVEL SECURITY;
ALTER TABLE outside.attempt FORCE ROW LEVEL SECURITY;
CREATE POLICY attempt_backup ON outside.attempt FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY attempt_kept ON outside.attempt AS RESTRICTIVE FOR DELETE TO suaka_app
  USING (access.in_demonstration());
CREATE POLICY attempt_own ON outside.attempt FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE (ended_at, result, receipt), DELETE ON TABLE outside.attempt TO suaka_app;
GRANT SELECT ON TABLE outside.attempt TO suaka_backup;

CREATE TABLE outside.delivery (
  id text NOT NULL,
  organisation_id text NOT NULL,
  thing text NOT NULL,
  carrier text NOT NULL,
  message_id text NOT NULL,
  message bytea NOT NULL,
  state text NOT NULL,
  attempts integer DEFAULT 0 NOT NULL,
  tries_from integer DEFAULT 0 NOT NULL,
  possibly_repeated boolean DEFAULT false NOT NULL,
  queued_at timestamp with time zone NOT NULL,
  next_attempt_at timestamp with time zone,
  handed_over_at timestamp with time zone,
  failed_at timestamp with time zone,
  solved_at timestamp with time zone,
  solved_by text,
  solved_for text,
  CONSTRAINT delivery_pkey PRIMARY KEY (id),
  CONSTRAINT delivery_message_id_key UNIQUE (message_id),
  CONSTRAINT delivery_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT delivery_attempts_check CHECK ((attempts >= 0)),
  CONSTRAINT delivery_carrier_check CHECK ((carrier = ANY (ARRAY['mail'::text, 'webhook'::text, 'desk'::text]))),
  CONSTRAINT delivery_check CHECK (((tries_from >= 0) AND (tries_from <= attempts))),
  CONSTRAINT delivery_check1 CHECK (((state = 'handed-over'::text) = (handed_over_at IS NOT NULL))),
  CONSTRAINT delivery_check2 CHECK (((next_attempt_at IS NOT NULL) = (state = ANY (ARRAY['queued'::text, 'trying'::text])))),
  CONSTRAINT delivery_check3 CHECK (((state <> 'failed'::text) OR (failed_at IS NOT NULL))),
  CONSTRAINT delivery_check4 CHECK ((((state = 'solved'::text) = (solved_at IS NOT NULL)) AND (num_nulls(solved_at, solved_by, solved_for) = ANY (ARRAY[0, 3])))),
  CONSTRAINT delivery_solved_for_check CHECK (((length(solved_for) >= 1) AND (length(solved_for) <= 500))),
  CONSTRAINT delivery_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'trying'::text, 'handed-over'::text, 'failed'::text, 'solved'::text])))
);
CREATE INDEX delivery_due ON outside.delivery USING btree (next_attempt_at) WHERE (state = ANY (ARRAY['queued'::text, 'trying'::text]));
CREATE INDEX delivery_state ON outside.delivery USING btree (organisation_id, state, id);
CREATE INDEX delivery_thing ON outside.delivery USING btree (thing);
ALTER TABLE outside.delivery ENABLE ROW LEVEL SECURITY;
ALTER TABLE outside.delivery FORCE ROW LEVEL SECURITY;
CREATE POLICY delivery_backup ON outside.delivery FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY delivery_kept ON outside.delivery AS RESTRICTIVE FOR DELETE TO suaka_app
  USING (access.in_demonstration());
CREATE POLICY delivery_node ON outside.delivery FOR SELECT TO suaka_node
  USING (true);
CREATE POLICY delivery_own ON outside.delivery FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE (state, attempts, tries_from, possibly_repeated, next_attempt_at, handed_over_at, failed_at, solved_at, solved_by, solved_for), DELETE ON TABLE outside.delivery TO suaka_app;
GRANT SELECT ON TABLE outside.delivery TO suaka_backup;
GRANT SELECT (id, organisation_id, state, next_attempt_at) ON TABLE outside.delivery TO suaka_node;

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
  device boolean GENERATED ALWAYS AS ((kind = 'device'::text)) STORED NOT NULL,
  CONSTRAINT bank_pkey PRIMARY KEY (id),
  CONSTRAINT bank_id_device_key UNIQUE (id, device),
  CONSTRAINT bank_id_organisation_id_device_key UNIQUE (id, organisation_id, device),
  CONSTRAINT bank_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT bank_action_check CHECK ((action = ANY (ARRAY['block'::text, 'review'::text, 'log'::text]))),
  CONSTRAINT bank_code_check CHECK ((code ~ '^[A-Z_][A-Z0-9_]{0,62}$'::text)),
  CONSTRAINT bank_device_check CHECK (((kind <> 'device'::text) OR ((action = 'review'::text) AND (sharing = 'own'::text) AND (enabled_ratio = (1)::double precision) AND (NOT second_review)))),
  CONSTRAINT bank_enabled_ratio_check CHECK (((enabled_ratio >= (0)::double precision) AND (enabled_ratio <= (1)::double precision))),
  CONSTRAINT bank_ground_check CHECK ((ground = ANY (ARRAY['child-sexual-exploitation'::text, 'image-based-sexual-abuse'::text, 'sexual-extortion'::text, 'grooming'::text, 'trafficking'::text]))),
  CONSTRAINT bank_kind_check CHECK ((kind = ANY (ARRAY['listing'::text, 'negative'::text, 'device'::text]))),
  CONSTRAINT bank_legal_basis_check CHECK (((length(legal_basis) >= 1) AND (length(legal_basis) <= 1000))),
  CONSTRAINT bank_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  CONSTRAINT bank_negative_check CHECK (((kind <> 'negative'::text) OR second_review)),
  CONSTRAINT bank_purpose_check CHECK (((length(purpose) >= 1) AND (length(purpose) <= 1000))),
  CONSTRAINT bank_quality_floor_check CHECK (((quality_floor >= 0) AND (quality_floor <= 100))),
  CONSTRAINT bank_radius_bits_check CHECK (((radius_bits >= 0) AND (radius_bits <= 31))),
  CONSTRAINT bank_sharing_check CHECK ((sharing = ANY (ARRAY['own'::text, 'partners'::text]))),
  CONSTRAINT bank_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'active'::text, 'suspended'::text])))
);
CREATE UNIQUE INDEX bank_code ON recognise.bank USING btree (organisation_id, code) WHERE (removed_at IS NULL);
CREATE UNIQUE INDEX bank_device_ground ON recognise.bank USING btree (organisation_id, ground) WHERE ((kind = 'device'::text) AND (removed_at IS NULL));
ALTER TABLE recognise.bank ENABLE ROW LEVEL SECURITY;
ALTER TABLE recognise.bank FORCE ROW LEVEL SECURITY;
CREATE POLICY bank_backup ON recognise.bank FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY bank_granted ON recognise.bank FOR SELECT TO suaka_app
  USING ((((sharing = 'partners'::text) OR device) AND (removed_at IS NULL) AND access.granted(id, organisation_id, 'match'::text)));
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
  code bytea,
  distance_bits smallint NOT NULL,
  conflict boolean NOT NULL,
  state text NOT NULL,
  times_seen bigint DEFAULT 1 NOT NULL,
  opened_at timestamp with time zone NOT NULL,
  last_seen_at timestamp with time zone NOT NULL,
  device boolean GENERATED ALWAYS AS ((code IS NULL)) STORED NOT NULL,
  copy_blind bytea,
  CONSTRAINT match_pkey PRIMARY KEY (id),
  CONSTRAINT match_copy_key UNIQUE NULLS NOT DISTINCT (organisation_id, signal_number, code, copy_blind),
  CONSTRAINT match_bank_id_device_fkey FOREIGN KEY (bank_id, device) REFERENCES recognise.bank(id, device),
  CONSTRAINT match_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT match_signal_number_fkey FOREIGN KEY (signal_number) REFERENCES recognise.signal(number),
  CONSTRAINT match_copy_blind_check CHECK ((octet_length(copy_blind) = 32)),
  CONSTRAINT match_device_check CHECK ((num_nulls(code, copy_blind) = 1)),
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

CREATE TABLE recognise.scan_export (
  id text NOT NULL,
  organisation_id text NOT NULL,
  recipient text NOT NULL,
  recipient_key text NOT NULL,
  purpose text NOT NULL,
  valid_days smallint NOT NULL,
  requested_by text NOT NULL,
  requested_at timestamp with time zone NOT NULL,
  decided_by text,
  decided_at timestamp with time zone,
  approved boolean,
  taken_at timestamp with time zone,
  taken_by text,
  expires_at timestamp with time zone,
  entries bigint,
  CONSTRAINT scan_export_pkey PRIMARY KEY (id),
  CONSTRAINT scan_export_id_organisation_id_key UNIQUE (id, organisation_id),
  CONSTRAINT scan_export_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT scan_export_check CHECK ((num_nulls(decided_by, decided_at, approved) = ANY (ARRAY[0, 3]))),
  CONSTRAINT scan_export_check1 CHECK (((approved IS DISTINCT FROM true) OR (decided_by <> requested_by))),
  CONSTRAINT scan_export_check2 CHECK ((num_nulls(taken_at, taken_by, expires_at, entries) = ANY (ARRAY[0, 4]))),
  CONSTRAINT scan_export_check3 CHECK (((taken_at IS NULL) OR ((NOT (approved IS DISTINCT FROM true)) AND (taken_at < (decided_at + '24:00:00'::interval))))),
  CONSTRAINT scan_export_check4 CHECK ((expires_at > taken_at)),
  CONSTRAINT scan_export_entries_check CHECK ((entries > 0)),
  CONSTRAINT scan_export_purpose_check CHECK (((length(purpose) >= 1) AND (length(purpose) <= 500))),
  CONSTRAINT scan_export_recipient_check CHECK (((length(recipient) >= 1) AND (length(recipient) <= 200))),
  CONSTRAINT scan_export_recipient_key_check CHECK ((recipient_key ~ '^[0-9a-f]{64}$'::text)),
  CONSTRAINT scan_export_valid_days_check CHECK (((valid_days >= 1) AND (valid_days <= 366)))
);
CREATE INDEX scan_export_requested ON recognise.scan_export USING btree (organisation_id, requested_at DESC);
ALTER TABLE recognise.scan_export ENABLE ROW LEVEL SECURITY;
ALTER TABLE recognise.scan_export FORCE ROW LEVEL SECURITY;
CREATE POLICY scan_export_backup ON recognise.scan_export FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY scan_export_kept ON recognise.scan_export AS RESTRICTIVE FOR DELETE TO suaka_app
  USING (access.in_demonstration());
CREATE POLICY scan_export_own ON recognise.scan_export FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE (decided_by, decided_at, approved, taken_at, taken_by, expires_at, entries), DELETE ON TABLE recognise.scan_export TO suaka_app;
GRANT SELECT ON TABLE recognise.scan_export TO suaka_backup;

CREATE TABLE recognise.scan_export_bank (
  export_id text NOT NULL,
  organisation_id text NOT NULL,
  bank_id text NOT NULL,
  device boolean GENERATED ALWAYS AS (false) STORED NOT NULL,
  CONSTRAINT scan_export_bank_pkey PRIMARY KEY (export_id, bank_id),
  CONSTRAINT scan_export_bank_bank_id_organisation_id_device_fkey FOREIGN KEY (bank_id, organisation_id, device) REFERENCES recognise.bank(id, organisation_id, device),
  CONSTRAINT scan_export_bank_export_id_organisation_id_fkey FOREIGN KEY (export_id, organisation_id) REFERENCES recognise.scan_export(id, organisation_id)
);
CREATE INDEX scan_export_bank_bank ON recognise.scan_export_bank USING btree (bank_id);
ALTER TABLE recognise.scan_export_bank ENABLE ROW LEVEL SECURITY;
ALTER TABLE recognise.scan_export_bank FORCE ROW LEVEL SECURITY;
CREATE POLICY scan_export_bank_backup ON recognise.scan_export_bank FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY scan_export_bank_kept ON recognise.scan_export_bank AS RESTRICTIVE FOR DELETE TO suaka_app
  USING (access.in_demonstration());
CREATE POLICY scan_export_bank_own ON recognise.scan_export_bank FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, DELETE ON TABLE recognise.scan_export_bank TO suaka_app;
GRANT SELECT ON TABLE recognise.scan_export_bank TO suaka_backup;

CREATE TABLE recognise.scan_mark (
  export_id text NOT NULL,
  organisation_id text NOT NULL,
  algorithm text NOT NULL,
  code bytea NOT NULL,
  CONSTRAINT scan_mark_pkey PRIMARY KEY (export_id, code),
  CONSTRAINT scan_mark_export_id_organisation_id_fkey FOREIGN KEY (export_id, organisation_id) REFERENCES recognise.scan_export(id, organisation_id),
  CONSTRAINT scan_mark_algorithm_check CHECK ((algorithm = ANY (ARRAY['pdq'::text, 'md5'::text, 'sha1'::text, 'sha256'::text]))),
  CONSTRAINT scan_mark_check CHECK ((octet_length(code) =
CASE algorithm
    WHEN 'md5'::text THEN 16
    WHEN 'sha1'::text THEN 20
    ELSE 32
END))
);
CREATE INDEX scan_mark_code ON recognise.scan_mark USING btree (code);
ALTER TABLE recognise.scan_mark ENABLE ROW LEVEL SECURITY;
ALTER TABLE recognise.scan_mark FORCE ROW LEVEL SECURITY;
CREATE POLICY scan_mark_backup ON recognise.scan_mark FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY scan_mark_kept ON recognise.scan_mark AS RESTRICTIVE FOR DELETE TO suaka_app
  USING (access.in_demonstration());
CREATE POLICY scan_mark_own ON recognise.scan_mark FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, DELETE ON TABLE recognise.scan_mark TO suaka_app;
GRANT SELECT ON TABLE recognise.scan_mark TO suaka_backup;

CREATE TABLE recognise.signal (
  number bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  organisation_id text NOT NULL,
  bank_id text NOT NULL,
  content bigint,
  algorithm text NOT NULL,
  code bytea,
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
  device boolean GENERATED ALWAYS AS ((source_kind = 'device'::text)) STORED NOT NULL,
  sealed_code bytea,
  code_blind bytea,
  copy_salt bytea,
  recipients text[],
  CONSTRAINT signal_pkey PRIMARY KEY (number),
  CONSTRAINT signal_bank_id_algorithm_code_source_key UNIQUE (bank_id, algorithm, code, source),
  CONSTRAINT signal_bank_id_organisation_id_device_fkey FOREIGN KEY (bank_id, organisation_id, device) REFERENCES recognise.bank(id, organisation_id, device),
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
  CONSTRAINT signal_code_blind_check CHECK ((octet_length(code_blind) = 32)),
  CONSTRAINT signal_copy_salt_check CHECK ((octet_length(copy_salt) = 16)),
  CONSTRAINT signal_device_check CHECK (
CASE
    WHEN (source_kind = 'device'::text) THEN ((code IS NULL) AND (source ~~ 'sub\_%'::text) AND (content IS NULL) AND (import_id IS NULL) AND (source_reference IS NULL) AND (classification IS NULL) AND (note IS NULL) AND (state <> 'proposed'::text) AND (num_nulls(sealed_code, code_blind, copy_salt) = ANY (ARRAY[0, 3])) AND ((sealed_code IS NOT NULL) OR (state = ANY (ARRAY['withdrawn'::text, 'expired'::text]))))
    ELSE ((code IS NOT NULL) AND (num_nonnulls(sealed_code, code_blind, copy_salt, recipients) = 0))
END),
  CONSTRAINT signal_note_check CHECK ((length(note) <= 255)),
  CONSTRAINT signal_quality_check CHECK (((quality >= 0) AND (quality <= 100))),
  CONSTRAINT signal_recipients_check CHECK ((cardinality(recipients) > 0)),
  CONSTRAINT signal_source_check CHECK (((length(source) >= 1) AND (length(source) <= 200))),
  CONSTRAINT signal_source_kind_check CHECK ((source_kind = ANY (ARRAY['agency'::text, 'exchange'::text, 'device'::text]))),
  CONSTRAINT signal_source_reference_check CHECK ((length(source_reference) <= 500)),
  CONSTRAINT signal_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'active'::text, 'disputed'::text, 'withdrawn'::text, 'expired'::text])))
);
CREATE INDEX signal_bank_state ON recognise.signal USING btree (bank_id, state);
CREATE INDEX signal_content ON recognise.signal USING btree (content) WHERE (content IS NOT NULL);
CREATE INDEX signal_device_number ON recognise.signal USING btree (number) WHERE device;
CREATE UNIQUE INDEX signal_device_once ON recognise.signal USING btree (bank_id, code_blind, source) WHERE device;
CREATE INDEX signal_device_source ON recognise.signal USING btree (source) WHERE device;
CREATE INDEX signal_exact ON recognise.signal USING btree (code) WHERE ((algorithm <> 'pdq'::text) AND (state = ANY (ARRAY['active'::text, 'disputed'::text])));
CREATE INDEX signal_expiry ON recognise.signal USING btree (expires_at) WHERE ((expires_at IS NOT NULL) AND (state = ANY (ARRAY['active'::text, 'disputed'::text])));
CREATE INDEX signal_import ON recognise.signal USING btree (import_id) WHERE (import_id IS NOT NULL);
ALTER TABLE recognise.signal ENABLE ROW LEVEL SECURITY;
ALTER TABLE recognise.signal FORCE ROW LEVEL SECURITY;
CREATE POLICY signal_backup ON recognise.signal FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY signal_granted ON recognise.signal FOR SELECT TO suaka_app
  USING (((state = ANY (ARRAY['active'::text, 'disputed'::text])) AND ((recipients IS NULL) OR (runtime.organisation() = ANY (recipients))) AND (EXISTS ( SELECT
   FROM recognise.bank b
  WHERE ((b.id = signal.bank_id) AND ((b.sharing = 'partners'::text) OR b.device) AND access.granted(b.id, b.organisation_id, 'match'::text))))));
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

-- ==================== remove

CREATE SCHEMA remove;
GRANT USAGE ON SCHEMA remove TO suaka_app;
GRANT USAGE ON SCHEMA remove TO suaka_backup;
GRANT USAGE ON SCHEMA remove TO suaka_node;

CREATE TABLE remove.attestation (
  id text NOT NULL,
  organisation_id text NOT NULL,
  removal_id text NOT NULL,
  officer text NOT NULL,
  at timestamp with time zone NOT NULL,
  basis text NOT NULL,
  note bytea,
  CONSTRAINT attestation_pkey PRIMARY KEY (id),
  CONSTRAINT attestation_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT attestation_removal_id_fkey FOREIGN KEY (removal_id) REFERENCES remove.removal(id),
  CONSTRAINT attestation_basis_check CHECK ((basis = ANY (ARRAY['viewer'::text, 'app'::text, 'authorised-body'::text, 'search'::text])))
);
CREATE INDEX attestation_removal ON remove.attestation USING btree (removal_id, at);
ALTER TABLE remove.attestation ENABLE ROW LEVEL SECURITY;
ALTER TABLE remove.attestation FORCE ROW LEVEL SECURITY;
CREATE POLICY attestation_backup ON remove.attestation FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY attestation_kept ON remove.attestation AS RESTRICTIVE FOR DELETE TO suaka_app
  USING (access.in_demonstration());
CREATE POLICY attestation_own ON remove.attestation FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, DELETE ON TABLE remove.attestation TO suaka_app;
GRANT SELECT ON TABLE remove.attestation TO suaka_backup;

CREATE TABLE remove.batch (
  organisation_id text NOT NULL,
  number integer NOT NULL,
  day date NOT NULL,
  size integer NOT NULL,
  root bytea NOT NULL,
  signature text NOT NULL,
  public_key text NOT NULL,
  salts bytea,
  made_at timestamp with time zone NOT NULL,
  CONSTRAINT batch_pkey PRIMARY KEY (organisation_id, number),
  CONSTRAINT batch_organisation_id_day_key UNIQUE (organisation_id, day),
  CONSTRAINT batch_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT batch_number_check CHECK ((number >= 1)),
  CONSTRAINT batch_public_key_check CHECK ((public_key ~ '^[0-9a-f]{64}$'::text)),
  CONSTRAINT batch_root_check CHECK ((octet_length(root) = 32)),
  CONSTRAINT batch_signature_check CHECK ((signature ~ '^[0-9a-f]{128}$'::text)),
  CONSTRAINT batch_size_check CHECK (((size >= 32) AND ((size % 32) = 0)))
);
ALTER TABLE remove.batch ENABLE ROW LEVEL SECURITY;
ALTER TABLE remove.batch FORCE ROW LEVEL SECURITY;
CREATE POLICY batch_backup ON remove.batch FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY batch_kept ON remove.batch AS RESTRICTIVE FOR DELETE TO suaka_app
  USING (access.in_demonstration());
CREATE POLICY batch_node ON remove.batch FOR SELECT TO suaka_node
  USING (true);
CREATE POLICY batch_own ON remove.batch FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
CREATE TRIGGER batch_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON remove.batch FOR EACH STATEMENT EXECUTE FUNCTION remove.refuse_rewriting();
GRANT SELECT, INSERT, DELETE ON TABLE remove.batch TO suaka_app;
GRANT SELECT ON TABLE remove.batch TO suaka_backup;
GRANT SELECT (organisation_id, number, day) ON TABLE remove.batch TO suaka_node;

CREATE TABLE remove."check" (
  id text NOT NULL,
  organisation_id text NOT NULL,
  removal_id text NOT NULL,
  vantage_id text NOT NULL,
  at timestamp with time zone NOT NULL,
  network integer NOT NULL,
  country text NOT NULL,
  outcome text NOT NULL,
  status integer,
  reason text NOT NULL,
  place_blind bytea,
  known boolean,
  CONSTRAINT check_pkey PRIMARY KEY (id),
  CONSTRAINT check_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT check_removal_id_fkey FOREIGN KEY (removal_id) REFERENCES remove.removal(id),
  CONSTRAINT check_vantage_id_fkey FOREIGN KEY (vantage_id) REFERENCES remove.vantage(id),
  CONSTRAINT check_outcome_check CHECK ((outcome = ANY (ARRAY['present'::text, 'gone'::text, 'soft-gone'::text, 'login'::text, 'geo-blocked'::text, 'moved'::text, 'refused'::text, 'error'::text]))),
  CONSTRAINT check_place_blind_check CHECK ((octet_length(place_blind) = 32))
);
CREATE INDEX check_removal ON remove."check" USING btree (removal_id, at);
ALTER TABLE remove."check" ENABLE ROW LEVEL SECURITY;
ALTER TABLE remove."check" FORCE ROW LEVEL SECURITY;
CREATE POLICY check_backup ON remove."check" FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY check_kept ON remove."check" AS RESTRICTIVE FOR DELETE TO suaka_app
  USING (access.in_demonstration());
CREATE POLICY check_own ON remove."check" FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, DELETE ON TABLE remove."check" TO suaka_app;
GRANT SELECT ON TABLE remove."check" TO suaka_backup;

CREATE TABLE remove.commitment (
  organisation_id text NOT NULL,
  batch integer NOT NULL,
  place integer NOT NULL,
  commitment bytea NOT NULL,
  notice_id text,
  CONSTRAINT commitment_pkey PRIMARY KEY (organisation_id, batch, place),
  CONSTRAINT commitment_notice_id_key UNIQUE (notice_id),
  CONSTRAINT commitment_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES remove.notice(id),
  CONSTRAINT commitment_organisation_id_batch_fkey FOREIGN KEY (organisation_id, batch) REFERENCES remove.batch(organisation_id, number),
  CONSTRAINT commitment_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT commitment_commitment_check CHECK ((octet_length(commitment) = 32)),
  CONSTRAINT commitment_place_check CHECK ((place >= 1))
);
ALTER TABLE remove.commitment ENABLE ROW LEVEL SECURITY;
ALTER TABLE remove.commitment FORCE ROW LEVEL SECURITY;
CREATE POLICY commitment_backup ON remove.commitment FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY commitment_kept ON remove.commitment AS RESTRICTIVE FOR DELETE TO suaka_app
  USING (access.in_demonstration());
CREATE POLICY commitment_own ON remove.commitment FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
CREATE TRIGGER commitment_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON remove.commitment FOR EACH STATEMENT EXECUTE FUNCTION remove.refuse_rewriting();
GRANT SELECT, INSERT, DELETE ON TABLE remove.commitment TO suaka_app;
GRANT SELECT ON TABLE remove.commitment TO suaka_backup;

CREATE TABLE remove.disclosure (
  id text NOT NULL,
  organisation_id text NOT NULL,
  from_day date NOT NULL,
  to_day date NOT NULL,
  texts boolean NOT NULL,
  body text NOT NULL,
  basis text NOT NULL,
  requested_by text NOT NULL,
  requested_at timestamp with time zone NOT NULL,
  decided_by text,
  decided_at timestamp with time zone,
  approved boolean,
  downloaded_at timestamp with time zone,
  CONSTRAINT disclosure_pkey PRIMARY KEY (id),
  CONSTRAINT disclosure_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT disclosure_basis_check CHECK (((length(basis) >= 1) AND (length(basis) <= 500))),
  CONSTRAINT disclosure_body_check CHECK (((length(body) >= 1) AND (length(body) <= 200))),
  CONSTRAINT disclosure_check CHECK ((to_day >= from_day)),
  CONSTRAINT disclosure_check1 CHECK ((num_nulls(decided_by, decided_at, approved) = ANY (ARRAY[0, 3]))),
  CONSTRAINT disclosure_check2 CHECK (((NOT approved) OR (decided_by <> requested_by))),
  CONSTRAINT disclosure_check3 CHECK (((downloaded_at IS NULL) OR approved))
);
CREATE INDEX disclosure_requested ON remove.disclosure USING btree (organisation_id, requested_at DESC, id);
ALTER TABLE remove.disclosure ENABLE ROW LEVEL SECURITY;
ALTER TABLE remove.disclosure FORCE ROW LEVEL SECURITY;
CREATE POLICY disclosure_backup ON remove.disclosure FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY disclosure_kept ON remove.disclosure AS RESTRICTIVE FOR DELETE TO suaka_app
  USING (access.in_demonstration());
CREATE POLICY disclosure_own ON remove.disclosure FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE (decided_by, decided_at, approved, downloaded_at), DELETE ON TABLE remove.disclosure TO suaka_app;
GRANT SELECT ON TABLE remove.disclosure TO suaka_backup;

CREATE TABLE remove.entry (
  number bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  organisation_id text NOT NULL,
  thing text NOT NULL,
  kind text NOT NULL,
  facts jsonb DEFAULT '{}'::jsonb NOT NULL,
  by text,
  at timestamp with time zone NOT NULL,
  CONSTRAINT entry_pkey PRIMARY KEY (number),
  CONSTRAINT entry_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id)
);
CREATE INDEX entry_thing ON remove.entry USING btree (thing, at, number);
ALTER TABLE remove.entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE remove.entry FORCE ROW LEVEL SECURITY;
CREATE POLICY entry_backup ON remove.entry FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY entry_kept ON remove.entry AS RESTRICTIVE FOR DELETE TO suaka_app
  USING (access.in_demonstration());
CREATE POLICY entry_own ON remove.entry FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, DELETE ON TABLE remove.entry TO suaka_app;
GRANT SELECT ON TABLE remove.entry TO suaka_backup;

CREATE TABLE remove.hand_off (
  id text NOT NULL,
  organisation_id text NOT NULL,
  removal_id text NOT NULL,
  recipient text NOT NULL,
  country text,
  reference bytea,
  preservation boolean DEFAULT false NOT NULL,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  receipt_at timestamp with time zone,
  receipt_by text,
  returned text,
  returned_at timestamp with time zone,
  CONSTRAINT hand_off_pkey PRIMARY KEY (id),
  CONSTRAINT hand_off_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT hand_off_removal_id_fkey FOREIGN KEY (removal_id) REFERENCES remove.removal(id),
  CONSTRAINT hand_off_check CHECK (((receipt_at IS NULL) = (receipt_by IS NULL))),
  CONSTRAINT hand_off_check1 CHECK (((returned IS NULL) = (returned_at IS NULL))),
  CONSTRAINT hand_off_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  CONSTRAINT hand_off_recipient_check CHECK ((recipient = ANY (ARRAY['police'::text, 'hotline'::text, 'regulator'::text]))),
  CONSTRAINT hand_off_returned_check CHECK ((returned = ANY (ARRAY['police'::text, 'provider'::text, 'removed'::text, 'unavailable'::text, 'moved'::text, 'not-illegal'::text])))
);
CREATE INDEX hand_off_made ON remove.hand_off USING btree (organisation_id, made_at DESC);
CREATE INDEX hand_off_removal ON remove.hand_off USING btree (removal_id, made_at);
ALTER TABLE remove.hand_off ENABLE ROW LEVEL SECURITY;
ALTER TABLE remove.hand_off FORCE ROW LEVEL SECURITY;
CREATE POLICY hand_off_backup ON remove.hand_off FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY hand_off_kept ON remove.hand_off AS RESTRICTIVE FOR DELETE TO suaka_app
  USING (access.in_demonstration());
CREATE POLICY hand_off_own ON remove.hand_off FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE remove.hand_off TO suaka_app;
GRANT SELECT ON TABLE remove.hand_off TO suaka_backup;

CREATE TABLE remove.hold (
  id text NOT NULL,
  organisation_id text NOT NULL,
  removal_id text NOT NULL,
  reference bytea NOT NULL,
  placed_by text NOT NULL,
  from_at timestamp with time zone NOT NULL,
  until_at timestamp with time zone NOT NULL,
  renews text,
  renewed_person text,
  ended_at timestamp with time zone,
  ended_by text,
  CONSTRAINT hold_pkey PRIMARY KEY (id),
  CONSTRAINT hold_id_placed_by_key UNIQUE (id, placed_by),
  CONSTRAINT hold_renews_key UNIQUE (renews),
  CONSTRAINT hold_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT hold_removal_id_fkey FOREIGN KEY (removal_id) REFERENCES remove.removal(id),
  CONSTRAINT hold_renews_renewed_person_fkey FOREIGN KEY (renews, renewed_person) REFERENCES remove.hold(id, placed_by),
  CONSTRAINT hold_check CHECK ((placed_by <> renewed_person)),
  CONSTRAINT hold_check1 CHECK (((until_at > from_at) AND (until_at <= (from_at + '24:00:00'::interval)))),
  CONSTRAINT hold_check2 CHECK (((renews IS NULL) = (renewed_person IS NULL))),
  CONSTRAINT hold_check3 CHECK (((ended_at IS NULL) = (ended_by IS NULL)))
);
CREATE UNIQUE INDEX hold_once ON remove.hold USING btree (removal_id) WHERE (renews IS NULL);
CREATE INDEX hold_placed ON remove.hold USING btree (organisation_id, from_at);
CREATE INDEX hold_removal ON remove.hold USING btree (removal_id, until_at);
ALTER TABLE remove.hold ENABLE ROW LEVEL SECURITY;
ALTER TABLE remove.hold FORCE ROW LEVEL SECURITY;
CREATE POLICY hold_backup ON remove.hold FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY hold_kept ON remove.hold AS RESTRICTIVE FOR DELETE TO suaka_app
  USING (access.in_demonstration());
CREATE POLICY hold_own ON remove.hold FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE remove.hold TO suaka_app;
GRANT SELECT ON TABLE remove.hold TO suaka_backup;

CREATE TABLE remove.inbox (
  id text NOT NULL,
  organisation_id text NOT NULL,
  from_organisation_id text NOT NULL,
  notice_id text NOT NULL,
  reference text NOT NULL,
  after text,
  followed_by text,
  content bytea NOT NULL,
  content_sha256 bytea NOT NULL,
  items integer NOT NULL,
  statutory boolean NOT NULL,
  ground text NOT NULL,
  state text NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  served_at timestamp with time zone NOT NULL,
  due_at timestamp with time zone,
  opened_at timestamp with time zone,
  opened_by text,
  acknowledged_at timestamp with time zone,
  acknowledged_by text,
  answered_at timestamp with time zone,
  answered_by text,
  refused_for text,
  answer bytea,
  complied integer[] DEFAULT '{}'::integer[] NOT NULL,
  withdrawn integer[] DEFAULT '{}'::integer[] NOT NULL,
  withdrawn_at timestamp with time zone,
  contested boolean DEFAULT false NOT NULL,
  carried_version integer DEFAULT 1 NOT NULL,
  CONSTRAINT inbox_pkey PRIMARY KEY (id),
  CONSTRAINT inbox_notice_id_key UNIQUE (notice_id),
  CONSTRAINT inbox_followed_by_fkey FOREIGN KEY (followed_by) REFERENCES remove.inbox(id),
  CONSTRAINT inbox_from_organisation_id_fkey FOREIGN KEY (from_organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT inbox_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT inbox_check CHECK ((followed_by <> id)),
  CONSTRAINT inbox_check1 CHECK ((carried_version <= version)),
  CONSTRAINT inbox_check2 CHECK (((num_nulls(opened_at, opened_by) = ANY (ARRAY[0, 2])) AND (num_nulls(acknowledged_at, acknowledged_by) = ANY (ARRAY[0, 2])) AND (num_nulls(answered_at, answered_by) = ANY (ARRAY[0, 2])))),
  CONSTRAINT inbox_check3 CHECK (((state <> ALL (ARRAY['complied'::text, 'partial'::text, 'refused'::text])) OR (answered_at IS NOT NULL))),
  CONSTRAINT inbox_check4 CHECK (((state <> 'refused'::text) OR (refused_for IS NOT NULL))),
  CONSTRAINT inbox_check5 CHECK (((state <> 'withdrawn'::text) OR (withdrawn_at IS NOT NULL))),
  CONSTRAINT inbox_content_sha256_check CHECK ((octet_length(content_sha256) = 32)),
  CONSTRAINT inbox_ground_check CHECK ((ground = ANY (ARRAY['child-sexual-exploitation'::text, 'image-based-sexual-abuse'::text, 'sexual-extortion'::text, 'grooming'::text, 'trafficking'::text]))),
  CONSTRAINT inbox_items_check CHECK ((items >= 1)),
  CONSTRAINT inbox_refused_for_check CHECK ((refused_for = ANY (ARRAY['not-found'::text, 'not-illegal-here'::text, 'not-ours'::text, 'incomplete'::text, 'contested'::text, 'other'::text]))),
  CONSTRAINT inbox_state_check CHECK ((state = ANY (ARRAY['served'::text, 'acknowledged'::text, 'complied'::text, 'partial'::text, 'refused'::text, 'withdrawn'::text])))
);
CREATE INDEX inbox_from ON remove.inbox USING btree (from_organisation_id);
CREATE INDEX inbox_open ON remove.inbox USING btree (organisation_id, COALESCE(due_at, 'infinity'::timestamp with time zone), served_at, id) WHERE ((state = ANY (ARRAY['served'::text, 'acknowledged'::text, 'partial'::text])) AND (followed_by IS NULL));
CREATE INDEX inbox_over ON remove.inbox USING btree (organisation_id, served_at DESC, id DESC) WHERE ((state = ANY (ARRAY['complied'::text, 'refused'::text, 'withdrawn'::text])) OR (followed_by IS NOT NULL));
CREATE INDEX inbox_reference ON remove.inbox USING btree (organisation_id, from_organisation_id, reference);
CREATE INDEX inbox_uncarried ON remove.inbox USING btree (id) WHERE (carried_version < version);
ALTER TABLE remove.inbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE remove.inbox FORCE ROW LEVEL SECURITY;
CREATE POLICY inbox_backup ON remove.inbox FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY inbox_kept ON remove.inbox AS RESTRICTIVE FOR DELETE TO suaka_app
  USING (access.in_demonstration());
CREATE POLICY inbox_node ON remove.inbox FOR SELECT TO suaka_node
  USING (true);
CREATE POLICY inbox_own ON remove.inbox FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
CREATE TRIGGER inbox_sealed BEFORE UPDATE ON remove.inbox FOR EACH ROW WHEN (((((((((old.organisation_id IS DISTINCT FROM new.organisation_id) OR (old.from_organisation_id IS DISTINCT FROM new.from_organisation_id)) OR (old.notice_id IS DISTINCT FROM new.notice_id)) OR (old.reference IS DISTINCT FROM new.reference)) OR (old.content IS DISTINCT FROM new.content)) OR (old.content_sha256 IS DISTINCT FROM new.content_sha256)) OR (old.items IS DISTINCT FROM new.items)) OR (old.served_at IS DISTINCT FROM new.served_at))) EXECUTE FUNCTION remove.refuse_change();
GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE remove.inbox TO suaka_app;
GRANT SELECT ON TABLE remove.inbox TO suaka_backup;
GRANT SELECT (id, organisation_id, version, carried_version) ON TABLE remove.inbox TO suaka_node;

CREATE TABLE remove.issuer (
  organisation_id text NOT NULL,
  unit text NOT NULL,
  contact text NOT NULL,
  country text NOT NULL,
  zone text NOT NULL,
  redress_id text NOT NULL,
  redress_en text NOT NULL,
  police_first boolean NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  changed_by text NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  CONSTRAINT issuer_pkey PRIMARY KEY (organisation_id),
  CONSTRAINT issuer_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT issuer_contact_check CHECK (((length(contact) >= 3) AND (length(contact) <= 254))),
  CONSTRAINT issuer_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  CONSTRAINT issuer_redress_en_check CHECK (((length(redress_en) >= 10) AND (length(redress_en) <= 2000))),
  CONSTRAINT issuer_redress_id_check CHECK (((length(redress_id) >= 10) AND (length(redress_id) <= 2000))),
  CONSTRAINT issuer_unit_check CHECK (((length(unit) >= 1) AND (length(unit) <= 200))),
  CONSTRAINT issuer_zone_check CHECK ((zone = ANY (ARRAY['Asia/Jakarta'::text, 'Asia/Makassar'::text, 'Asia/Jayapura'::text, 'UTC'::text])))
);
ALTER TABLE remove.issuer ENABLE ROW LEVEL SECURITY;
ALTER TABLE remove.issuer FORCE ROW LEVEL SECURITY;
CREATE POLICY issuer_backup ON remove.issuer FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY issuer_kept ON remove.issuer AS RESTRICTIVE FOR DELETE TO suaka_app
  USING (access.in_demonstration());
CREATE POLICY issuer_own ON remove.issuer FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE remove.issuer TO suaka_app;
GRANT SELECT ON TABLE remove.issuer TO suaka_backup;

CREATE TABLE remove.location (
  id text NOT NULL,
  organisation_id text NOT NULL,
  removal_id text NOT NULL,
  at timestamp with time zone NOT NULL,
  by text NOT NULL,
  found bytea NOT NULL,
  place_blind bytea NOT NULL,
  country text,
  network integer,
  network_name text,
  moved boolean NOT NULL,
  CONSTRAINT location_pkey PRIMARY KEY (id),
  CONSTRAINT location_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT location_removal_id_fkey FOREIGN KEY (removal_id) REFERENCES remove.removal(id),
  CONSTRAINT location_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  CONSTRAINT location_network_name_check CHECK ((length(network_name) <= 120)),
  CONSTRAINT location_place_blind_check CHECK ((octet_length(place_blind) = 32))
);
CREATE INDEX location_removal ON remove.location USING btree (removal_id, at);
ALTER TABLE remove.location ENABLE ROW LEVEL SECURITY;
ALTER TABLE remove.location FORCE ROW LEVEL SECURITY;
CREATE POLICY location_backup ON remove.location FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY location_kept ON remove.location AS RESTRICTIVE FOR DELETE TO suaka_app
  USING (access.in_demonstration());
CREATE POLICY location_own ON remove.location FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, DELETE ON TABLE remove.location TO suaka_app;
GRANT SELECT ON TABLE remove.location TO suaka_backup;

CREATE TABLE remove.mandate (
  id text NOT NULL,
  organisation_id text NOT NULL,
  law text NOT NULL,
  authority text NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  asked_by text NOT NULL,
  asked_at timestamp with time zone NOT NULL,
  signed_by text,
  signed_at timestamp with time zone,
  ended_by text,
  ended_at timestamp with time zone,
  CONSTRAINT mandate_pkey PRIMARY KEY (id),
  CONSTRAINT mandate_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT mandate_authority_check CHECK (((length(authority) >= 1) AND (length(authority) <= 500))),
  CONSTRAINT mandate_check CHECK (((expires_at > asked_at) AND (expires_at <= (asked_at + '366 days'::interval)))),
  CONSTRAINT mandate_check1 CHECK ((signed_by <> asked_by)),
  CONSTRAINT mandate_check2 CHECK (((signed_by IS NULL) = (signed_at IS NULL))),
  CONSTRAINT mandate_check3 CHECK (((ended_by IS NULL) = (ended_at IS NULL))),
  CONSTRAINT mandate_law_check CHECK (((length(law) >= 1) AND (length(law) <= 500)))
);
CREATE INDEX mandate_organisation ON remove.mandate USING btree (organisation_id, asked_at);
ALTER TABLE remove.mandate ENABLE ROW LEVEL SECURITY;
ALTER TABLE remove.mandate FORCE ROW LEVEL SECURITY;
CREATE POLICY mandate_backup ON remove.mandate FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY mandate_kept ON remove.mandate AS RESTRICTIVE FOR DELETE TO suaka_app
  USING (access.in_demonstration());
CREATE POLICY mandate_own ON remove.mandate FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE (signed_by, signed_at, ended_by, ended_at), DELETE ON TABLE remove.mandate TO suaka_app;
GRANT SELECT ON TABLE remove.mandate TO suaka_backup;

CREATE TABLE remove.notice (
  id text NOT NULL,
  organisation_id text NOT NULL,
  reference text NOT NULL,
  platform_id text NOT NULL,
  state text NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  reach text NOT NULL,
  basis text NOT NULL,
  ground text NOT NULL,
  rule_id text,
  rule_version integer,
  authority_id text,
  ladder text NOT NULL,
  rung integer NOT NULL,
  after text,
  language text NOT NULL,
  way text NOT NULL,
  reasons bytea NOT NULL,
  proportionality bytea,
  drafted_by text NOT NULL,
  drafted_at timestamp with time zone NOT NULL,
  sealed bytea,
  sealed_sha256 bytea,
  salt bytea,
  sent_by text,
  sent_at timestamp with time zone,
  handed_over_at timestamp with time zone,
  acknowledged_at timestamp with time zone,
  answered_at timestamp with time zone,
  answer bytea,
  refused_for text,
  due_at timestamp with time zone,
  withdrawn_for text,
  CONSTRAINT notice_pkey PRIMARY KEY (id),
  CONSTRAINT notice_after_key UNIQUE (after),
  CONSTRAINT notice_organisation_id_reference_key UNIQUE (organisation_id, reference),
  CONSTRAINT notice_after_fkey FOREIGN KEY (after) REFERENCES remove.notice(id),
  CONSTRAINT notice_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES clocks.authority(id),
  CONSTRAINT notice_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT notice_platform_id_fkey FOREIGN KEY (platform_id) REFERENCES remove.platform(id),
  CONSTRAINT notice_basis_check CHECK ((basis = ANY (ARRAY['statutory'::text, 'voluntary'::text]))),
  CONSTRAINT notice_check CHECK (((basis <> 'statutory'::text) OR (num_nulls(rule_id, rule_version, authority_id) = 0))),
  CONSTRAINT notice_check1 CHECK (((reach = 'items'::text) OR (proportionality IS NOT NULL) OR (sent_at IS NULL))),
  CONSTRAINT notice_check2 CHECK (((state = ANY (ARRAY['draft'::text, 'proposed'::text, 'approved'::text, 'discarded'::text])) = (sent_at IS NULL))),
  CONSTRAINT notice_check3 CHECK ((num_nulls(sent_at, sent_by, sealed, sealed_sha256, salt) = ANY (ARRAY[0, 5]))),
  CONSTRAINT notice_check4 CHECK (((state = 'withdrawn'::text) = (withdrawn_for IS NOT NULL))),
  CONSTRAINT notice_ground_check CHECK ((ground = ANY (ARRAY['child-sexual-exploitation'::text, 'image-based-sexual-abuse'::text, 'sexual-extortion'::text, 'grooming'::text, 'trafficking'::text]))),
  CONSTRAINT notice_language_check CHECK ((language = ANY (ARRAY['id'::text, 'en'::text]))),
  CONSTRAINT notice_reach_check CHECK ((reach = ANY (ARRAY['items'::text, 'site'::text, 'registrar'::text]))),
  CONSTRAINT notice_reference_check CHECK ((reference ~ '^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$'::text)),
  CONSTRAINT notice_refused_for_check CHECK ((refused_for = ANY (ARRAY['not-found'::text, 'not-illegal-here'::text, 'not-ours'::text, 'incomplete'::text, 'contested'::text, 'other'::text]))),
  CONSTRAINT notice_rung_check CHECK ((rung >= 0)),
  CONSTRAINT notice_sealed_sha256_check CHECK ((octet_length(sealed_sha256) = 32)),
  CONSTRAINT notice_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'proposed'::text, 'approved'::text, 'sent'::text, 'acknowledged'::text, 'complied'::text, 'partial'::text, 'refused'::text, 'silent'::text, 'escalated'::text, 'withdrawn'::text, 'discarded'::text]))),
  CONSTRAINT notice_way_check CHECK ((way = ANY (ARRAY['desk'::text, 'mail'::text, 'webhook'::text, 'form'::text]))),
  CONSTRAINT notice_withdrawn_for_check CHECK ((withdrawn_for = ANY (ARRAY['contest'::text, 'moved'::text, 'made-in-error'::text])))
);
CREATE INDEX notice_open ON remove.notice USING btree (organisation_id, due_at, id) WHERE (state = ANY (ARRAY['sent'::text, 'acknowledged'::text, 'partial'::text, 'silent'::text]));
CREATE INDEX notice_platform ON remove.notice USING btree (platform_id, drafted_at DESC);
CREATE INDEX notice_sent ON remove.notice USING btree (organisation_id, sent_at DESC, id) WHERE (sent_at IS NOT NULL);
CREATE INDEX notice_state ON remove.notice USING btree (organisation_id, state, drafted_at DESC, id);
ALTER TABLE remove.notice ENABLE ROW LEVEL SECURITY;
ALTER TABLE remove.notice FORCE ROW LEVEL SECURITY;
CREATE POLICY notice_backup ON remove.notice FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY notice_kept ON remove.notice AS RESTRICTIVE FOR DELETE TO suaka_app
  USING (access.in_demonstration());
CREATE POLICY notice_own ON remove.notice FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
CREATE TRIGGER notice_named BEFORE UPDATE ON remove.notice FOR EACH ROW WHEN (((old.sent_at IS NULL) AND (new.sent_at IS NOT NULL))) EXECUTE FUNCTION remove.refuse_without_names();
CREATE TRIGGER notice_sealed BEFORE UPDATE ON remove.notice FOR EACH ROW WHEN (((old.sent_at IS NOT NULL) AND (((((((((((((((((old.reference IS DISTINCT FROM new.reference) OR (old.sealed IS DISTINCT FROM new.sealed)) OR (old.sealed_sha256 IS DISTINCT FROM new.sealed_sha256)) OR (old.salt IS DISTINCT FROM new.salt)) OR (old.basis IS DISTINCT FROM new.basis)) OR (old.rule_id IS DISTINCT FROM new.rule_id)) OR (old.rule_version IS DISTINCT FROM new.rule_version)) OR (old.reach IS DISTINCT FROM new.reach)) OR (old.ground IS DISTINCT FROM new.ground)) OR (old.platform_id IS DISTINCT FROM new.platform_id)) OR (old.ladder IS DISTINCT FROM new.ladder)) OR (old.rung IS DISTINCT FROM new.rung)) OR (old.after IS DISTINCT FROM new.after)) OR (old.way IS DISTINCT FROM new.way)) OR (old.language IS DISTINCT FROM new.language)) OR (old.sent_at IS DISTINCT FROM new.sent_at)) OR (old.sent_by IS DISTINCT FROM new.sent_by)))) EXECUTE FUNCTION remove.refuse_change();
GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE remove.notice TO suaka_app;
GRANT SELECT ON TABLE remove.notice TO suaka_backup;

CREATE TABLE remove.notice_item (
  notice_id text NOT NULL,
  removal_id text NOT NULL,
  organisation_id text NOT NULL,
  outcome text,
  outcome_at timestamp with time zone,
  withdrawn_at timestamp with time zone,
  CONSTRAINT notice_item_pkey PRIMARY KEY (notice_id, removal_id),
  CONSTRAINT notice_item_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES remove.notice(id),
  CONSTRAINT notice_item_removal_id_fkey FOREIGN KEY (removal_id) REFERENCES remove.removal(id),
  CONSTRAINT notice_item_check CHECK (((outcome IS NULL) = (outcome_at IS NULL))),
  CONSTRAINT notice_item_outcome_check CHECK ((outcome = ANY (ARRAY['complied'::text, 'refused'::text])))
);
CREATE INDEX notice_item_removal ON remove.notice_item USING btree (removal_id);
ALTER TABLE remove.notice_item ENABLE ROW LEVEL SECURITY;
ALTER TABLE remove.notice_item FORCE ROW LEVEL SECURITY;
CREATE POLICY notice_item_backup ON remove.notice_item FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY notice_item_kept ON remove.notice_item AS RESTRICTIVE FOR DELETE TO suaka_app
  USING ((access.in_demonstration() OR (EXISTS ( SELECT
   FROM remove.notice n
  WHERE ((n.id = notice_item.notice_id) AND (n.sent_at IS NULL))))));
CREATE POLICY notice_item_own ON remove.notice_item FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE (outcome, outcome_at, withdrawn_at), DELETE ON TABLE remove.notice_item TO suaka_app;
GRANT SELECT ON TABLE remove.notice_item TO suaka_backup;

CREATE TABLE remove.platform (
  id text NOT NULL,
  organisation_id text NOT NULL,
  code text,
  name text NOT NULL,
  kind text NOT NULL,
  country text,
  language text NOT NULL,
  way text NOT NULL,
  mail text,
  webhook text,
  webhook_secret bytea,
  form text,
  partner_id text,
  domains text[] DEFAULT '{}'::text[] NOT NULL,
  network integer,
  known text,
  opening text DEFAULT ''::text NOT NULL,
  source text DEFAULT ''::text NOT NULL,
  checked_by text,
  checked_at timestamp with time zone,
  version integer DEFAULT 1 NOT NULL,
  made_at timestamp with time zone NOT NULL,
  retired_at timestamp with time zone,
  CONSTRAINT platform_pkey PRIMARY KEY (id),
  CONSTRAINT platform_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT platform_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES access.organisation(id),
  CONSTRAINT platform_check CHECK (((checked_by IS NULL) = (checked_at IS NULL))),
  CONSTRAINT platform_check1 CHECK (
CASE way
    WHEN 'mail'::text THEN (mail IS NOT NULL)
    WHEN 'webhook'::text THEN ((webhook IS NOT NULL) AND (webhook_secret IS NOT NULL))
    WHEN 'form'::text THEN (form IS NOT NULL)
    ELSE (partner_id IS NOT NULL)
END),
  CONSTRAINT platform_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  CONSTRAINT platform_domains_check CHECK ((cardinality(domains) <= 50)),
  CONSTRAINT platform_form_check CHECK (((form ~ '^https://'::text) AND (length(form) <= 500))),
  CONSTRAINT platform_kind_check CHECK ((kind = ANY (ARRAY['platform'::text, 'host'::text, 'registrar'::text, 'search'::text, 'regulator'::text]))),
  CONSTRAINT platform_language_check CHECK ((language = ANY (ARRAY['id'::text, 'en'::text]))),
  CONSTRAINT platform_mail_check CHECK ((length(mail) <= 254)),
  CONSTRAINT platform_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
  CONSTRAINT platform_network_check CHECK ((network >= 1)),
  CONSTRAINT platform_opening_check CHECK ((length(opening) <= 2000)),
  CONSTRAINT platform_source_check CHECK ((length(source) <= 500)),
  CONSTRAINT platform_way_check CHECK ((way = ANY (ARRAY['desk'::text, 'mail'::text, 'webhook'::text, 'form'::text]))),
  CONSTRAINT platform_webhook_check CHECK (((webhook ~ '^https://'::text) AND (length(webhook) <= 500)))
);
CREATE UNIQUE INDEX platform_code ON remove.platform USING btree (organisation_id, code) WHERE ((code IS NOT NULL) AND (retired_at IS NULL));
CREATE INDEX platform_domains ON remove.platform USING gin (domains);
CREATE UNIQUE INDEX platform_known ON remove.platform USING btree (organisation_id, known) WHERE (known IS NOT NULL);
CREATE UNIQUE INDEX platform_network ON remove.platform USING btree (organisation_id, network) WHERE ((network IS NOT NULL) AND (kind = 'host'::text) AND (retired_at IS NULL));
CREATE INDEX platform_organisation ON remove.platform USING btree (organisation_id, name);
ALTER TABLE remove.platform ENABLE ROW LEVEL SECURITY;
ALTER TABLE remove.platform FORCE ROW LEVEL SECURITY;
CREATE POLICY platform_backup ON remove.platform FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY platform_kept ON remove.platform AS RESTRICTIVE FOR DELETE TO suaka_app
  USING (access.in_demonstration());
CREATE POLICY platform_own ON remove.platform FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE remove.platform TO suaka_app;
GRANT SELECT ON TABLE remove.platform TO suaka_backup;

CREATE TABLE remove.publication (
  organisation_id text NOT NULL,
  from_day date NOT NULL,
  to_day date NOT NULL,
  made_at timestamp with time zone NOT NULL,
  figures json NOT NULL,
  CONSTRAINT publication_pkey PRIMARY KEY (organisation_id, from_day),
  CONSTRAINT publication_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT publication_check CHECK ((to_day > from_day))
);
ALTER TABLE remove.publication ENABLE ROW LEVEL SECURITY;
ALTER TABLE remove.publication FORCE ROW LEVEL SECURITY;
CREATE POLICY publication_backup ON remove.publication FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY publication_kept ON remove.publication AS RESTRICTIVE FOR DELETE TO suaka_app
  USING (access.in_demonstration());
CREATE POLICY publication_node ON remove.publication FOR SELECT TO suaka_node
  USING (true);
CREATE POLICY publication_own ON remove.publication FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
CREATE TRIGGER publication_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON remove.publication FOR EACH STATEMENT EXECUTE FUNCTION remove.refuse_rewriting();
GRANT SELECT, INSERT, DELETE ON TABLE remove.publication TO suaka_app;
GRANT SELECT ON TABLE remove.publication TO suaka_backup;
GRANT SELECT (organisation_id, from_day) ON TABLE remove.publication TO suaka_node;

CREATE TABLE remove.removal (
  id text NOT NULL,
  organisation_id text NOT NULL,
  item_id text NOT NULL,
  ground text NOT NULL,
  state text NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  danger boolean DEFAULT false NOT NULL,
  platform_id text,
  country text,
  network integer,
  grade text,
  graded_at timestamp with time zone,
  seen text,
  seen_at timestamp with time zone,
  reappearances integer DEFAULT 0 NOT NULL,
  stopped_for text,
  taken_on_at timestamp with time zone NOT NULL,
  state_at timestamp with time zone NOT NULL,
  asked_at timestamp with time zone,
  removed_at timestamp with time zone,
  due_at timestamp with time zone,
  next_check_at timestamp with time zone,
  watch_until timestamp with time zone,
  CONSTRAINT removal_pkey PRIMARY KEY (id),
  CONSTRAINT removal_item_id_key UNIQUE (item_id),
  CONSTRAINT removal_item_id_fkey FOREIGN KEY (item_id) REFERENCES report.item(id),
  CONSTRAINT removal_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT removal_platform_id_fkey FOREIGN KEY (platform_id) REFERENCES remove.platform(id),
  CONSTRAINT removal_check CHECK (((state = 'stopped'::text) = (stopped_for IS NOT NULL))),
  CONSTRAINT removal_check1 CHECK (((state <> 'removed'::text) OR (grade IS NOT NULL))),
  CONSTRAINT removal_check2 CHECK (((state <> ALL (ARRAY['notice-open'::text, 'overdue'::text, 'refused'::text])) OR (asked_at IS NOT NULL))),
  CONSTRAINT removal_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  CONSTRAINT removal_grade_check CHECK ((grade = ANY (ARRAY['machine-confirmed'::text, 'attested'::text, 'stated'::text, 'gone-one-place'::text]))),
  CONSTRAINT removal_ground_check CHECK ((ground = ANY (ARRAY['child-sexual-exploitation'::text, 'image-based-sexual-abuse'::text, 'sexual-extortion'::text, 'grooming'::text, 'trafficking'::text]))),
  CONSTRAINT removal_seen_check CHECK ((seen = ANY (ARRAY['present'::text, 'gone'::text, 'unclear'::text]))),
  CONSTRAINT removal_state_check CHECK ((state = ANY (ARRAY['new'::text, 'located'::text, 'unlocatable'::text, 'notice-open'::text, 'overdue'::text, 'refused'::text, 'unknown'::text, 'geo-blocked'::text, 'moved'::text, 'removed'::text, 'reappeared'::text, 'stopped'::text]))),
  CONSTRAINT removal_stopped_for_check CHECK ((stopped_for = ANY (ARRAY['contest'::text, 'classification'::text, 'not-ours'::text, 'made-in-error'::text])))
);
CREATE INDEX removal_check ON remove.removal USING btree (next_check_at) WHERE (next_check_at IS NOT NULL);
CREATE INDEX removal_counts ON remove.removal USING btree (organisation_id, state, grade);
CREATE INDEX removal_due ON remove.removal USING btree (organisation_id, due_at, id) WHERE ((due_at IS NOT NULL) AND (state = ANY (ARRAY['notice-open'::text, 'overdue'::text])));
CREATE INDEX removal_open ON remove.removal USING btree (organisation_id, taken_on_at, id) WHERE (state <> ALL (ARRAY['removed'::text, 'stopped'::text]));
CREATE INDEX removal_platform ON remove.removal USING btree (organisation_id, platform_id, state) INCLUDE (asked_at, reappearances);
CREATE INDEX removal_reappeared ON remove.removal USING btree (organisation_id, state_at DESC, id) WHERE (reappearances > 0);
CREATE INDEX removal_state ON remove.removal USING btree (organisation_id, state, state_at DESC, id);
ALTER TABLE remove.removal ENABLE ROW LEVEL SECURITY;
ALTER TABLE remove.removal FORCE ROW LEVEL SECURITY;
CREATE POLICY removal_backup ON remove.removal FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY removal_kept ON remove.removal AS RESTRICTIVE FOR DELETE TO suaka_app
  USING (access.in_demonstration());
CREATE POLICY removal_node ON remove.removal FOR SELECT TO suaka_node
  USING (true);
CREATE POLICY removal_own ON remove.removal FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE remove.removal TO suaka_app;
GRANT SELECT ON TABLE remove.removal TO suaka_backup;
GRANT SELECT (id, organisation_id, state, next_check_at) ON TABLE remove.removal TO suaka_node;

CREATE TABLE remove.signature (
  notice_id text NOT NULL,
  person_id text NOT NULL,
  organisation_id text NOT NULL,
  role text NOT NULL,
  draft_sha256 bytea NOT NULL,
  at timestamp with time zone NOT NULL,
  CONSTRAINT signature_pkey PRIMARY KEY (notice_id, person_id),
  CONSTRAINT signature_notice_id_role_key UNIQUE (notice_id, role),
  CONSTRAINT signature_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES remove.notice(id),
  CONSTRAINT signature_draft_sha256_check CHECK ((octet_length(draft_sha256) = 32)),
  CONSTRAINT signature_role_check CHECK ((role = ANY (ARRAY['proposer'::text, 'second'::text, 'third'::text])))
);
ALTER TABLE remove.signature ENABLE ROW LEVEL SECURITY;
ALTER TABLE remove.signature FORCE ROW LEVEL SECURITY;
CREATE POLICY signature_backup ON remove.signature FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY signature_kept ON remove.signature AS RESTRICTIVE FOR DELETE TO suaka_app
  USING ((access.in_demonstration() OR (EXISTS ( SELECT
   FROM remove.notice n
  WHERE ((n.id = signature.notice_id) AND (n.sent_at IS NULL))))));
CREATE POLICY signature_own ON remove.signature FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, DELETE ON TABLE remove.signature TO suaka_app;
GRANT SELECT ON TABLE remove.signature TO suaka_backup;

CREATE TABLE remove.vantage (
  id text NOT NULL,
  organisation_id text NOT NULL,
  name text NOT NULL,
  proxy bytea,
  network integer NOT NULL,
  country text NOT NULL,
  attested_by text NOT NULL,
  attested_at timestamp with time zone NOT NULL,
  retired_at timestamp with time zone,
  CONSTRAINT vantage_pkey PRIMARY KEY (id),
  CONSTRAINT vantage_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT vantage_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  CONSTRAINT vantage_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
  CONSTRAINT vantage_network_check CHECK (((network >= 1) AND (network <= 2147483647)))
);
CREATE INDEX vantage_organisation ON remove.vantage USING btree (organisation_id) WHERE (retired_at IS NULL);
ALTER TABLE remove.vantage ENABLE ROW LEVEL SECURITY;
ALTER TABLE remove.vantage FORCE ROW LEVEL SECURITY;
CREATE POLICY vantage_backup ON remove.vantage FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY vantage_kept ON remove.vantage AS RESTRICTIVE FOR DELETE TO suaka_app
  USING (access.in_demonstration());
CREATE POLICY vantage_own ON remove.vantage FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE (retired_at), DELETE ON TABLE remove.vantage TO suaka_app;
GRANT SELECT ON TABLE remove.vantage TO suaka_backup;

CREATE OR REPLACE FUNCTION remove.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN RAISE EXCEPTION 'what was sealed at sending is never changed (notice %)', OLD.id; END $function$;

CREATE OR REPLACE FUNCTION remove.refuse_rewriting()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF TG_OP = 'DELETE' AND access.in_demonstration() THEN RETURN NULL; END IF;
  RAISE EXCEPTION 'what was published is only added to: % on % is refused', TG_OP, TG_TABLE_NAME;
END $function$;

CREATE OR REPLACE FUNCTION remove.refuse_without_names()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN
  IF (SELECT count(*) FROM remove.signature s WHERE s.notice_id = NEW.id)
     < (CASE WHEN NEW.reach <> 'items' THEN 3 WHEN NEW.basis = 'statutory' THEN 2 ELSE 1 END) THEN
    RAISE EXCEPTION 'too few names stand under the notice %', NEW.id;
  END IF;
  RETURN NEW;
END $function$;

-- ==================== report

CREATE SCHEMA report;
GRANT USAGE ON SCHEMA report TO suaka_app;
GRANT USAGE ON SCHEMA report TO suaka_backup;
GRANT USAGE ON SCHEMA report TO suaka_node;

CREATE TABLE report.bulk_export (
  id text NOT NULL,
  organisation_id text NOT NULL,
  what text NOT NULL,
  from_day date NOT NULL,
  to_day date NOT NULL,
  purpose text NOT NULL,
  requested_by text NOT NULL,
  requested_at timestamp with time zone NOT NULL,
  decided_by text,
  decided_at timestamp with time zone,
  approved boolean,
  downloaded_at timestamp with time zone,
  format text,
  CONSTRAINT bulk_export_pkey PRIMARY KEY (id),
  CONSTRAINT bulk_export_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT bulk_export_check CHECK ((to_day >= from_day)),
  CONSTRAINT bulk_export_check1 CHECK ((num_nulls(decided_by, decided_at, approved) = ANY (ARRAY[0, 3]))),
  CONSTRAINT bulk_export_check2 CHECK (((approved IS DISTINCT FROM true) OR (decided_by <> requested_by))),
  CONSTRAINT bulk_export_check3 CHECK (((downloaded_at IS NULL) = (format IS NULL))),
  CONSTRAINT bulk_export_check4 CHECK (((downloaded_at IS NULL) OR ((NOT (approved IS DISTINCT FROM true)) AND (downloaded_at < (decided_at + '24:00:00'::interval))))),
  CONSTRAINT bulk_export_format_check CHECK ((format = ANY (ARRAY['csv'::text, 'ndjson'::text]))),
  CONSTRAINT bulk_export_purpose_check CHECK (((length(purpose) >= 1) AND (length(purpose) <= 500))),
  CONSTRAINT bulk_export_what_check CHECK ((what = ANY (ARRAY['facts'::text, 'facts-and-items'::text])))
);
CREATE INDEX bulk_export_requested ON report.bulk_export USING btree (organisation_id, requested_at DESC);
ALTER TABLE report.bulk_export ENABLE ROW LEVEL SECURITY;
ALTER TABLE report.bulk_export FORCE ROW LEVEL SECURITY;
CREATE POLICY bulk_export_backup ON report.bulk_export FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY bulk_export_kept ON report.bulk_export AS RESTRICTIVE FOR DELETE TO suaka_app
  USING (access.in_demonstration());
CREATE POLICY bulk_export_own ON report.bulk_export FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE (decided_by, decided_at, approved, downloaded_at, format), DELETE ON TABLE report.bulk_export TO suaka_app;
GRANT SELECT ON TABLE report.bulk_export TO suaka_backup;

CREATE TABLE report.care_limit (
  organisation_id text NOT NULL,
  texts integer NOT NULL,
  hand_overs integer NOT NULL,
  changed_by text NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  CONSTRAINT care_limit_pkey PRIMARY KEY (organisation_id),
  CONSTRAINT care_limit_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT care_limit_hand_overs_check CHECK (((hand_overs >= 1) AND (hand_overs <= 1000))),
  CONSTRAINT care_limit_texts_check CHECK (((texts >= 1) AND (texts <= 1000)))
);
ALTER TABLE report.care_limit ENABLE ROW LEVEL SECURITY;
ALTER TABLE report.care_limit FORCE ROW LEVEL SECURITY;
CREATE POLICY care_limit_backup ON report.care_limit FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY care_limit_own ON report.care_limit FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE report.care_limit TO suaka_app;
GRANT SELECT ON TABLE report.care_limit TO suaka_backup;

CREATE TABLE report.classification (
  id text NOT NULL,
  number bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  organisation_id text NOT NULL,
  item_id text NOT NULL,
  role text NOT NULL,
  supersedes text,
  first_id text,
  first_analyst text,
  second_id text,
  second_analyst text,
  scheme text NOT NULL,
  value text NOT NULL,
  attributes text[] NOT NULL,
  basis text NOT NULL,
  body text,
  body_category text,
  body_reference bytea,
  needs_second boolean NOT NULL,
  analyst text NOT NULL,
  classified_at timestamp with time zone NOT NULL,
  CONSTRAINT classification_pkey PRIMARY KEY (id),
  CONSTRAINT classification_first_id_role_key UNIQUE (first_id, role),
  CONSTRAINT classification_id_analyst_item_id_key UNIQUE (id, analyst, item_id),
  CONSTRAINT classification_supersedes_key UNIQUE (supersedes),
  CONSTRAINT classification_first_id_first_analyst_item_id_fkey FOREIGN KEY (first_id, first_analyst, item_id) REFERENCES report.classification(id, analyst, item_id),
  CONSTRAINT classification_item_id_fkey FOREIGN KEY (item_id) REFERENCES report.item(id),
  CONSTRAINT classification_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT classification_second_id_second_analyst_item_id_fkey FOREIGN KEY (second_id, second_analyst, item_id) REFERENCES report.classification(id, analyst, item_id),
  CONSTRAINT classification_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES report.classification(id),
  CONSTRAINT classification_attributes_check CHECK ((attributes <@ ARRAY['generated'::text, 'altered'::text, 'self-produced'::text, 'drawn'::text])),
  CONSTRAINT classification_basis_check CHECK ((basis = ANY (ARRAY['viewer'::text, 'authorised-body'::text]))),
  CONSTRAINT classification_body_check CHECK (((length(body) >= 1) AND (length(body) <= 200))),
  CONSTRAINT classification_check CHECK ((num_nulls(body, body_category, body_reference) =
CASE basis
    WHEN 'viewer'::text THEN 3
    ELSE 0
END)),
  CONSTRAINT classification_check1 CHECK ((num_nulls(first_id, first_analyst) =
CASE role
    WHEN 'first'::text THEN 2
    ELSE 0
END)),
  CONSTRAINT classification_check2 CHECK ((num_nulls(second_id, second_analyst) =
CASE role
    WHEN 'adjudication'::text THEN 0
    ELSE 2
END)),
  CONSTRAINT classification_check3 CHECK (((role = 'first'::text) OR (supersedes IS NULL))),
  CONSTRAINT classification_check4 CHECK ((analyst <> first_analyst)),
  CONSTRAINT classification_check5 CHECK ((analyst <> second_analyst)),
  CONSTRAINT classification_role_check CHECK ((role = ANY (ARRAY['first'::text, 'second'::text, 'adjudication'::text])))
);
CREATE UNIQUE INDEX classification_begun_once ON report.classification USING btree (item_id) WHERE ((role = 'first'::text) AND (supersedes IS NULL));
CREATE INDEX classification_item ON report.classification USING btree (item_id, number);
ALTER TABLE report.classification ENABLE ROW LEVEL SECURITY;
ALTER TABLE report.classification FORCE ROW LEVEL SECURITY;
CREATE POLICY classification_backup ON report.classification FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY classification_kept ON report.classification AS RESTRICTIVE FOR DELETE TO suaka_app
  USING (access.in_demonstration());
CREATE POLICY classification_own ON report.classification FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
CREATE TRIGGER classification_append_only BEFORE UPDATE OR TRUNCATE ON report.classification FOR EACH STATEMENT EXECUTE FUNCTION report.refuse_change();
GRANT SELECT, INSERT, DELETE ON TABLE report.classification TO suaka_app;
GRANT SELECT ON TABLE report.classification TO suaka_backup;

CREATE TABLE report.contest (
  id text NOT NULL,
  organisation_id text NOT NULL,
  reference text NOT NULL,
  kind text NOT NULL,
  state text NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  language text NOT NULL,
  subject bytea NOT NULL,
  subject_blinds bytea[] NOT NULL,
  statement bytea,
  reasons bytea,
  received_at timestamp with time zone NOT NULL,
  due_at timestamp with time zone NOT NULL,
  taken_by text,
  taken_at timestamp with time zone,
  decided_by text,
  decided_at timestamp with time zone,
  decision text,
  message_waiting boolean DEFAULT false NOT NULL,
  CONSTRAINT contest_pkey PRIMARY KEY (id),
  CONSTRAINT contest_organisation_id_reference_key UNIQUE (organisation_id, reference),
  CONSTRAINT contest_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT contest_check CHECK (((state = 'decided'::text) = ((decided_by IS NOT NULL) AND (decided_at IS NOT NULL) AND (decision IS NOT NULL) AND (reasons IS NOT NULL)))),
  CONSTRAINT contest_decision_check CHECK ((decision = ANY (ARRAY['upheld'::text, 'partly-upheld'::text, 'not-upheld'::text, 'not-ours'::text]))),
  CONSTRAINT contest_kind_check CHECK ((kind = ANY (ARRAY['content-removed'::text, 'wrongly-named'::text]))),
  CONSTRAINT contest_language_check CHECK ((language = ANY (ARRAY['id'::text, 'en'::text]))),
  CONSTRAINT contest_reference_check CHECK ((reference ~ '^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$'::text)),
  CONSTRAINT contest_state_check CHECK ((state = ANY (ARRAY['received'::text, 'in-review'::text, 'decided'::text])))
);
CREATE INDEX contest_open ON report.contest USING btree (organisation_id, due_at, id) WHERE (state <> 'decided'::text);
CREATE INDEX contest_received ON report.contest USING btree (organisation_id, received_at DESC, id);
ALTER TABLE report.contest ENABLE ROW LEVEL SECURITY;
ALTER TABLE report.contest FORCE ROW LEVEL SECURITY;
CREATE POLICY contest_backup ON report.contest FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY contest_kept ON report.contest AS RESTRICTIVE FOR DELETE TO suaka_app
  USING (access.in_demonstration());
CREATE POLICY contest_own ON report.contest FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE report.contest TO suaka_app;
GRANT SELECT ON TABLE report.contest TO suaka_backup;

CREATE TABLE report.entry (
  number bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  organisation_id text NOT NULL,
  report_id text NOT NULL,
  kind text NOT NULL,
  facts jsonb DEFAULT '{}'::jsonb NOT NULL,
  by text,
  at timestamp with time zone NOT NULL,
  CONSTRAINT entry_pkey PRIMARY KEY (number),
  CONSTRAINT entry_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT entry_report_id_fkey FOREIGN KEY (report_id) REFERENCES report.report(id)
);
CREATE INDEX entry_report ON report.entry USING btree (report_id, at, number);
ALTER TABLE report.entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE report.entry FORCE ROW LEVEL SECURITY;
CREATE POLICY entry_backup ON report.entry FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY entry_kept ON report.entry AS RESTRICTIVE FOR DELETE TO suaka_app
  USING (access.in_demonstration());
CREATE POLICY entry_own ON report.entry FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, DELETE ON TABLE report.entry TO suaka_app;
GRANT SELECT ON TABLE report.entry TO suaka_backup;

CREATE TABLE report.exposure (
  organisation_id text NOT NULL,
  person_id text NOT NULL,
  day date NOT NULL,
  kind text NOT NULL,
  count integer NOT NULL,
  gone_on integer DEFAULT 0 NOT NULL,
  CONSTRAINT exposure_pkey PRIMARY KEY (organisation_id, day, person_id, kind),
  CONSTRAINT exposure_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT exposure_count_check CHECK ((count >= 0)),
  CONSTRAINT exposure_gone_on_check CHECK ((gone_on >= 0)),
  CONSTRAINT exposure_kind_check CHECK ((kind = ANY (ARRAY['text'::text, 'viewer'::text])))
);
ALTER TABLE report.exposure ENABLE ROW LEVEL SECURITY;
ALTER TABLE report.exposure FORCE ROW LEVEL SECURITY;
CREATE POLICY exposure_backup ON report.exposure FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY exposure_kept ON report.exposure AS RESTRICTIVE FOR DELETE TO suaka_app
  USING (access.in_demonstration());
CREATE POLICY exposure_own ON report.exposure FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE (count, gone_on), DELETE ON TABLE report.exposure TO suaka_app;
GRANT SELECT ON TABLE report.exposure TO suaka_backup;

CREATE TABLE report.go_live (
  organisation_id text NOT NULL,
  point text NOT NULL,
  text_id text DEFAULT ''::text NOT NULL,
  text_en text DEFAULT ''::text NOT NULL,
  confirmed_by text NOT NULL,
  confirmed_at timestamp with time zone NOT NULL,
  CONSTRAINT go_live_pkey PRIMARY KEY (organisation_id, point),
  CONSTRAINT go_live_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT go_live_point_check CHECK ((point = ANY (ARRAY['controller'::text, 'privacy-notice'::text, 'retention'::text, 'key-custody'::text, 'tls'::text, 'backup-drill'::text, 'cover-hours'::text, 'help-lines'::text]))),
  CONSTRAINT go_live_text_en_check CHECK ((length(text_en) <= 4000)),
  CONSTRAINT go_live_text_id_check CHECK ((length(text_id) <= 4000))
);
ALTER TABLE report.go_live ENABLE ROW LEVEL SECURITY;
ALTER TABLE report.go_live FORCE ROW LEVEL SECURITY;
CREATE POLICY go_live_backup ON report.go_live FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY go_live_own ON report.go_live FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE report.go_live TO suaka_app;
GRANT SELECT ON TABLE report.go_live TO suaka_backup;

CREATE TABLE report.hand_over (
  token_blind bytea NOT NULL,
  organisation_id text NOT NULL,
  item_id text NOT NULL,
  person_id text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  redeemed_at timestamp with time zone,
  redeemed_by text,
  CONSTRAINT hand_over_pkey PRIMARY KEY (token_blind),
  CONSTRAINT hand_over_item_id_fkey FOREIGN KEY (item_id) REFERENCES report.item(id),
  CONSTRAINT hand_over_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT hand_over_check CHECK ((expires_at > made_at)),
  CONSTRAINT hand_over_check1 CHECK ((redeemed_at < expires_at)),
  CONSTRAINT hand_over_check2 CHECK (((redeemed_at IS NULL) = (redeemed_by IS NULL))),
  CONSTRAINT hand_over_token_blind_check CHECK ((octet_length(token_blind) = 32))
);
CREATE INDEX hand_over_item ON report.hand_over USING btree (item_id, person_id);
ALTER TABLE report.hand_over ENABLE ROW LEVEL SECURITY;
ALTER TABLE report.hand_over FORCE ROW LEVEL SECURITY;
CREATE POLICY hand_over_backup ON report.hand_over FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY hand_over_kept ON report.hand_over AS RESTRICTIVE FOR DELETE TO suaka_app
  USING (access.in_demonstration());
CREATE POLICY hand_over_own ON report.hand_over FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE (redeemed_at, redeemed_by), DELETE ON TABLE report.hand_over TO suaka_app;
GRANT SELECT ON TABLE report.hand_over TO suaka_backup;

CREATE TABLE report.help_line (
  id text NOT NULL,
  organisation_id text NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  number text NOT NULL,
  href text,
  hours text DEFAULT ''::text NOT NULL,
  note_id text DEFAULT ''::text NOT NULL,
  note_en text DEFAULT ''::text NOT NULL,
  "position" integer NOT NULL,
  verified_at timestamp with time zone,
  verified_by text,
  CONSTRAINT help_line_pkey PRIMARY KEY (id),
  CONSTRAINT help_line_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT help_line_hours_check CHECK ((length(hours) <= 200)),
  CONSTRAINT help_line_href_check CHECK ((href ~ '^(tel:|sms:|https://)'::text)),
  CONSTRAINT help_line_kind_check CHECK ((kind = ANY (ARRAY['emergency'::text, 'crisis'::text, 'support'::text, 'police'::text, 'bank'::text]))),
  CONSTRAINT help_line_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
  CONSTRAINT help_line_note_en_check CHECK ((length(note_en) <= 500)),
  CONSTRAINT help_line_note_id_check CHECK ((length(note_id) <= 500)),
  CONSTRAINT help_line_number_check CHECK (((length(number) >= 1) AND (length(number) <= 60)))
);
CREATE INDEX help_line_organisation ON report.help_line USING btree (organisation_id, "position");
ALTER TABLE report.help_line ENABLE ROW LEVEL SECURITY;
ALTER TABLE report.help_line FORCE ROW LEVEL SECURITY;
CREATE POLICY help_line_backup ON report.help_line FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY help_line_own ON report.help_line FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE report.help_line TO suaka_app;
GRANT SELECT ON TABLE report.help_line TO suaka_backup;

CREATE TABLE report.identity_search (
  id text NOT NULL,
  organisation_id text NOT NULL,
  person_id text NOT NULL,
  at timestamp with time zone NOT NULL,
  reason text NOT NULL,
  reference bytea,
  kind text NOT NULL,
  hits integer NOT NULL,
  CONSTRAINT identity_search_pkey PRIMARY KEY (id),
  CONSTRAINT identity_search_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT identity_search_check CHECK (((reason <> ALL (ARRAY['police-request'::text, 'court-order'::text])) OR (reference IS NOT NULL))),
  CONSTRAINT identity_search_hits_check CHECK ((hits >= 0)),
  CONSTRAINT identity_search_kind_check CHECK ((kind = ANY (ARRAY['url'::text, 'account'::text, 'phone'::text, 'group'::text]))),
  CONSTRAINT identity_search_reason_check CHECK ((reason = ANY (ARRAY['urgent-risk'::text, 'duplicate-check'::text, 'reporter-asks'::text, 'police-request'::text, 'court-order'::text, 'other-duty'::text])))
);
CREATE INDEX identity_search_at ON report.identity_search USING btree (organisation_id, at DESC);
CREATE INDEX identity_search_person ON report.identity_search USING btree (organisation_id, person_id, at);
ALTER TABLE report.identity_search ENABLE ROW LEVEL SECURITY;
ALTER TABLE report.identity_search FORCE ROW LEVEL SECURITY;
CREATE POLICY identity_search_backup ON report.identity_search FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY identity_search_kept ON report.identity_search AS RESTRICTIVE FOR DELETE TO suaka_app
  USING (access.in_demonstration());
CREATE POLICY identity_search_own ON report.identity_search FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
CREATE TRIGGER identity_search_append_only BEFORE UPDATE OR TRUNCATE ON report.identity_search FOR EACH STATEMENT EXECUTE FUNCTION report.refuse_change();
GRANT SELECT, INSERT, DELETE ON TABLE report.identity_search TO suaka_app;
GRANT SELECT ON TABLE report.identity_search TO suaka_backup;

CREATE TABLE report.item (
  id text NOT NULL,
  organisation_id text NOT NULL,
  kind text NOT NULL,
  platform text,
  state text NOT NULL,
  value bytea NOT NULL,
  value_blind bytea NOT NULL,
  first_seen_at timestamp with time zone NOT NULL,
  last_seen_at timestamp with time zone NOT NULL,
  assessment text,
  CONSTRAINT item_pkey PRIMARY KEY (id),
  CONSTRAINT item_organisation_id_value_blind_key UNIQUE (organisation_id, value_blind),
  CONSTRAINT item_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT item_assessment_check CHECK ((assessment = ANY (ARRAY['provisional'::text, 'disputed'::text, 'in-force'::text]))),
  CONSTRAINT item_kind_check CHECK ((kind = ANY (ARRAY['url'::text, 'account'::text, 'phone'::text, 'group'::text]))),
  CONSTRAINT item_state_check CHECK ((state = ANY (ARRAY['new'::text, 'classified'::text]))),
  CONSTRAINT item_value_blind_check CHECK ((octet_length(value_blind) = 32))
);
CREATE INDEX item_awaited ON report.item USING btree (organisation_id, last_seen_at DESC, id) WHERE (assessment = ANY (ARRAY['provisional'::text, 'disputed'::text]));
ALTER TABLE report.item ENABLE ROW LEVEL SECURITY;
ALTER TABLE report.item FORCE ROW LEVEL SECURITY;
CREATE POLICY item_backup ON report.item FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY item_kept ON report.item AS RESTRICTIVE FOR DELETE TO suaka_app
  USING (access.in_demonstration());
CREATE POLICY item_own ON report.item FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE report.item TO suaka_app;
GRANT SELECT ON TABLE report.item TO suaka_backup;

CREATE TABLE report.message (
  id text NOT NULL,
  number bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  organisation_id text NOT NULL,
  thing text NOT NULL,
  from_desk boolean NOT NULL,
  body bytea NOT NULL,
  written_by text,
  written_at timestamp with time zone NOT NULL,
  read_at timestamp with time zone,
  CONSTRAINT message_pkey PRIMARY KEY (id),
  CONSTRAINT message_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT message_check CHECK ((from_desk = (written_by IS NOT NULL)))
);
CREATE INDEX message_thing ON report.message USING btree (thing, written_at, number);
ALTER TABLE report.message ENABLE ROW LEVEL SECURITY;
ALTER TABLE report.message FORCE ROW LEVEL SECURITY;
CREATE POLICY message_backup ON report.message FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY message_kept ON report.message AS RESTRICTIVE FOR DELETE TO suaka_app
  USING (access.in_demonstration());
CREATE POLICY message_own ON report.message FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE report.message TO suaka_app;
GRANT SELECT ON TABLE report.message TO suaka_backup;

CREATE TABLE report.note (
  id text NOT NULL,
  organisation_id text NOT NULL,
  report_id text NOT NULL,
  body bytea NOT NULL,
  written_by text NOT NULL,
  written_at timestamp with time zone NOT NULL,
  CONSTRAINT note_pkey PRIMARY KEY (id),
  CONSTRAINT note_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT note_report_id_fkey FOREIGN KEY (report_id) REFERENCES report.report(id)
);
CREATE INDEX note_report ON report.note USING btree (report_id, written_at);
ALTER TABLE report.note ENABLE ROW LEVEL SECURITY;
ALTER TABLE report.note FORCE ROW LEVEL SECURITY;
CREATE POLICY note_backup ON report.note FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY note_kept ON report.note AS RESTRICTIVE FOR DELETE TO suaka_app
  USING (access.in_demonstration());
CREATE POLICY note_own ON report.note FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, DELETE ON TABLE report.note TO suaka_app;
GRANT SELECT ON TABLE report.note TO suaka_backup;

CREATE TABLE report.receipt (
  receipt_blind bytea NOT NULL,
  organisation_id text NOT NULL,
  thing text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  written_down_at timestamp with time zone,
  recovery text,
  recovery_set_at timestamp with time zone,
  recovery_hides_messages boolean DEFAULT false NOT NULL,
  failed_recoveries integer DEFAULT 0 NOT NULL,
  paused_until timestamp with time zone,
  CONSTRAINT receipt_pkey PRIMARY KEY (receipt_blind),
  CONSTRAINT receipt_thing_key UNIQUE (thing),
  CONSTRAINT receipt_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT receipt_check CHECK (((recovery IS NULL) = (recovery_set_at IS NULL))),
  CONSTRAINT receipt_receipt_blind_check CHECK ((octet_length(receipt_blind) = 32))
);
CREATE INDEX receipt_organisation ON report.receipt USING btree (organisation_id);
ALTER TABLE report.receipt ENABLE ROW LEVEL SECURITY;
ALTER TABLE report.receipt FORCE ROW LEVEL SECURITY;
CREATE POLICY receipt_backup ON report.receipt FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY receipt_kept ON report.receipt AS RESTRICTIVE FOR DELETE TO suaka_app
  USING (access.in_demonstration());
CREATE POLICY receipt_own ON report.receipt FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE report.receipt TO suaka_app;
GRANT SELECT ON TABLE report.receipt TO suaka_backup;

CREATE TABLE report.report (
  id text NOT NULL,
  organisation_id text NOT NULL,
  reference text NOT NULL,
  state text NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  channel text NOT NULL,
  anonymity text NOT NULL,
  language text NOT NULL,
  concern text NOT NULL,
  relation text,
  age_band text,
  in_danger boolean,
  extortion text,
  paid boolean,
  spread text,
  wants_reply boolean DEFAULT true NOT NULL,
  story bytea,
  place bytea,
  contact bytea,
  partner_reference bytea,
  filed_by text,
  once_blind bytea,
  received_at timestamp with time zone NOT NULL,
  state_at timestamp with time zone NOT NULL,
  urgency text[] DEFAULT '{}'::text[] NOT NULL,
  queue_at timestamp with time zone NOT NULL,
  taken_by text,
  taken_at timestamp with time zone,
  message_waiting boolean DEFAULT false NOT NULL,
  merged_into text,
  split_from text,
  referred_to text,
  outcome text,
  CONSTRAINT report_pkey PRIMARY KEY (id),
  CONSTRAINT report_once_blind_key UNIQUE (once_blind),
  CONSTRAINT report_organisation_id_reference_key UNIQUE (organisation_id, reference),
  CONSTRAINT report_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES report.report(id),
  CONSTRAINT report_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT report_split_from_fkey FOREIGN KEY (split_from) REFERENCES report.report(id),
  CONSTRAINT report_age_band_check CHECK ((age_band = ANY (ARRAY['under-13'::text, '13-17'::text, 'adult'::text]))),
  CONSTRAINT report_anonymity_check CHECK ((anonymity = ANY (ARRAY['anonymous'::text, 'confidential'::text, 'identified'::text]))),
  CONSTRAINT report_channel_check CHECK ((channel = ANY (ARRAY['web'::text, 'phone'::text, 'walk-in'::text, 'partner'::text, 'file'::text]))),
  CONSTRAINT report_check CHECK (((state = 'duplicate'::text) = (merged_into IS NOT NULL))),
  CONSTRAINT report_check1 CHECK (((state <> 'out-of-scope'::text) OR (referred_to IS NOT NULL))),
  CONSTRAINT report_concern_check CHECK ((concern = ANY (ARRAY['sextortion'::text, 'picture-abuse'::text, 'grooming'::text, 'trafficking'::text, 'abuse-material'::text, 'unsure'::text]))),
  CONSTRAINT report_extortion_check CHECK ((extortion = ANY (ARRAY['now'::text, 'past'::text, 'none'::text]))),
  CONSTRAINT report_language_check CHECK ((language = ANY (ARRAY['id'::text, 'en'::text]))),
  CONSTRAINT report_reference_check CHECK ((reference ~ '^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$'::text)),
  CONSTRAINT report_relation_check CHECK ((relation = ANY (ARRAY['self'::text, 'guardian'::text, 'friend'::text, 'finder'::text, 'professional'::text]))),
  CONSTRAINT report_spread_check CHECK ((spread = ANY (ARRAY['none'::text, 'private'::text, 'public'::text]))),
  CONSTRAINT report_state_check CHECK ((state = ANY (ARRAY['received'::text, 'triaged'::text, 'in-progress'::text, 'duplicate'::text, 'out-of-scope'::text, 'spam'::text, 'resolved'::text, 'closed'::text, 'reopened'::text])))
);
CREATE INDEX report_channel ON report.report USING btree (organisation_id, channel, received_at DESC, id);
CREATE INDEX report_concern ON report.report USING btree (organisation_id, concern, received_at DESC, id);
CREATE INDEX report_free ON report.report USING btree (organisation_id, queue_at, id) WHERE ((taken_by IS NULL) AND (state = ANY (ARRAY['received'::text, 'triaged'::text, 'in-progress'::text, 'reopened'::text])));
CREATE INDEX report_merged ON report.report USING btree (merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX report_queue ON report.report USING btree (organisation_id, queue_at, id) WHERE (state = ANY (ARRAY['received'::text, 'triaged'::text, 'in-progress'::text, 'reopened'::text]));
CREATE INDEX report_received ON report.report USING btree (organisation_id, received_at DESC, id);
CREATE INDEX report_split ON report.report USING btree (split_from) WHERE (split_from IS NOT NULL);
CREATE INDEX report_state ON report.report USING btree (organisation_id, state, received_at DESC, id);
CREATE INDEX report_taken ON report.report USING btree (organisation_id, taken_by, queue_at, id) WHERE ((taken_by IS NOT NULL) AND (state = ANY (ARRAY['received'::text, 'triaged'::text, 'in-progress'::text, 'reopened'::text])));
CREATE INDEX report_waiting ON report.report USING btree (organisation_id, queue_at, id) WHERE message_waiting;
ALTER TABLE report.report ENABLE ROW LEVEL SECURITY;
ALTER TABLE report.report FORCE ROW LEVEL SECURITY;
CREATE POLICY report_backup ON report.report FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY report_kept ON report.report AS RESTRICTIVE FOR DELETE TO suaka_app
  USING (access.in_demonstration());
CREATE POLICY report_own ON report.report FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE report.report TO suaka_app;
GRANT SELECT ON TABLE report.report TO suaka_backup;

CREATE TABLE report.report_item (
  report_id text NOT NULL,
  item_id text NOT NULL,
  organisation_id text NOT NULL,
  added_at timestamp with time zone NOT NULL,
  added_by text NOT NULL,
  removed_at timestamp with time zone,
  removed_by text,
  removed_for text,
  CONSTRAINT report_item_pkey PRIMARY KEY (report_id, item_id),
  CONSTRAINT report_item_item_id_fkey FOREIGN KEY (item_id) REFERENCES report.item(id),
  CONSTRAINT report_item_report_id_fkey FOREIGN KEY (report_id) REFERENCES report.report(id),
  CONSTRAINT report_item_added_by_check CHECK ((added_by = ANY (ARRAY['reporter'::text, 'desk'::text, 'partner'::text]))),
  CONSTRAINT report_item_check CHECK ((((removed_at IS NULL) = (removed_by IS NULL)) AND ((removed_at IS NULL) = (removed_for IS NULL)))),
  CONSTRAINT report_item_removed_for_check CHECK ((removed_for = ANY (ARRAY['not-related'::text, 'own'::text, 'mistyped'::text, 'split'::text])))
);
CREATE INDEX report_item_item ON report.report_item USING btree (item_id, added_at);
ALTER TABLE report.report_item ENABLE ROW LEVEL SECURITY;
ALTER TABLE report.report_item FORCE ROW LEVEL SECURITY;
CREATE POLICY report_item_backup ON report.report_item FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY report_item_kept ON report.report_item AS RESTRICTIVE FOR DELETE TO suaka_app
  USING (access.in_demonstration());
CREATE POLICY report_item_own ON report.report_item FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE report.report_item TO suaka_app;
GRANT SELECT ON TABLE report.report_item TO suaka_backup;

CREATE TABLE report.sign_off (
  organisation_id text NOT NULL,
  signed_by text NOT NULL,
  signed_at timestamp with time zone NOT NULL,
  CONSTRAINT sign_off_pkey PRIMARY KEY (organisation_id),
  CONSTRAINT sign_off_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id)
);
ALTER TABLE report.sign_off ENABLE ROW LEVEL SECURITY;
ALTER TABLE report.sign_off FORCE ROW LEVEL SECURITY;
CREATE POLICY sign_off_backup ON report.sign_off FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY sign_off_own ON report.sign_off FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE report.sign_off TO suaka_app;
GRANT SELECT ON TABLE report.sign_off TO suaka_backup;

CREATE TABLE report.submission (
  id text NOT NULL,
  organisation_id text NOT NULL,
  state text NOT NULL,
  minor boolean NOT NULL,
  pictures integer NOT NULL,
  scope text NOT NULL,
  consent_version text NOT NULL,
  language text NOT NULL,
  submitted_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  withdraw_at timestamp with time zone,
  withdrawn_at timestamp with time zone,
  CONSTRAINT submission_pkey PRIMARY KEY (id),
  CONSTRAINT submission_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT submission_check CHECK (((state = 'withdrawing'::text) = ((withdraw_at IS NOT NULL) AND (withdrawn_at IS NULL)))),
  CONSTRAINT submission_check1 CHECK (((state = 'withdrawn'::text) = (withdrawn_at IS NOT NULL))),
  CONSTRAINT submission_language_check CHECK ((language = ANY (ARRAY['id'::text, 'en'::text]))),
  CONSTRAINT submission_pictures_check CHECK (((pictures >= 1) AND (pictures <= 10))),
  CONSTRAINT submission_scope_check CHECK ((scope = ANY (ARRAY['all-recipients'::text, 'this-desk'::text]))),
  CONSTRAINT submission_state_check CHECK ((state = ANY (ARRAY['active'::text, 'withdrawing'::text, 'withdrawn'::text, 'expired'::text])))
);
CREATE INDEX submission_expiry ON report.submission USING btree (expires_at) WHERE (state = ANY (ARRAY['active'::text, 'withdrawing'::text]));
CREATE INDEX submission_organisation ON report.submission USING btree (organisation_id, submitted_at);
CREATE INDEX submission_withdrawing ON report.submission USING btree (withdraw_at) WHERE (state = 'withdrawing'::text);
ALTER TABLE report.submission ENABLE ROW LEVEL SECURITY;
ALTER TABLE report.submission FORCE ROW LEVEL SECURITY;
CREATE POLICY submission_backup ON report.submission FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY submission_kept ON report.submission AS RESTRICTIVE FOR DELETE TO suaka_app
  USING (access.in_demonstration());
CREATE POLICY submission_node ON report.submission FOR SELECT TO suaka_node
  USING (true);
CREATE POLICY submission_own ON report.submission FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE report.submission TO suaka_app;
GRANT SELECT ON TABLE report.submission TO suaka_backup;
GRANT SELECT (id, organisation_id, state, expires_at, withdraw_at) ON TABLE report.submission TO suaka_node;

CREATE TABLE report.urgency_rule (
  organisation_id text NOT NULL,
  code text NOT NULL,
  head_start_hours integer NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  changed_by text NOT NULL,
  CONSTRAINT urgency_rule_pkey PRIMARY KEY (organisation_id, code),
  CONSTRAINT urgency_rule_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT urgency_rule_head_start_hours_check CHECK (((head_start_hours >= 0) AND (head_start_hours <= 87600)))
);
ALTER TABLE report.urgency_rule ENABLE ROW LEVEL SECURITY;
ALTER TABLE report.urgency_rule FORCE ROW LEVEL SECURITY;
CREATE POLICY urgency_rule_backup ON report.urgency_rule FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY urgency_rule_own ON report.urgency_rule FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE report.urgency_rule TO suaka_app;
GRANT SELECT ON TABLE report.urgency_rule TO suaka_backup;

CREATE TABLE report.viewer (
  organisation_id text NOT NULL,
  address_template text NOT NULL,
  changed_by text NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  CONSTRAINT viewer_pkey PRIMARY KEY (organisation_id),
  CONSTRAINT viewer_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES access.organisation(id),
  CONSTRAINT viewer_address_template_check CHECK (((address_template ~ '^https://'::text) AND (length(address_template) <= 500)))
);
ALTER TABLE report.viewer ENABLE ROW LEVEL SECURITY;
ALTER TABLE report.viewer FORCE ROW LEVEL SECURITY;
CREATE POLICY viewer_backup ON report.viewer FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY viewer_own ON report.viewer FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE report.viewer TO suaka_app;
GRANT SELECT ON TABLE report.viewer TO suaka_backup;

CREATE TABLE report.viewing (
  report_id text NOT NULL,
  person_id text NOT NULL,
  organisation_id text NOT NULL,
  seen_at timestamp with time zone NOT NULL,
  CONSTRAINT viewing_pkey PRIMARY KEY (report_id, person_id),
  CONSTRAINT viewing_report_id_fkey FOREIGN KEY (report_id) REFERENCES report.report(id) ON DELETE CASCADE
);
ALTER TABLE report.viewing ENABLE ROW LEVEL SECURITY;
ALTER TABLE report.viewing FORCE ROW LEVEL SECURITY;
CREATE POLICY viewing_backup ON report.viewing FOR SELECT TO suaka_backup
  USING (true);
CREATE POLICY viewing_own ON report.viewing FOR ALL TO suaka_app
  USING ((organisation_id = runtime.organisation()))
  WITH CHECK ((organisation_id = runtime.organisation()));
GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE report.viewing TO suaka_app;
GRANT SELECT ON TABLE report.viewing TO suaka_backup;

CREATE OR REPLACE FUNCTION report.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP; END $function$;

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
