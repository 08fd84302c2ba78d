-- What backup and restore need of the tables: a place where jobs wait for the desk that takes them up again, the journal
-- of erasures in sight of the node, and which tables are not carried.

-- Jobs that were queued or under way when a backup was taken. The queue's own tables belong to the library that runs it
-- and change with its versions, so none of them is in a backup: a job waits here until a node declares that it handles
-- that name, and then enters the queue.
CREATE TABLE runtime.waiting_job (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  data jsonb NOT NULL,
  singleton_key text NOT NULL,
  start_after timestamptz NOT NULL
);
CREATE INDEX waiting_job_name ON runtime.waiting_job (name);

-- Each node keeps the journal in a file beside its data, so that it outlives the database.
CREATE POLICY erasure_journal ON fields.erasure FOR SELECT TO suaka_node USING (true);
GRANT SELECT ON fields.erasure TO suaka_node;

-- A backup holds every table that does not say so itself, by a comment with these words and a reason.
COMMENT ON TABLE runtime.migration IS 'not in backups: restoring applies the migrations anew';
COMMENT ON TABLE runtime.change IS 'not in backups: whoever follows changes begins with the restored state';
COMMENT ON TABLE audit.sealed_below IS 'not in backups: a position among this database''s transactions';
COMMENT ON TABLE access.session IS 'not in backups: after a restore everyone signs in again, so that no ended session comes back';
COMMENT ON TABLE recognise.import_line IS 'not in backups: half-read imports, which do not outlive a crash either';
