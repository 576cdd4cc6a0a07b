import type { Generated } from 'kysely';
import type { ChangeEntriesTable, ChangeRequestsTable, ChangeResultsTable } from './change-tables.js';

/** The log. Only `wrapped_key` of a row may ever change, and triggers hold that. */
export interface EventsTable {
  position: Generated<number>;
  stream_id: string;
  version: number;
  type: string;
  /** Every time in this schema is ISO 8601 in UTC with milliseconds: it sorts as text and reads the same in every dialect. */
  occurred_at: string;
  /** JSON, nothing secret. */
  payload: string;
  /** The data key that opens `ciphertext`, sealed with a configured key; null once the pair is superseded. */
  wrapped_key: string | null;
  ciphertext: string | null;
}

/** Projection of the connection streams: who may use which authorization. */
export interface ConnectionsTable {
  id: string;
  space_id: string;
  workspace_id: string;
  workspace_name: string | null;
  workspace_icon: string | null;
  /** `user:<id>`, or `bot:<id>` where the workspace itself is the owner, or `hosted:<id>`: one side of the unique key, so never null. */
  owner_key: string;
  owner_user_id: string | null;
  owner_name: string | null;
  credential_id: string;
  status: string;
  version: number;
  connected_at: string;
  /** `hosted` for a connection to Notion's own MCP server; null for one to the REST API. */
  kind: string | null;
}

/** Projection of the credential streams: the state of each authorization, and where its pair lies. */
export interface CredentialsTable {
  id: string;
  status: string;
  reconnect_reason: string | null;
  /** Version and position of the rotation that holds the current pair; null without one. */
  token_version: number | null;
  token_position: number | null;
  access_expires_at: string | null;
  refreshed_at: string | null;
  version: number;
}

/** When a connection last served a call: not an event, because losing it does no harm. */
interface ConnectionUsesTable {
  connection_id: string;
  last_used_at: string;
}

/** Who is refreshing a credential, and which refresh may have been interrupted. */
interface RefreshLeasesTable {
  credential_id: string;
  owner: string | null;
  fence: number;
  expires_at: string;
  started_version: number | null;
  started_at: string | null;
}

/** Who may call, for which space. */
export interface ServiceKeysTable {
  id: string;
  /** SHA-256 of the secret half of the key, hexadecimal. */
  secret_hash: string;
  /** `*` for a key that may act for every space. */
  space_id: string;
  label: string;
  created_at: string;
  revoked_at: string | null;
  /** `read`, `write` or both, separated by a space. */
  scopes: Generated<string>;
  /** JSON list of the tools it may call; null for all that the scopes allow. */
  tools: Generated<string | null>;
  /** JSON list of the ids below which it may read; null for the whole connection. */
  roots: Generated<string | null>;
  /** Null for a key that does not end by itself. */
  expires_at: Generated<string | null>;
  /** The secret before the last renewal, hashed as `secret_hash` is, and until when it still counts. */
  previous_hash: Generated<string | null>;
  previous_until: Generated<string | null>;
  /** JSON of what it may change of that; null for all. */
  change_limits: Generated<string | null>;
  /** What it may use per day (UTC); null for unlimited. */
  daily_calls: Generated<number | null>;
  daily_characters: Generated<number | null>;
}

/** When a service key was last used, to the minute. */
interface ServiceKeyUsesTable {
  key_id: string;
  last_used_at: string;
}

/** How much of a service key's daily budget the processes have claimed. */
interface ServiceKeyDaysTable {
  key_id: string;
  /** Such as `2026-11-29`, in UTC. */
  day: string;
  calls: number;
  characters: number;
}

/** How much of a day a person has used of the chat, with what is set aside for answers under way. */
interface ChatDaysTable {
  /** Such as `2026-11-29`, in UTC. */
  day: string;
  person_id: string;
  messages: number;
  steps: number;
  tokens: number;
  /** In the unit of the configured prices. */
  cost: number;
}

/** Authorizations under way, by hashes of their secrets. */
export interface OauthStatesTable {
  state_hash: string;
  browser_hash: string | null;
  /** `@` if the space is that of the person whom Notion will name. */
  space_id: string;
  return_to: string | null;
  reconnects: string | null;
  started_by: string;
  expires_at: string;
  /** JSON: the step that follows once Notion has named the person; null for none. */
  continues: string | null;
}

