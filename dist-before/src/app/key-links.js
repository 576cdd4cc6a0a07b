import * as z from 'zod';
import { readSpaceId } from '../ids.js';
import { ConnectLinks } from '../notion-oauth/connect-links.js';
/** The key whose call a link answers: each key has its own links, because the page behind them names it. */
const target = z.tuple([z.string(), z.string()]);
/** Connect links in answers to calls with service keys. */
export class KeyLinks {
    #links;
    constructor(flow, clock) {
        this.#links = new ConnectLinks(async (key) => {
            const [space, keyId] = target.parse(JSON.parse(key));
            const spaceId = readSpaceId(space);
            if (spaceId === undefined) {
                throw new Error('A link was asked for by no valid space.');
            }
            const by = `key ${keyId}, tool call`;
            const started = await flow.start({ spaceId, returnTo: null, reconnects: null, by });
            return { link: started.authorizeUrl, isOpen: () => flow.isPending(started.state) };
        }, clock);
    }
    linkFor(spaceId, keyId) {
        return this.#links.linkFor(JSON.stringify([spaceId, keyId]));
    }
}
