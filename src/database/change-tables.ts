/** The journal of changes: for each change one entry before it, one for each of its requests, and one with its answer. */
export interface ChangeEntriesTable {
  change_id: string;
  /** 0 before the change, then one for each request in order; see `journal/` for those of its end. */
  step: number;
  kind: string;
  /** The connection's id, or a digest of the token from the configuration. */
  connection_key: string;
  /** `key <id>`, `app <client id>` or `local`. */
  actor: string;
  /** Empty where callers have no space. */
  space_id: string;
  tool: string;
  occurred_at: string;
  wrapped_key: string;
  /** What was and what is, as JSON. */
  ciphertext: string;
}

/** Finds the entries that report that something was made. */
export interface ChangeResultsTable {
  /** Of the connection and the id of what was made. */
  id_hash: string;
  change_id: string;
  step: number;
  occurred_at: string;
}

/** Callers' own names of requests, hashed with the caller, so that none is made twice. */
export interface ChangeRequestsTable {
  request_hash: string;
  change_id: string;
  expires_at: string;
}
