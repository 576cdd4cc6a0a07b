import { ReconnectError } from '../../errors.js';
/** Opens a connection with the hosted server for one tool call, which ends with `signal`. Sends nothing. */
export function openHostedSession(connection, { clients, isAlone, explainLoss }) {
    return (signal) => ({
        isAlone,
        call: async (tool, given, limits = {}) => {
            try {
                return await clients.call(connection, tool, given, { signal, ...limits });
            }
            catch (error) {
                throw error instanceof ReconnectError ? await explainLoss(error) : error;
            }
        },
    });
}
