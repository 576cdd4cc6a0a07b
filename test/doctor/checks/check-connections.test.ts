import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CredentialsDatabase } from '../../../src/database/database.js';
import { keyringOf, sealingKey } from '../../../src/sealing/keys.js';
import { Sealer } from '../../../src/sealing/seal.js';
import { IN_MEMORY, openSqlite } from '../../../src/database/sqlite/sqlite.js';
import { TokenEndpointError } from '../../../src/credentials/refresh/token-endpoint.js';
import { checkConnections } from '../../../src/doctor/checks/check-connections.js';
import { checkSeals } from '../../../src/doctor/checks/check-seals.js';
import type { Finding } from '../../../src/doctor/finding.js';
import { startSandbox, type Sandbox } from '../../../src/sandbox/server.js';
import { ManualClock } from '../../credentials/fakes/manual-clock.js';
import { authorization, bot, samplePair, space } from '../../credentials/fakes/sample-authorization.js';
import { credentialsOn, sampleKey, storeOn } from '../../credentials/fakes/sample-store.js';

let database: CredentialsDatabase;
let sandbox: Sandbox;
let credentials: ReturnType<typeof credentialsOn>;

beforeEach(async () => {
  const clock = new ManualClock();
  database = await openSqlite(IN_MEMORY, clock);
  sandbox = await startSandbox({ tokens: [samplePair.accessToken] });
  credentials = credentialsOn(storeOn(database, clock), {
    refresh: () => Promise.reject(new TokenEndpointError('invalid_grant')),
  });
});
afterEach(async () => {
  await credentials.close();
  await sandbox.close();
});

async function connect(number: number, name: string): Promise<void> {
  await credentials.recordConnection({
    spaceId: space(`space-${number}`),
    by: 'test',
    authorization: authorization({
      credentialId: bot(number),
      workspace: { id: `workspace-${number}`, name, icon: null },
    }),
  });
}

async function look(
  options: { isReachable?: boolean; canRenew?: boolean; sealer?: Sealer } = {},
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const { isReachable = true, canRenew = true } = options;
  const sealer = options.sealer ?? new Sealer(keyringOf(sampleKey), randomBytes);
  const { queries } = database;
  for await (const finding of checkConnections({
    queries,
    sealer,
    apiUrl: sandbox.url,
    isReachable,
    canRenew,
  })) {
    findings.push(finding);
  }
  return findings;
}

describe('stored connections', () => {
  it('that are none are said to be none', async () => {
    expect(await look()).toEqual([expect.objectContaining({ check: 'connections', status: 'warn' })]);
  });

  it('of every space are looked at, ten at most', async () => {
    for (let number = 1; number <= 12; number += 1) {
      await connect(number, `Workspace ${number}`);
    }
    const findings = await look();
    expect(findings[0]?.message).toBe('12 connections.');
    expect(findings.filter(({ check }) => check === 'token')).toHaveLength(10);
    expect(findings.at(-1)?.message).toBe('The 10 newest were checked.');
  });

  it('that Notion has ended need a person, also where Notion cannot be asked', async () => {
    await connect(1, 'Acme');
    const [connection] = await credentials.connectionsOf(space('space-1'));
    if (connection === undefined) {
      throw new Error('nothing was stored');
    }
    const { version } = await credentials.accessTokenOf(connection.spaceId, connection.id);
    await expect(
      credentials.refreshAfterUnauthorized(connection.spaceId, connection.id, version),
    ).rejects.toThrow();
    for (const isReachable of [true, false]) {
      expect(await look({ isReachable })).toContainEqual({
        check: 'token',
        status: 'fail',
        message: 'Notion has ended the connection to "Acme" of space space-1.',
        advice: expect.stringContaining('Connect the workspace again') as unknown,
      });
    }
  });

  it.each([
    [true, 'warn', /due to be renewed/],
    [false, 'fail', /must be renewed, but cannot be/],
  ])('whose token is refused can be renewed: %p', async (canRenew, status, message) => {
    await connect(1, 'Acme');
    sandbox.failNext({ kind: 'unauthorized' }, 1);
    const stored = await database.queries.selectFrom('events').selectAll().execute();
    const findings = await look({ canRenew });
    expect(findings.at(-1)).toMatchObject({ status, message: expect.stringMatching(message) as unknown });
    // A doctor's look renews nothing.
    expect(await database.queries.selectFrom('events').selectAll().execute()).toEqual(stored);
  });

  it('that are not reachable are not asked about', async () => {
    await connect(1, 'Acme');
    expect(await look({ isReachable: false })).toEqual([expect.objectContaining({ check: 'connections' })]);
    expect(sandbox.requests).toEqual([]);
  });

  it('with names that would steer the terminal show them harmlessly', async () => {
    await connect(1, 'A\u001B[2J\nfail  token  all');
    const lines = (await look()).map(({ message }) => message);
    expect(lines.join('')).not.toMatch(/\p{Cc}/u);
  });
});

describe('sealed pairs', () => {
  it('open with their key, and name the key that is missing', async () => {
    await connect(1, 'Acme');
    await connect(2, 'Bolt');
    const right = new Sealer(keyringOf(sampleKey), randomBytes);
    expect(await checkSeals(database.queries, right)).toMatchObject({
      status: 'ok',
      message: 'All sealed values can be opened: 2 token pairs.',
    });
    const wrong = new Sealer(keyringOf(sealingKey(Buffer.alloc(32, 8))), randomBytes);
    expect(await checkSeals(database.queries, wrong)).toMatchObject({
      status: 'fail',
      message: `Sealed with another key (${sampleKey.id}): 2 token pairs.`,
    });
    // Told once, for all of them.
    expect(await look({ sealer: wrong })).toEqual([expect.objectContaining({ check: 'connections' })]);
  });

  it('that were altered are told apart', async () => {
    await connect(1, 'Acme');
    const { wrapped_key: wrapped } = await database.queries
      .selectFrom('events')
      .select('wrapped_key')
      .where('wrapped_key', 'is not', null)
      .executeTakeFirstOrThrow();
    await database.change((changes) =>
      changes
        .updateTable('events')
        .set({ wrapped_key: `${wrapped}AA` })
        .where('wrapped_key', 'is not', null)
        .execute(),
    );
    const right = new Sealer(keyringOf(sampleKey), randomBytes);
    expect(await checkSeals(database.queries, right)).toMatchObject({
      status: 'fail',
      message: 'Damaged or altered: 1 token pair.',
    });
  });
});
