import * as z from 'zod';
import type { Clock } from '../clock.js';
import { readSpaceId, type SpaceId } from '../ids.js';
import { ConnectLinks } from '../notion-oauth/connect-links.js';

/** The key whose call a link answers: each key has its own links, because the page behind them names it. */
const target = z.tuple([z.string(), z.string()]);

/** What makes links that a person follows. */
interface LinkFlow {
  start(request: {
    readonly spaceId: SpaceId;
    readonly returnTo: null;
    readonly reconnects: null;
    readonly by: string;
  }): Promise<{ readonly authorizeUrl: string; readonly state: string }>;
  isPending(state: string): Promise<boolean>;
}

/** Connect links in answers to calls with service keys. */
export class KeyLinks {
  readonly #links: ConnectLinks<string>;

  constructor(flow: LinkFlow, clock: Clock) {
    this.#links = new ConnectLinks<string>(async (key) => {
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

  linkFor(spaceId: SpaceId, keyId: string): Promise<string> {
    return this.#links.linkFor(JSON.stringify([spaceId, keyId]));
  }
}
