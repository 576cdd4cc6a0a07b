import { LRUCache } from 'lru-cache';
import type { Connection } from '../credentials/read-connections.js';
import type { ConnectionId, CredentialId } from '../credentials/identifiers.js';
import { createConnection, type NotionConnection, type TokenSource } from '../notion/connection.js';
import { RequestBudget } from '../notion/request-budget.js';
import { SendSlots } from '../notion/send-slots.js';

/** Connections kept open at once, each with its cache; one that falls out starts with an empty cache. */
const MOST_OPEN = 1000;

export interface RegistryOptions {
  readonly apiUrl: string | undefined;
  readonly deadlineMilliseconds: number;
  readonly requestsPerMinute: number;
}

/**
 * The open Notion connections of all spaces. A connection, and with it everything it has read, belongs to one space; the
 * request budget belongs to the Notion authorisation, which several spaces may stand on.
 */
export class ConnectionRegistry {
  readonly #options: RegistryOptions;
  readonly #open = new LRUCache<
    ConnectionId,
    { readonly botId: CredentialId; readonly connection: NotionConnection }
  >({ max: MOST_OPEN });
  readonly #slots = new SendSlots();
  readonly #budgets = new LRUCache<CredentialId, RequestBudget>({ max: MOST_OPEN });

  constructor(options: RegistryOptions) {
    this.#options = options;
  }

  /** The open connection; one that was connected anew as another authorisation starts afresh. */
  open({ id, botId }: Connection, token: TokenSource): NotionConnection {
    const known = this.#open.get(id);
    if (known?.botId === botId) {
      return known.connection;
    }
    const budget = this.#budgetOf(botId);
    const connection = createConnection({ ...this.#options, token, budget, slots: this.#slots });
    this.#open.set(id, { botId, connection });
    return connection;
  }

  #budgetOf(botId: CredentialId): RequestBudget {
    const known = this.#budgets.get(botId);
    if (known !== undefined) {
      return known;
    }
    const budget = new RequestBudget({ requestsPerWindow: this.#options.requestsPerMinute });
    this.#budgets.set(botId, budget);
    return budget;
  }
}
