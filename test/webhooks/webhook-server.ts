import express from 'express';
import { IN_MEMORY, openSqlite } from '../../src/database/sqlite/sqlite.js';
import { localChanges, type WorkspaceChange } from '../../src/notion/cache/workspace-changes.js';
import { createLog } from '../../src/telemetry/log/create-log.js';
import { WebhookReceiver } from '../../src/webhooks/webhook-receiver.js';
import type { WebhookEvent } from '../../src/webhooks/event.js';
import { webhookRoutes, type HandshakeLimits } from '../../src/webhooks/routes.js';
import { ProcessedEvents } from '../../src/webhooks/processed-events.js';
import { VerificationTokens } from '../../src/webhooks/verification-tokens.js';
import { ManualClock } from '../credentials/fakes/manual-clock.js';
import { storeOn } from '../credentials/fakes/sample-store.js';
import { startTestServer } from '../support/servers/test-server.js';

/** A server with the address for webhooks alone, over a database in memory. */
export interface WebhookServer {
  readonly url: string;
  readonly clock: ManualClock;
  readonly tokens: VerificationTokens;
  /** What the processes were told to drop. */
  readonly changes: readonly WorkspaceChange[];
  readonly taken: readonly WebhookEvent[];
  /** Everything that was logged. */
  readonly logged: readonly string[];
  /** Closes the database under it. */
  loseDatabase(): Promise<void>;
  close(): Promise<void>;
}

export async function startWebhookServer(limits: HandshakeLimits = {}): Promise<WebhookServer> {
  const clock = new ManualClock();
  const database = await openSqlite(IN_MEMORY, clock);
  const tokens = new VerificationTokens(storeOn(database, clock));
  const logged: string[] = [];
  const log = createLog({ write: (line: string) => logged.push(line) }, 'info', () => clock.now());
  // What writes the lines is loaded with the first.
  log.info('begun');
  await log.written();
  const changes: WorkspaceChange[] = [];
  const taken: WebhookEvent[] = [];
  const channel = localChanges();
  channel.onChange((change) => changes.push(change));
  const deliveries = new WebhookReceiver({
    tokens,
    processed: new ProcessedEvents(database),
    changes: channel,
    now: () => clock.now(),
    onEvent: (event) => taken.push(event),
  });
  const app = express().set('trust proxy', (address: string) => address === '127.0.0.1');
  app.use(webhookRoutes({ receiver: deliveries, tokens, now: () => clock.now(), log, limits }));
  const server = await startTestServer(app);
  let isOpen = true;
  const loseDatabase = async (): Promise<void> => {
    if (isOpen) {
      isOpen = false;
      await database.close();
    }
  };
  return {
    url: server.origin,
    clock,
    tokens,
    changes,
    taken,
    logged,
    loseDatabase,
    close: async () => {
      await server.close();
      await loseDatabase();
    },
  };
}
