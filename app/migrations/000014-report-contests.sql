-- Contests, and fingerprints given from a person's own device.
SELECT 1;
