import express from 'express';
import { afterEach, describe, expect, it } from '@jest/globals';
import { auditChecks } from '../../../../src/app/store-checks.js';
import { auditGuard } from '../../../../src/mcp/http/guards/audit-guard.js';
import { startTestServer, type TestServer } from '../../../support/servers/test-server.js';

let server: TestServer | undefined;
const audit = { isWriting: true };

afterEach(async () => {
  await server?.close();
  audit.isWriting = true;
});

async function serve(isRecordedOnly: boolean): Promise<string> {
  const app = express();
  app.use(auditGuard(isRecordedOnly, audit)((_request, response) => void response.send('served')));
  server = await startTestServer(app);
  return server.origin;
}

describe('while the audit log cannot be written', () => {
  it('nothing is served where it has to be, and everything is again afterwards', async () => {
    const url = await serve(true);
    audit.isWriting = false;
    const refused = await fetch(url);
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('5');
    expect(await refused.text()).toContain('cannot be recorded');
    audit.isWriting = true;
    expect(await (await fetch(url)).text()).toBe('served');
  });

  it('everything is served where it need not be', async () => {
    const url = await serve(false);
    audit.isWriting = false;
    expect((await fetch(url)).status).toBe(200);
  });

  it('the health check says so', async () => {
    const check = auditChecks(audit)['audit'];
    await expect(check?.()).resolves.toBeUndefined();
    audit.isWriting = false;
    await expect(check?.()).rejects.toThrow('cannot be written');
  });
});
