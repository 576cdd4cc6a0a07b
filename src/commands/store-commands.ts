import type { StoreConfig } from '../config/config.js';
import { connectWorkspace, disconnectWorkspace, listConnections, rebuildProjections } from './connections.js';
import { createServiceKey, listServiceKeys, revokeServiceKey, rotateSealingKeys } from './keys.js';
import { openStore, type OpenStore } from './open-store.js';
import type { Program } from './program.js';
import { signOutPerson } from './sign-out.js';
import { acceptWebhook, listWebhooks, removeWebhook } from './webhooks.js';

/** Runs a command on the store of connections and keys, and closes it. */
export async function runStoreCommand(config: StoreConfig, program: Program): Promise<void> {
  const store = await openStore(config);
  try {
    await run(store, config, program);
  } finally {
    await store.credentials.close();
  }
}

function run(store: OpenStore, config: StoreConfig, program: Program): Promise<void> {
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
      return listServiceKeys(store, program);
    case 'keys revoke':
      return revokeServiceKey(store, config, program);
    case 'keys rotate':
      return rotateSealingKeys(store, config, program);
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
