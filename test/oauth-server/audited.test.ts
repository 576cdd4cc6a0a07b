import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verify } from '../../src/audit/verify.js';
import { authorizeApp } from './app/authorized-app.js';
import { NORA, startOauthServer, type OauthServer } from './app/oauth-server.js';
import { authorizationRequest } from './app/oauth-apps.js';

let server: OauthServer;

beforeAll(async () => {
  server = await startOauthServer();
});
afterAll(() => server.close());

/** What was recorded since the last look. */
let looked = 0;
async function recorded(): Promise<readonly string[]> {
  await server.store.audit.flush();
  const entries = await server.store.auditStore.entriesAfter(looked, 1000);
  looked = entries.at(-1)?.sequence ?? looked;
  return entries.map(({ actor, action, object, outcome, details }) =>
    [actor, action, object ?? '-', outcome, details ?? ''].join(' '),
  );
}

describe('the audit log of the authorization server', () => {
  it('tells what a person has allowed, changed and taken back, by ids alone', async () => {
    await recorded();
    const person = server.person();
    person.atNotion = { label: NORA };
    const { clientId } = await authorizeApp(server, person);
    const [given, ...rest] = (await recorded()).filter((line) => line.includes('consent.given'));
    expect(rest).toEqual([]);
    const who = /^person [0-9a-f-]{36}/.exec(given ?? '')?.[0] ?? 'nobody';
    expect(given).toBe(`${who} consent.given app ${clientId} done {"workspaces":1}`);

    const connections = `${server.origin}/connections`;
    const page = await person.visit(`${connections}/remove-app?id=${encodeURIComponent(clientId)}`);
    await person.submit(page, {});
    expect(await recorded()).toEqual([`${who} grant.revoked app ${clientId} done `]);

    // The first form of the page is to sign out.
    await person.submit(await person.visit(connections), {});
    expect(await recorded()).toEqual([`${who} person.signed-out - done `]);
  });

  it('tells that somebody has signed in and connected a workspace', async () => {
    await recorded();
    const person = server.person();
    person.atNotion = { label: NORA };
    await authorizeApp(server, person);
    const lines = await recorded();
    expect(lines.filter((line) => / (person\.signed-in|connection\.connected) /.test(line))).toEqual([
      expect.stringMatching(/^app connection\.connected connection [0-9a-f-]{36} done \{"workspace":/),
      expect.stringMatching(/^person [0-9a-f-]{36} person\.signed-in - done $/),
    ]);
    expect(lines.join('\n')).not.toMatch(/Nora|North|Hand Made/);
  });

  it('counts what people refuse, and tokens that are none', async () => {
    const { json } = await server.register();
    const clientId = json['client_id'] ?? '';
    const person = server.person();
    const { url } = authorizationRequest(server.origin, clientId, { resource: server.mcpUrl });
    await person.submit(await person.visit(url), { decision: 'deny' });
    // Few enough not to be slowed down.
    for (let index = 0; index < 2; index += 1) {
      await server.callMcp(`made-up-${index}`);
      await server.callMcp(`nrm_${'0'.repeat(12)}_${'A'.repeat(43)}`);
    }
    await server.store.audit.close();
    expect(await recorded()).toEqual([
      'anybody consent.refused - refused {"count":1}',
      'anybody authentication.failed - refused {"count":2,"with":"access token"}',
      'anybody authentication.failed - refused {"count":2,"with":"service key"}',
    ]);
  });

  it('is sound after all of it', async () => {
    expect(await verify(server.store.auditStore)).toMatchObject({ kind: 'sound' });
  });
});
