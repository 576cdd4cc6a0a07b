import type { Clock } from '../credentials/clock.js';
import type { SpaceId } from '../credentials/identifiers.js';

/** Makes a link with which a person connects a workspace to a space. */
export type StartConnect = (spaceId: SpaceId) => Promise<string>;

/** Milliseconds a link is handed out again: well below the ten minutes that it works. */
const REUSED_FOR = 5 * 60_000;
/** Spaces whose link is remembered at once. */
const MOST_LINKS = 10_000;

/** The links that answers show. A model that calls again and again gets one link, not a flow for each call. */
export class ConnectLinks {
  readonly #start: StartConnect;
  readonly #clock: Clock;
  readonly #links = new Map<SpaceId, { readonly link: Promise<string>; readonly until: number }>();

  constructor(start: StartConnect, clock: Clock) {
    this.#start = start;
    this.#clock = clock;
  }

  linkFor(spaceId: SpaceId): Promise<string> {
    const now = this.#clock.now().getTime();
    const known = this.#links.get(spaceId);
    if (known !== undefined && known.until > now) {
      return known.link;
    }
    if (this.#links.size >= MOST_LINKS) {
      this.#links.clear();
    }
    const link = this.#start(spaceId);
    this.#links.set(spaceId, { link, until: now + REUSED_FOR });
    link.catch(() => this.#links.delete(spaceId));
    return link;
  }

  /** A link works once: where a connection is made, the next loss needs a new one. */
  forget(spaceId: SpaceId): void {
    this.#links.delete(spaceId);
  }
}
