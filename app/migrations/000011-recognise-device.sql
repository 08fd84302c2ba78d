-- Hashes from a person's own device: encrypted, in a bank of their own.
SELECT 1;
