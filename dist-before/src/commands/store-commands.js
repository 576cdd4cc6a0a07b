import { exportAuditLog, verifyAuditLog } from './audit.js';
import { listChanges, verifyChanges } from './changes.js';
import { connectWorkspace, disconnectWorkspace, listConnections, rebuildProjections } from './connections.js';
import { rotateSealingKeys } from './keys.js';
import { openStore } from '../app/open-store.js';
import { EXIT_FAILED } from '../app/program.js';
import { createServiceKey, listServiceKeys, renewServiceKey, revokeServiceKey } from './service-keys.js';
import { signOutPerson } from './sign-out.js';
import { acceptWebhook, listWebhooks, removeWebhook } from './webhooks.js';
/** Runs a command on the store of connections and keys, and closes it. */
export async function runStoreCommand(config, program) {
    const store = await openStore({ ...config, log: program.log });
    try {
        await run(store, config, program);
    }
    finally {
        await store.close();
    }
    if (!store.audit.isWriting) {
        program.fail('The command succeeded, but could not be recorded in the audit log.', EXIT_FAILED);
    }
}
function run(store, config, program) {
    switch (config.command) {
        case 'connect':
            return connectWorkspace(store, config, program);
        case 'connections':
            return listConnections(store, config, program);
        case 'disconnect':
            return disconnectWorkspace(store, config, program);
        case 'keys create':
            return createServiceKey(store, config, program);
        case 'keys list':
            return listServiceKeys(store, config, program);
        case 'keys renew':
            return renewServiceKey(store, config, program);
        case 'keys revoke':
            return revokeServiceKey(store, config, program);
        case 'keys rotate':
            return rotateSealingKeys(store, config, program);
        case 'audit verify':
            return verifyAuditLog(store, config, program);
        case 'audit export':
            return exportAuditLog(store, config, program);
        case 'changes':
            return listChanges(store, config, program);
        case 'changes verify':
            return verifyChanges(store, config, program);
        case 'webhooks list':
            return listWebhooks(store, program);
        case 'webhooks accept':
            return acceptWebhook(store, config, program);
        case 'webhooks remove':
            return removeWebhook(store, config, program);
        case 'sign-out':
            return signOutPerson(store, config, program);
        case 'rebuild':
            return rebuildProjections(store, program);
    }
}
