-- Report.
SELECT 1;
