import { metricNames } from './telemetry-names.js';
/** Seconds; the boundaries that the conventions for MCP recommend. */
const OPERATION_SECONDS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300];
/** Seconds; the boundaries that the conventions for HTTP clients recommend. */
const REQUEST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
/** Seconds; Notion counts in windows of a minute, and a wait ends with the call's deadline. */
const WAIT_SECONDS = [0.005, 0.05, 0.25, 1, 2.5, 5, 10, 20, 30, 60, 120, 300, 600];
/** Characters; four are about a token. */
const ANSWER_CHARACTERS = [250, 500, 1000, 2000, 4000, 8000, 16_000, 32_000, 64_000, 128_000];
/** Creates the instruments. Their attributes come from fixed lists only: clients cannot create time series. */
export function createInstruments(meter) {
    return {
        operationDuration: meter.createHistogram(metricNames.operationDuration, {
            unit: 's',
            description: 'Duration of MCP operations, by tool and error',
            advice: { explicitBucketBoundaries: OPERATION_SECONDS },
        }),
        requestDuration: meter.createHistogram(metricNames.requestDuration, {
            unit: 's',
            description: 'Duration of single requests to Notion, by endpoint and status',
            advice: { explicitBucketBoundaries: REQUEST_SECONDS },
        }),
        answerSize: meter.createHistogram(metricNames.answerSize, {
            unit: '{character}',
            description: 'Size of the answers of tools',
            advice: { explicitBucketBoundaries: ANSWER_CHARACTERS },
        }),
        limiterWait: meter.createHistogram(metricNames.limiterWait, {
            unit: 's',
            description: 'Time that requests to Notion waited for their turn in the request budget',
            advice: { explicitBucketBoundaries: WAIT_SECONDS },
        }),
        limiterQueue: meter.createUpDownCounter(metricNames.limiterQueue, {
            unit: '{request}',
            description: 'Requests to Notion that wait for their turn, over all connections',
        }),
        limiterLimit: meter.createObservableGauge(metricNames.limiterLimit, {
            unit: '{request}',
            description: 'Requests in a minute that this process takes as the limit of a connection: the least and the most',
        }),
        redisReached: meter.createObservableGauge(metricNames.redisReached, {
            unit: '1',
            description: 'Whether Redis is reached, 1 or 0, where REDIS_URL is set',
        }),
        rateLimits: meter.createCounter(metricNames.rateLimits, {
            unit: '{response}',
            description: 'Answers of Notion that asked to slow down, by reason',
        }),
        retries: meter.createCounter(metricNames.retries, {
            unit: '{request}',
            description: 'Requests to Notion that repeated an earlier one, by what had failed',
        }),
        refreshes: meter.createCounter(metricNames.refreshes, {
            unit: '{refresh}',
            description: 'Renewals of access tokens, by outcome',
        }),
        cacheLookups: meter.createCounter(metricNames.cacheLookups, {
            unit: '{lookup}',
            description: 'Look-ups in the cache of what was read lately, by kind and result',
        }),
        webhooks: meter.createCounter(metricNames.webhooks, {
            unit: '{delivery}',
            description: 'Deliveries to the address for webhooks, by what came of them',
        }),
        failedAuthentications: meter.createCounter(metricNames.failedAuthentications, {
            unit: '{request}',
            description: 'Requests with a token that nobody issued, by where it was presented',
        }),
        keyRefusals: meter.createCounter(metricNames.keyRefusals, {
            unit: '{call}',
            description: 'Tool calls that their key does not allow, by what is missing',
        }),
        forgedRows: meter.createCounter(metricNames.forgedRows, {
            unit: '{row}',
            description: 'Rows of the database that were read and that this server did not write, by table',
        }),
        hostedExpiring: meter.createObservableGauge(metricNames.hostedExpiring, {
            description: 'Hosted connections that end within 14 days unless a person signs in again',
            unit: '{connection}',
        }),
        connections: meter.createObservableGauge(metricNames.connections, {
            unit: '{connection}',
            description: 'Connections to Notion that are stored, by status',
        }),
        indexPages: meter.createObservableGauge(metricNames.indexPages, {
            unit: '{page}',
            description: 'Pages of the open search indexes: read, unread, or waiting to be read again',
        }),
    };
}
