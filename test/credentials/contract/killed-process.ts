import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ConnectionLostError } from '../../../src/credentials/access-token.js';
import type { Credentials } from '../../../src/credentials/credentials.js';
import type { TokenPair } from '../../../src/credentials/token-pair.js';
import type { ConnectionId } from '../../../src/ids.js';
import { defaultRefreshLimits } from '../../../src/credentials/refresh/refresh.js';
import { HostedEndpoint } from '../fakes/hosted-endpoint.js';
import { ManualClock } from '../fakes/manual-clock.js';
import { RotatingEndpoint } from '../fakes/rotating-endpoint.js';
import { authorization, space } from '../fakes/sample-authorization.js';
import { credentialsOn, storeOn } from '../fakes/sample-store.js';
import { nextMessage, start } from '../processes/spawn.js';
import type { Adapter, Place } from './adapters.js';

const here = space('here');
const never = new AbortController().signal;

/** The endpoint of one kind of connection, and how that kind is asked for a token. */
interface Kind {
  readonly endpoint: Pick<RotatingEndpoint, 'sent' | 'accepts' | 'refresh'>;
  readonly firstPair: () => TokenPair;
  readonly credentialsOn: (store: Parameters<typeof credentialsOn>[0]) => Credentials;
  readonly current: (process: Credentials, id: ConnectionId) => Promise<Token>;
  readonly renewed: (process: Credentials, id: ConnectionId, version: number) => Promise<Token>;
  /** Uses of a token that the issuer punishes. */
  readonly misuses: () => number;
  /** Whether the issuer takes a token once more whose answer was lost. */
  readonly isForgiving: boolean;
}

type Token = { readonly accessToken: string; readonly version: number };

const kinds: Readonly<Record<'rest' | 'hosted', (clock: ManualClock) => Kind>> = {
  rest: (clock) => {
    const endpoint = new RotatingEndpoint(clock);
    return {
      endpoint,
      firstPair: () => endpoint.consent(),
      credentialsOn: (store) => credentialsOn(store, endpoint),
      current: (process, id) => process.accessTokenOf(here, id),
      renewed: (process, id, version) => process.refreshAfterUnauthorized(here, id, version),
      misuses: () => endpoint.reuses,
      isForgiving: false,
    };
  },
  hosted: (clock) => {
    const endpoint = new HostedEndpoint(clock);
    return {
      endpoint,
      firstPair: () => endpoint.signIn(),
      credentialsOn: (store) =>
        credentialsOn(store, new RotatingEndpoint(clock), {}, 'process-1', () => endpoint),
      current: (process, id) => process.hostedTokenOf(here, id),
      renewed: (process, id, version) => process.refreshHostedAfterUnauthorized(here, id, version),
      misuses: () => endpoint.spentDead,
      isForgiving: true,
    };
  },
};

/** What becomes of a connection whose refresh a process has begun that is then killed with SIGKILL, for both kinds. */
export function describeKilledProcess(adapter: Adapter): void {
  describe.each(['rest', 'hosted'] as const)(`a killed process on ${adapter.name}, %s`, (name) => {
    let clock: ManualClock;
    let kind: Kind;
    let place: Place;
    let credentials: Credentials;
    let id: ConnectionId;
    let version: number;

    beforeEach(async () => {
      clock = new ManualClock(Date.now());
      kind = kinds[name](clock);
      place = await adapter.prepare();
      credentials = kind.credentialsOn(storeOn(await place.open(clock), clock));
      ({ id } = await credentials.recordConnection({
        spaceId: here,
        authorization: authorization({ pair: kind.firstPair() }),
        by: 'test',
      }));
      ({ version } = await kind.current(credentials, id));
    });
    afterEach(async () => {
      await credentials.close();
      await place.dispose();
    });

    /** Gives the token that was on its way when the process was killed. */
    const killInRefresh = async (): Promise<string> => {
      const child = start('refresh-and-hang.mjs', place.address, id, name);
      const sent = String(await nextMessage(child));
      child.kill('SIGKILL');
      await once(child, 'exit');
      // The dead process's lease was measured by the machine's clock; this test's clock passes it, however slow the start.
      await clock.advance(Date.now() - clock.now().getTime() + defaultRefreshLimits.leaseMs);
      return sent;
    };

    it('that died before Notion acted costs nothing: its token is used once', async () => {
      const sent = await killInRefresh();
      const token = await clock.until(kind.renewed(credentials, id, version));
      expect(kind.endpoint.accepts(token.accessToken)).toBe(true);
      expect(kind.endpoint.sent).toEqual([sent]);
      expect(kind.misuses()).toBe(0);
      expect(await kind.current(credentials, id)).toMatchObject({ accessToken: token.accessToken });
    });

    it('that died after Notion acted: its token is sent once more, and no dead one ever', async () => {
      const sent = await killInRefresh();
      await kind.endpoint.refresh(sent, never);
      const outcome: unknown = await clock
        .until(kind.renewed(credentials, id, version))
        .catch((error: unknown) => error);
      expect(kind.endpoint.sent).toEqual([sent, sent]);
      if (kind.isForgiving) {
        expect(kind.endpoint.accepts((outcome as Token).accessToken)).toBe(true);
        expect(kind.misuses()).toBe(0);
        return;
      }
      expect(outcome).toBeInstanceOf(ConnectionLostError);
      expect(outcome).toMatchObject({ reason: 'interrupted' });
      await expect(kind.current(credentials, id)).rejects.toMatchObject({ reason: 'interrupted' });
      expect(kind.endpoint.sent).toHaveLength(2);
    });
  });
}
