// What the supervisor tells its operator, and through whom.

/** Called with a sentence and the facts behind it. */
export type Log = (message: string, facts?: object) => void;
