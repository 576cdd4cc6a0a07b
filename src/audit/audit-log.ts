/** What is recorded. The names are stored and exported: they are only ever added to. */
export type AuditAction =
  | 'audit.begun'
  | 'audit.pruned'
  | 'audit.lost'
  | 'authentication.failed'
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

/**
 * One thing that happened. Ids, counts and words of ours: never a name of a page, content, a token, or the address that
 * somebody called from.
 */
export interface AuditEntry {
  /** Who did it: `key <id>`, `app <client id>`, `person <id>`, `command line`, `server`, `anybody`. */
  readonly actor: string;
  readonly action: AuditAction;
  /** What it was done to, such as `connection <id>`, `key <id>`, `page <id>`. */
  readonly object?: string | undefined;
  readonly space?: string | undefined;
  readonly outcome: 'done' | 'refused' | 'failed';
  readonly details?: Readonly<Record<string, string | number | boolean>> | undefined;
}

/** Records events for the audit log. Never waits and never throws: a request must not fail because of it. */
export interface AuditLog {
  /** Records one thing. For what only people and keys of this installation can cause. */
  record(entry: AuditEntry): void;
  /**
   * Records how often the same happened within a minute, as one entry. For what anyone can cause as often as they like:
   * it must not be possible to fill the disk, or to bury something, by failing a lot.
   */
  recordAggregated(entry: AuditEntry): void;
}

/** Records nothing: where there is no store, as with a token from the configuration. */
export const noAudit: AuditLog = { record: () => {}, recordAggregated: () => {} };
