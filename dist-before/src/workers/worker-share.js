/**
 * The limits of one worker, so that all of them together keep to the program's. Connections are handed out in turn, so a
 * space's calls meet all workers alike. Notion's budget is taken from a common window with Redis; without it, each worker
 * takes a fixed share.
 */
export function shareOfWorker(settings) {
    const { workers, redis, requestsPerMinute, callLimits } = settings;
    return {
        ...settings,
        requestsPerMinute: redis === undefined ? Math.max(1, Math.floor(requestsPerMinute / workers)) : requestsPerMinute,
        callLimits: {
            perSpace: Math.ceil(callLimits.perSpace / workers),
            overall: Math.ceil(callLimits.overall / workers),
        },
    };
}
