import { systemClock } from '../../clock.js';
import { ConcurrencyQuota } from '../../http/limits/concurrency-quota.js';
import { hostedRoute } from '../../mcp/http/hosted/hosted-route.js';
import { HostedClients } from '../../upstream/client/hosted-clients.js';
import { HostedProxy } from '../../upstream/proxy/hosted-proxy.js';
import { KeyLinks } from '../key-links.js';
/** What calls ask of hosted connections, and what is passed on to them. */
export class HostedCalls {
    #options;
    #clients = new HostedClients();
    #links;
    constructor(options) {
        this.#options = options;
        const { signIn, clock = systemClock } = options;
        this.#links = new KeyLinks({
            start: (request) => signIn.start({ ...request, person: null, toConnections: false }),
            isPending: (state) => signIn.isPending(state),
        }, clock);
    }
    /** The hosted halves for a key, or for an app, which has no links of its own: its person uses the page of connections. */
    halvesFor(key) {
        const { connections, deadlineMilliseconds } = this.#options;
        return {
            connections,
            clients: this.#clients,
            deadlineMilliseconds,
            linkFor: async (spaceId) => (key === undefined ? undefined : this.#links.linkFor(spaceId, key)),
        };
    }
    /** The route that passes messages on. */
    proxy({ settings, callLimits, mayWrite, workspacesOf, budget, log }) {
        const { perSpace, overall } = callLimits;
        return hostedRoute({
            proxy: new HostedProxy((connection, signal) => this.#clients.toolsOf(connection, signal)),
            reachOf: async (caller, wanted) => {
                const opened = await workspacesOf(caller).openHosted(wanted);
                return { ...opened, mayWrite: mayWrite && opened.mayWrite };
            },
            names: settings.tools,
            streams: new ConcurrencyQuota({ perKey: perSpace, overall }),
            budget,
            log,
        });
    }
}
