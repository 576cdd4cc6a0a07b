import { redisUrl } from '../setting-values.js';
/** The setting of the store that processes share beside the database. */
export const redisSettings = {
    redisUrl: {
        variable: 'REDIS_URL',
        value: 'redis://…',
        help: "Redis through which processes share Notion's request budget and cached reads; nothing is shared if not set",
        schema: redisUrl,
    },
};
