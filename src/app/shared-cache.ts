import { createHash } from 'node:crypto';
import { derivedSecret, sealingKey } from '../sealing/keys.js';
import type { Connection } from '../credentials/connections/read-connections.js';
import type { SharedReads } from '../notion/cache/shared-reads.js';
import { localChanges, type ChangeChannel } from '../notion/cache/workspace-changes.js';
import { redisChanges } from '../redis/change-channel.js';
import type { SharedRedis } from '../redis/redis.js';
import { SealedValues } from '../redis/sealed-values.js';
import { SharedCache } from '../redis/shared-cache.js';
import type { Log } from '../telemetry/log/log.js';
import type { OpenStore } from './open-store.js';

/** The reads shared by the processes of an installation. */
interface SharedCacheSetup {
  readonly changes: ChangeChannel;
  /** The shared reads of a connection; absent if nothing is shared. */
  readonly sharedReads?: (connection: Connection) => SharedReads;
  /** Resolves when all reads until now are shared. */
  readonly settled: () => Promise<void>;
}

/**
 * The shared reads of the one connection of a given token: holders of the token may read what it reads. There are no
 * change events for it, so shared reads expire by age.
 */
export function tokenSharedReads(
  redis: SharedRedis | undefined,
  token: string,
  log: Log,
): SharedReads | undefined {
  if (redis === undefined) {
    return undefined;
  }
  const secret = derivedSecret(sealingKey(createHash('sha256').update(token).digest()), 'shared cache');
  return new SharedCache(redis, new SealedValues(secret), log).readsOf({ id: ['token'], workspaceId: '' });
}

/** Shares through Redis if configured, under names and seals that only processes with the same key can compute. */
export function openSharedCache(
  redis: SharedRedis | undefined,
  { sharingSecret }: Pick<OpenStore, 'sharingSecret'>,
  log: Log,
): SharedCacheSetup {
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
