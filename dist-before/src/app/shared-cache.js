import { createHash } from 'node:crypto';
import { derivedSecret, sealingKey } from '../sealing/keys.js';
import { localChanges } from '../notion/cache/workspace-changes.js';
import { redisChanges } from '../redis/change-channel.js';
import { SealedValues } from '../redis/sealed-values.js';
import { SharedCache } from '../redis/shared-cache.js';
/**
 * The shared reads of the one connection of a given token: holders of the token may read what it reads. There are no
 * change events for it, so shared reads expire by age.
 */
export function tokenSharedReads(redis, token, log) {
    if (redis === undefined) {
        return undefined;
    }
    const secret = derivedSecret(sealingKey(createHash('sha256').update(token).digest()), 'shared cache');
    return new SharedCache(redis, new SealedValues(secret), log).readsOf({ id: ['token'], workspaceId: '' });
}
/** Shares through Redis if configured, under names and seals that only processes with the same key can compute. */
export function openSharedCache(redis, { sharingSecret }, log) {
    if (redis === undefined) {
        return { changes: localChanges(), settled: () => Promise.resolve() };
    }
    const sealed = new SealedValues(sharingSecret);
    const cache = new SharedCache(redis, sealed, log);
    return {
        changes: redisChanges(redis, cache, sealed),
        // Not of the connection alone: reconnected as another authorization, it may see other content.
        sharedReads: ({ id, botId, workspace }) => cache.readsOf({ id: [id, botId], workspaceId: workspace.id }),
        settled: () => cache.settled(),
    };
}
