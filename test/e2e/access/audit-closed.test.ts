import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Libsql from 'libsql';
import { startSandbox, type Sandbox } from '../../../src/sandbox/server.js';
import { killAll, startCli } from '../../support/servers/spawn.js';
import { startSpacesServer, type SpacesServer } from '../../support/servers/spaces-server.js';

let sandbox: Sandbox;
let server: SpacesServer;

beforeAll(async () => {
  sandbox = await startSandbox({ oauth: {} });
  server = await startSpacesServer(sandbox, { AUDIT_FAILURE: 'closed' });
});
afterAll(async () => {
  await server.close();
  await sandbox.close();
  killAll();
});

/** What somebody with the database does to the mark at the end of the log. */
function setMark(mac: string): string {
  const database = new Libsql(join(server.folder, 'credentials.db'));
  try {
    // Nothing of the server's comes between.
    database.exec('begin immediate');
    const before = database.prepare('select head_mac from audit_state').get() as { head_mac: string };
    database.prepare('update audit_state set head_mac = ?').run(mac);
    database.exec('commit');
    return before.head_mac;
  } finally {
    database.close();
  }
}

/** Asks until the answer is this one: what happens is recorded, and the failure noticed, within a second. */
async function until(status: number, ask: () => Promise<Response>): Promise<Response> {
  for (;;) {
    const response = await ask();
    if (response.status === status) {
      return response;
    }
  }
}

describe('a server that serves nothing it cannot record', () => {
  it('stops serving when the log is tampered with, and goes on when that is undone', async () => {
    const key = await server.createKey('--space', 'red');
    const connections = () => server.backend('GET', '/connections?spaceId=red', key);
    const ready = () => fetch(`${server.origin}/readyz`);
    expect((await ready()).status).toBe(200);
    const mac = setMark('f'.repeat(64));
    const refused = await until(503, connections);
    expect(await refused.text()).toContain('cannot be recorded');
    expect(refused.headers.get('retry-after')).toBe('5');
    const { checks } = (await (await until(503, ready)).json()) as { checks: Record<string, string> };
    expect(checks['audit']).toBe('failed');
    expect(server.cli.stderr()).toContain('the audit log cannot be written');
    // What ends a key is done all the same, and said to be missing in the log.
    const revoked = await server.run('keys', 'revoke', key.slice(4, 16));
    expect(revoked).toMatchObject({ code: 1, stdout: expect.stringContaining('Revoked.') });
    expect(revoked.stderr).toContain('could not be recorded in the audit log');
    setMark(mac);
    expect((await until(401, connections)).status).toBe(401);
    expect((await server.run('audit', 'verify')).code).toBe(0);
  });

  it('does not start on a log that was tampered with', async () => {
    const mac = setMark('f'.repeat(64));
    const other = startCli(['serve'], { ...server.settings, PORT: '0' });
    expect(await other.ended).toBe(1);
    expect(other.stderr()).toContain('the audit log cannot be written');
    setMark(mac);
  });
});
