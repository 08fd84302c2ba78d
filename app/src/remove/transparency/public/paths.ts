// Where what is public of removals stands.
export const transparencyPath = '/transparency';
export const logPath = `${transparencyPath}/log`;
export const logFilePath = `${logPath}.ndjson`;
