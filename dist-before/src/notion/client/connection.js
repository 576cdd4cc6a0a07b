import { RequestBudget } from '../limits/request-budget.js';
import { ReadCache } from '../cache/read-cache.js';
import { CallSession } from './call-session.js';
/** Connects nothing yet: the first read does. */
export function createConnection(options) {
    const { budget: given = {} } = options;
    const budget = 'run' in given ? given : new RequestBudget(given);
    const cache = options.cache ?? new ReadCache();
    return {
        openSession: ({ signal }) => new CallSession(options, budget, cache, signal),
        textIndex: options.textIndex,
    };
}
