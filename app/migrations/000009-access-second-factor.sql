-- The second factor behind passwords, and lock-out.
SELECT 1;
