-- Classification of reported items, exposure, exports.
SELECT 1;
