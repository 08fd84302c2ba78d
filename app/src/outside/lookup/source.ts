// Where lookups get their answers from. The rest of this folder only reads answers, so that tests give recorded ones in
// the specified formats and everything but the sockets is tried.

/** Answers as they came; null where nothing came in time. None of these throws. */
export interface AnswerSource {
  /** A and AAAA records of a name; empty where the name has none. */
  addresses(name: string): Promise<string[] | null>;
  /** TXT records of a name, each with its pieces joined. */
  texts(name: string): Promise<string[] | null>;
  /** A JSON document over HTTPS. */
  json(url: string): Promise<unknown>;
  /** Whether this address or host name is on the public internet: nothing else is asked about. */
  isPublic(hostOrAddress: string): boolean;
}
