import { describe, expect, it } from '@jest/globals';
import { exchangeCode } from '../../src/notion-oauth/exchange-code.js';
import { tokenEndpointOf } from '../../src/notion-oauth/token-endpoint.js';
import { TokenEndpointError } from '../../src/credentials/refresh/token-endpoint.js';
import { OauthFailure } from '../../src/notion-oauth/oauth-failure.js';
import { HastyClock } from './connect-server.js';

const { signal } = new AbortController();
const pair = { accessToken: 'ntn_a', refreshToken: 'nrt_a', accessExpiresAt: null };

describe('tokenEndpointOf', () => {
  it('hands on pairs', async () => {
    const endpoint = tokenEndpointOf({
      refresh: (token) => Promise.resolve({ ...pair, refreshToken: token }),
    });
    expect(await endpoint.refresh('nrt_b', signal)).toEqual({ ...pair, refreshToken: 'nrt_b' });
  });

  it.each(['invalid_grant', 'configuration', 'transient'] as const)('translates %s', async (kind) => {
    const failure = new OauthFailure(kind, { status: 400, retryAfterSeconds: 7 });
    const refreshed = tokenEndpointOf({ refresh: () => Promise.reject(failure) }).refresh('nrt_b', signal);
    await expect(refreshed).rejects.toThrow(TokenEndpointError);
    await expect(refreshed).rejects.toMatchObject({ kind, retryAfterSeconds: 7, cause: failure });
  });

  it('lets a bug through as what it is', async () => {
    const bug = new RangeError('bug');
    await expect(tokenEndpointOf({ refresh: () => Promise.reject(bug) }).refresh('n', signal)).rejects.toBe(
      bug,
    );
  });
});

describe('exchangeCode', () => {
  const grant = {
    botId: 'B1B1B1B1-0000-4000-8000-000000000001',
    workspace: { id: 'w', name: null, icon: null },
    owner: { userId: null, name: null },
    pair,
  };

  /** Fails as planned, then answers; tells how often it was asked. */
  function planned(...failures: OauthFailure[]): {
    asked: () => number;
    exchange: () => Promise<typeof grant>;
  } {
    let asked = 0;
    return {
      asked: () => asked,
      exchange: () => {
        asked += 1;
        const failure = failures.shift();
        return failure === undefined ? Promise.resolve(grant) : Promise.reject(failure);
      },
    };
  }
  const transient = (retryAfterSeconds?: number) => new OauthFailure('transient', { retryAfterSeconds });
  const exchange = (oauth: ReturnType<typeof planned>) => exchangeCode(oauth, 'c', 'r', new HastyClock());

  it('takes the bot id in lower case', async () => {
    expect(await exchange(planned())).toMatchObject({ credentialId: grant.botId.toLowerCase() });
  });

  it.each([
    [[transient(), transient()], 3, true],
    [[transient(), transient(), transient()], 3, false],
    [[transient(5)], 2, true],
    [[transient(6)], 1, false],
    [[new OauthFailure('invalid_grant')], 1, false],
    [[transient(), new OauthFailure('invalid_grant')], 2, false],
    [[new OauthFailure('configuration')], 1, false],
  ])('after %j asks %d times', async (failures, times, succeeds) => {
    const oauth = planned(...failures);
    const result = await exchange(oauth).then(
      () => true,
      (error: unknown) => !(error instanceof OauthFailure),
    );
    expect([oauth.asked(), result]).toEqual([times, succeeds]);
  });

  it('refuses an answer whose bot id cannot be one', async () => {
    const answer = Promise.resolve({ ...grant, botId: 'bot' });
    const exchanged = exchangeCode({ exchange: () => answer }, 'c', 'r', new HastyClock());
    await expect(exchanged).rejects.toMatchObject({ kind: 'configuration' });
  });
});
