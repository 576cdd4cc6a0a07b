/**
 * The name of every span, metric and attribute that leaves this server, in one place: dashboards and alerts are built on
 * them. Where OpenTelemetry has a convention the name is the convention's (MCP and GenAI: semantic-conventions-genai,
 * HTTP: semantic-conventions); what only this server knows begins with `notion.`.
 */
/** The instrumentation scope of all spans and metrics. */
export const SCOPE = 'notion-rest-mcp';
/** Names of spans other than MCP operations (`tools/call {tool}`) and requests to Notion (their endpoint template). */
export const spanNames = {
    limiterWait: 'notion.limiter.wait',
    tokenRefresh: 'notion.token.refresh',
};
/** Keys of attributes on spans and metrics. */
export const attributes = {
    // MCP, by the conventions.
    method: 'mcp.method.name',
    protocolVersion: 'mcp.protocol.version',
    tool: 'gen_ai.tool.name',
    operation: 'gen_ai.operation.name',
    jsonRpcId: 'jsonrpc.request.id',
    rpcStatus: 'rpc.response.status_code',
    transport: 'network.transport',
    errorType: 'error.type',
    // HTTP, by the conventions. `url.full` and `url.path` are left out on purpose: they name pages.
    httpMethod: 'http.request.method',
    httpStatus: 'http.response.status_code',
    resendCount: 'http.request.resend_count',
    urlTemplate: 'url.template',
    serverAddress: 'server.address',
    serverPort: 'server.port',
    // Our own.
    cancelled: 'notion.call.cancelled',
    requestCount: 'notion.call.requests',
    answerSize: 'notion.call.answer_size',
    connectionId: 'notion.connection.id',
    connectionStatus: 'notion.connection.status',
    requestId: 'notion.request_id',
    rateLimitReason: 'notion.rate_limit.reason',
    retryCause: 'notion.retry.cause',
    limiterOutcome: 'notion.limiter.outcome',
    limiterBound: 'notion.limiter.bound',
    refreshOutcome: 'notion.refresh.outcome',
    cacheKind: 'notion.cache.kind',
    cacheResult: 'notion.cache.result',
    webhookOutcome: 'notion.webhook.outcome',
    door: 'notion.authentication.door',
    keyRefusal: 'notion.key.refusal',
    table: 'notion.store.table',
    indexState: 'notion.search_index.state',
};
/** Names of metrics. */
export const metricNames = {
    operationDuration: 'mcp.server.operation.duration',
    requestDuration: 'http.client.request.duration',
    answerSize: 'notion.answer.size',
    limiterWait: 'notion.limiter.wait.duration',
    limiterQueue: 'notion.limiter.queue.length',
    limiterLimit: 'notion.limiter.limit',
    redisReached: 'notion.redis.reached',
    rateLimits: 'notion.rate_limits',
    retries: 'notion.retries',
    refreshes: 'notion.token.refreshes',
    cacheLookups: 'notion.cache.lookups',
    webhooks: 'notion.webhooks',
    failedAuthentications: 'notion.authentication.failures',
    keyRefusals: 'notion.key.refusals',
    forgedRows: 'notion.store.forged_rows',
    connections: 'notion.connections',
    hostedExpiring: 'notion.hosted.expiring',
    indexPages: 'notion.search_index.pages',
};
