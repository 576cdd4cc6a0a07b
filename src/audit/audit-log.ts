/** Recorded actions. The names are stored and exported: they are only ever added to. */
export type AuditAction =
  | 'audit.begun'
  | 'audit.pruned'
  | 'audit.lost'
  | 'authentication.failed'
  | 'change.begun'
  | 'change.ended'
  | 'connection.connected'
  | 'connection.disconnected'
  | 'connection.refused'
  | 'consent.given'
  | 'consent.refused'
  | 'grant.changed'
  | 'grant.revoked'
  | 'key.created'
  | 'key.refused'
  | 'key.renewed'
  | 'key.revoked'
  | 'key.used'
  | 'page.read'
  | 'person.signed-in'
  | 'person.signed-out'
  | 'sealing-key.rotated'
  | 'server.started'
  | 'server.stopped'
  | 'webhook.accepted'
  | 'webhook.removed';

/** One event. Ids, counts and fixed terms: never the name of a page, content, a token, or the address of a caller. */
export interface AuditEntry {
  /** Who did it: `key <id>`, `app <client id>`, `person <id>`, `command line`, `server`, `anybody`. */
  readonly actor: string;
  readonly action: AuditAction;
  /** The object, such as `connection <id>`, `key <id>`, `page <id>`. */
  readonly object?: string | undefined;
  readonly space?: string | undefined;
  readonly outcome: 'done' | 'refused' | 'failed';
  readonly details?: Readonly<Record<string, string | number | boolean>> | undefined;
}

/** Records events for the audit log. Never waits and never throws: requests must not fail because of it. */
export interface AuditLog {
  /** Records one event. For events that only people and keys of this installation can cause. */
  record(entry: AuditEntry): void;
  /**
   * Records how often the same event happened within a minute, as one entry. For events that anyone can cause at any
   * rate: failing often must neither fill the disk nor bury other entries.
   */
  recordAggregated(entry: AuditEntry): void;
}

/** Records nothing: where there is no store, as with a token from the configuration. */
export const noAudit: AuditLog = { record: () => {}, recordAggregated: () => {} };