/** Records of the authorization server, keyed by hashes of ids: an id is a token, a code or a cookie. */
export interface OauthRecordsTable {
  /** Kind of record, such as `AccessToken`. */
  model: string;
  /** SHA-256 of model and id, hexadecimal. */
  id_hash: string;
  /** The same of the secondary key of some records. */
  lookup_hash: string | null;
  /** The same of the grant that the record belongs to. */
  grant_hash: string | null;
  wrapped_key: string;
  ciphertext: string;
  created_at: string;
  consumed_at: string | null;
  /** Null for what does not end by itself. */
  expires_at: string | null;
}

/** What a person has allowed a client. Without a row here, no token of the pair opens anything. */
export interface ClientGrantsTable {
  /** Notion's id of the user. */
  person_id: string;
  client_id: string;
  grant_id: string;
  client_name: string | null;
  redirect_uri: string;
  /** JSON list of connection ids: the workspaces that the client may see. */
  connection_ids: string;
  /** JSON list of the ids below which it may read; null for everything in these workspaces. */
  roots: string | null;
  /** `yes` where it may make changes as well. */
  may_write: string | null;
  allowed_at: string;
  last_used_at: string | null;
  expires_at: string;
}

/** Sessions of people, keyed by hashes of their cookies. */
export interface BrowserSessionsTable {
  secret_hash: string;
  person_id: string;
  person_name: string | null;
  expires_at: string;
}

/** What Notion signs its webhooks with: a token for each subscription, pending until the operator accepts it. */
export interface WebhookTokensTable {
  /** SHA-256 of the token, hexadecimal. */
  token_hash: string;
  wrapped_key: string;
  ciphertext: string;
  received_at: string;
  /** Null while it is pending. Nothing signed with a pending token is trusted. */
  accepted_at: string | null;
  /** Null once it is accepted. */
  expires_at: string | null;
}

/** Processed events, so that none is processed twice. */
interface WebhookEventsTable {
  /** Notion's id. */
  event_id: string;
  expires_at: string;
}

/** The audit log. Rows never change, and are deleted at its start only, which triggers hold. */
export interface AuditEntriesTable {
  /** Counts from 1, without gaps. */
  sequence: number;
  occurred_at: string;
  actor: string;
  action: string;
  object: string | null;
  space_id: string | null;
  outcome: string;
  /** JSON, nothing secret. */
  details: string | null;
  previous_hash: string;
  /** SHA-256 over all earlier entries, hexadecimal. */
  hash: string;
  /** HMAC of the hash. */
  mac: string;
}

/** First and last entry of the audit log's chain: one row. */
export interface AuditStateTable {
  id: number;
  head_sequence: number;
  head_hash: string;
  head_mac: string;
  /** The last entry that was pruned; 0 where none was. */
  pruned_sequence: number;
  pruned_hash: string;
  pruned_mac: string;
  /** The key of the MACs, sealed as credentials are. */
  wrapped_key: string;
  ciphertext: string;
}

/** Records that every row of the tables above carries a MAC. Its own MAC prevents forgery. */
interface MacStateTable {
  /** `rows`, the only one. */
  name: string;
  began_at: string;
}

/** The sealing keys, wrapped by an external key service; empty if the key comes from elsewhere. */
export interface WrappedKeysTable {
  /** Id of the wrapped key. */
  id: string;
  wrapped: string;
  created_at: string;
}

/**
 * The MAC of a row that decides who may do what: see `row-macs.ts`. Null only if the row is older than MACs, or was not
 * written by this server.
 */
export type WithMac<Row> = Row & { mac: string | null };

/** Migrations that were applied to this database. */
interface SchemaMigrationsTable {
  name: string;
  applied_at: string;
}

/** All tables of the database. */
export interface Schema {
  events: WithMac<EventsTable>;
  connections: WithMac<ConnectionsTable>;
  credentials: CredentialsTable;
  connection_uses: ConnectionUsesTable;
  refresh_leases: RefreshLeasesTable;
  service_keys: WithMac<ServiceKeysTable>;
  service_key_uses: ServiceKeyUsesTable;
  service_key_days: ServiceKeyDaysTable;
  chat_days: ChatDaysTable;
  oauth_states: WithMac<OauthStatesTable>;
  oauth_records: WithMac<OauthRecordsTable>;
  client_grants: WithMac<ClientGrantsTable>;
  browser_sessions: WithMac<BrowserSessionsTable>;
  webhook_tokens: WithMac<WebhookTokensTable>;
  webhook_events: WebhookEventsTable;
  audit_entries: AuditEntriesTable;
  audit_state: AuditStateTable;
  change_entries: WithMac<ChangeEntriesTable>;
  change_results: ChangeResultsTable;
  change_requests: WithMac<ChangeRequestsTable>;
  mac_state: WithMac<MacStateTable>;
  wrapped_keys: WithMac<WrappedKeysTable>;
  schema_migrations: SchemaMigrationsTable;
}
