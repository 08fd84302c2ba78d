-- Organisations of platforms on this server: their people sign in and see what was sent to them, and nothing else.
-- Roles and scopes of the desk of removals.

ALTER TABLE access.organisation
  -- A platform's people hold what a platform may do at most, whatever their roles say.
  ADD COLUMN kind text NOT NULL DEFAULT 'desk' CHECK (kind IN ('desk', 'platform')),
  -- The desk that let a platform in.
  ADD COLUMN invited_by text REFERENCES access.organisation (id),
  -- The desk let it in no more: its people and keys open nothing.
  ADD COLUMN closed_at timestamptz,
  ADD CHECK ((kind = 'platform') = (invited_by IS NOT NULL)),
  ADD CHECK (kind = 'platform' OR closed_at IS NULL);
CREATE INDEX organisation_invited ON access.organisation (invited_by) WHERE invited_by IS NOT NULL;
GRANT UPDATE (closed_at) ON access.organisation TO suaka_app;

-- Of made-up desks there is one at most; platforms that it let in are made up too, and go with it.
DROP INDEX access.organisation_one_demonstration;
CREATE UNIQUE INDEX organisation_one_demonstration ON access.organisation (demonstration) WHERE demonstration AND kind = 'desk';

ALTER TABLE access.person DROP CONSTRAINT person_roles_check,
  ADD CHECK (roles <@ ARRAY['administrator', 'supervisor', 'intake', 'curator', 'analyst', 'auditor', 'takedown', 'approver', 'platform']);
ALTER TABLE access.api_key DROP CONSTRAINT api_key_scopes_check,
  ADD CHECK (cardinality(scopes) > 0 AND scopes <@ ARRAY['match', 'curate', 'verdict', 'report', 'viewer', 'answer']);
