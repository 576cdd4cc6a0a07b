/** Records nothing: where there is no store, as with a token from the configuration. */
export const noAudit = { record: () => { }, recordAggregated: () => { } };
