-- Signed checkpoints of the record.
SELECT 1;
