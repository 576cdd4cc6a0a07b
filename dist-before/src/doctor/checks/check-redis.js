import { Redis } from 'ioredis';
import { redisAddress, redisOptions } from '../../redis/redis-options.js';
import { fail, ok } from '../finding.js';
/** Milliseconds for the whole check. */
const CHECK_TIMEOUT_MS = 5000;
/** Problem and remedy by Redis's own error prefixes and network error codes. */
const FAILURES = [
    [/^ECONNREFUSED$/, 'Nothing is listening there.', 'Start Redis, or correct host and port in REDIS_URL.'],
    [/^(ENOTFOUND|EAI_AGAIN)$/, 'Its host name cannot be resolved.', 'Correct the host in REDIS_URL.'],
    [
        /^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|no answer)$/,
        'It does not respond.',
        'Allow connections from this machine, and use rediss:// if it uses TLS.',
    ],
    [
        /^(ECONNRESET|EPIPE|EPROTO|connection lost)$/,
        'It closes the connection.',
        'Use rediss:// if it uses TLS, and redis:// if it does not.',
    ],
    [
        /CERT|SSL|TLS|SIGNATURE/,
        'Its certificate is not trusted.',
        'Add the certificate that signed it: NODE_EXTRA_CA_CERTS=<path>.',
    ],
    [/^(NOAUTH|WRONGPASS)$/, 'It does not accept the user or the password.', 'Correct both in REDIS_URL.'],
    [
        /^NOPERM$/,
        'The user lacks the necessary permissions.',
        'Give it +@all ~notion-rest-mcp:* &notion-rest-mcp:*.',
    ],
    [/^READONLY$/, 'It is read-only.', 'Point REDIS_URL to the primary server, not to a replica.'],
    [/^OOM$/, 'It is out of memory.', 'Raise maxmemory, or set maxmemory-policy to volatile-lru.'],
    [/^MISCONF$/, 'It cannot save to disk and refuses writes.', 'Check its disk; its log says what is wrong.'],
];
/** Connects to Redis and writes a key that expires. Without Redis the server still runs, but processes share nothing. */
export async function checkRedis(settings) {
    const name = `Redis at ${redisAddress(settings)}`;
    let trouble;
    const redis = new Redis({
        ...redisOptions(settings),
        lazyConnect: true,
        commandTimeout: CHECK_TIMEOUT_MS,
        retryStrategy: () => null,
    });
    redis.on('error', (error) => {
        trouble ??= error;
    });
    try {
        await redis.connect();
        await redis.set('doctor', '1', 'PX', 1000);
        await redis.publish('notion-rest-mcp:doctor', '');
        return ok('redis', `${name} responds and is writable.`);
    }
    catch (error) {
        const code = codeOf(trouble ?? error);
        const [, problem, advice] = FAILURES.find(([pattern]) => pattern.test(code)) ?? [
            undefined,
            'It cannot be used.',
            'Look up the code in the Redis manual.',
        ];
        return fail('redis', `${name}: ${problem} (${code})`, advice);
    }
    finally {
        redis.disconnect();
    }
}
/** Never the rest of a message: it may contain parts of the URL. */
function codeOf(error) {
    if (typeof error !== 'object' || error === null) {
        return 'no answer';
    }
    if ('code' in error && typeof error.code === 'string') {
        return error.code;
    }
    const message = 'message' in error && typeof error.message === 'string' ? error.message : '';
    return message.includes('timed out') ? 'no answer' : (/^[A-Z]{3,}/.exec(message)?.[0] ?? 'connection lost');
}
