import { Redis } from 'ioredis';
import { redisAddress, redisOptions } from '../../redis/redis-options.js';
import type { RedisSettings } from '../../config/settings/redis-settings.js';
import { fail, ok, type Finding } from '../finding.js';

/** Milliseconds for all of it. */
const PATIENCE = 5000;

/** Redis's own words for what is wrong, and the codes of the way to it: what is so, and what to do. */
const FAILURES: readonly (readonly [RegExp, string, string])[] = [
  [/^ECONNREFUSED$/, 'Nothing listens there.', 'Start Redis, or correct host and port in REDIS_URL.'],
  [/^(ENOTFOUND|EAI_AGAIN)$/, 'The name of its host is not found.', 'Correct the host in REDIS_URL.'],
  [
    /^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|no answer)$/,
    'It does not answer.',
    'Let this machine through to it, and use rediss:// if it speaks TLS.',
  ],
  [
    /^(ECONNRESET|EPIPE|EPROTO|connection lost)$/,
    'It ends the connection.',
    'Use rediss:// if it speaks TLS, and redis:// if it does not.',
  ],
  [
    /CERT|SSL|TLS|SIGNATURE/,
    'Its certificate is not trusted.',
    'Add the certificate that signed it: NODE_EXTRA_CA_CERTS=<path>.',
  ],
  [/^(NOAUTH|WRONGPASS)$/, 'It does not accept the user or the password.', 'Correct both in REDIS_URL.'],
  [
    /^NOPERM$/,
    'The user may not do what the program needs.',
    'Give it +@all ~notion-rest-mcp:* &notion-rest-mcp:*.',
  ],
  [/^READONLY$/, 'It takes no writes.', 'Let REDIS_URL lead to the primary server and not to a replica.'],
  [/^OOM$/, 'It is full.', 'Raise maxmemory, or set maxmemory-policy to volatile-lru.'],
  [
    /^MISCONF$/,
    'It cannot save to its disk and takes no writes.',
    'See to its disk; its log says what is wrong.',
  ],
];

/** Connects to Redis and writes a key that expires. The server goes on without it, but each process for itself. */
export async function checkRedis(settings: RedisSettings): Promise<Finding> {
  const name = `Redis at ${redisAddress(settings)}`;
  let trouble: unknown;
  const redis = new Redis({
    ...redisOptions(settings),
    lazyConnect: true,
    commandTimeout: PATIENCE,
    retryStrategy: () => null,
  });
  redis.on('error', (error: unknown) => {
    trouble ??= error;
  });
  try {
    await redis.connect();
    await redis.set('doctor', '1', 'PX', 1000);
    await redis.publish('notion-rest-mcp:doctor', '');
    return ok('redis', `${name} answers and can be written to.`);
  } catch (error) {
    const code = codeOf(trouble ?? error);
    const [, problem, advice] = FAILURES.find(([pattern]) => pattern.test(code)) ?? [
      undefined,
      'It cannot be used.',
      'Look the word up in the manual of Redis.',
    ];
    return fail('redis', `${name}: ${problem} (${code})`, advice);
  } finally {
    redis.disconnect();
  }
}

/** Never the rest of a message: it may hold what is in the address. */
function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) {
    return 'no answer';
  }
  if ('code' in error && typeof error.code === 'string') {
    return error.code;
  }
  const message = 'message' in error && typeof error.message === 'string' ? error.message : '';
  return message.includes('timed out') ? 'no answer' : (/^[A-Z]{3,}/.exec(message)?.[0] ?? 'connection lost');
}
