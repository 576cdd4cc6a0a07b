import { systemClock } from '../clock.js';
import { VerificationTokens } from '../webhooks/verification-tokens.js';
import { EXIT_USAGE } from '../app/program.js';
const NONE = 'There is no such token. List them with: notion-rest-mcp webhooks list';
/** `webhooks list`: received and trusted tokens. */
export async function listWebhooks(store, program) {
    const tokens = await tokensOf(store).list();
    const lines = tokens.map(({ fingerprint, receivedAt, acceptedAt }) => `${fingerprint}, received ${minuteOf(receivedAt)}, ${acceptedAt === null ? 'not accepted yet' : `accepted ${minuteOf(acceptedAt)}`}\n`);
    program.print(lines.length === 0
        ? 'No token was received. Create a webhook subscription at Notion with the address /integrations/notion/webhooks of this server.\n'
        : lines.join(''));
}
/** `webhooks accept`: trusts deliveries signed with this token, and prints it for Notion's form. */
export async function acceptWebhook(store, config, program) {
    const token = await tokensOf(store).accept(config.operand ?? '');
    if (token === undefined) {
        program.fail(NONE, EXIT_USAGE);
    }
    const object = `webhook ${config.operand ?? ''}`;
    store.audit.record({ actor: 'command line', action: 'webhook.accepted', object, outcome: 'done' });
    program.print(`${token}\n\nPaste it into the form of the subscription at Notion. Events are accepted from now on.\n`);
}
/** `webhooks remove`: stops trusting it. */
export async function removeWebhook(store, config, program) {
    if (!(await tokensOf(store).remove(config.operand ?? ''))) {
        program.fail(NONE, EXIT_USAGE);
    }
    const object = `webhook ${config.operand ?? ''}`;
    store.audit.record({ actor: 'command line', action: 'webhook.removed', object, outcome: 'done' });
    program.print('Removed. Deliveries signed with it are refused from now on. Delete the subscription at Notion as well.\n');
}
function tokensOf({ database, sealer }) {
    return new VerificationTokens({ database, sealer, clock: systemClock });
}
/** UTC, to the minute. */
function minuteOf(time) {
    return `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
