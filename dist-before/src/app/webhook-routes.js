import { connectionsOfWorkspace } from '../credentials/connections/connections-of-workspace.js';
import { systemClock } from '../clock.js';
import { checkConnection } from '../connections/check-connection.js';
import { ConnectionChecks } from '../webhooks/connection-checks.js';
import { WebhookReceiver } from '../webhooks/webhook-receiver.js';
import { webhookRoutes } from '../webhooks/routes.js';
import { ProcessedEvents } from '../webhooks/processed-events.js';
import { VerificationTokens } from '../webhooks/verification-tokens.js';
const now = () => systemClock.now();
/** Receives change events and invalidates the affected reads in every process. */
export function notionWebhooks({ store, registry, changes, log }) {
    const { database, sealer, credentials } = store;
    const tokens = new VerificationTokens({ database, sealer, clock: systemClock });
    const checks = new ConnectionChecks({
        connectionsOf: (workspaceId) => connectionsOfWorkspace(database.queries, database.macs, workspaceId),
        check: (connection) => checkConnection({ credentials, registry }, connection),
        now,
        log,
    });
    const deliveries = new WebhookReceiver({
        tokens,
        processed: new ProcessedEvents(database),
        changes,
        now,
        onEvent: (event) => checks.schedule(event),
    });
    return webhookRoutes({ receiver: deliveries, tokens, now, log });
}
