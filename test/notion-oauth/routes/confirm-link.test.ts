import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Browser, fieldsOf, wordsOf } from '../browser.js';
import { APP, space, startConnectServer, type ConnectServer } from '../connect-server.js';

let server: ConnectServer;
let victim: Browser;
let attacker: Browser;

beforeEach(async () => {
  server = await startConnectServer();
  victim = new Browser();
  attacker = new Browser();
});
afterEach(() => server.close());

const answer = (browser: Browser, link: string, fields: Record<string, string>) =>
  browser.open(link, 'POST', new URLSearchParams(fields));
const atNotion = (html: string): boolean => html.includes('/v1/oauth/authorize');

describe('a connect link', () => {
  it('leads to a page of ours that says who gets what, and not to Notion', async () => {
    const shown = await victim.open(await server.start());
    expect([shown.status, shown.location, atNotion(shown.html)]).toEqual([200, '', false]);
    const words = wordsOf(shown.html);
    expect(words).toContain('connected to the space one');
    expect(words).toContain('Continue only if you started this yourself');
    expect(words).toContain('Everyone who uses this space can then search and read them');
    expect(shown.html).toContain('value="cancel"');
    expect(shown.headers.get('content-security-policy')).toMatch(
      /form-action 'self'.*frame-ancestors 'none'/,
    );
  });

  it('goes on to Notion for the form of the browser that was shown it, and for no other', async () => {
    const link = await server.start();
    const own = fieldsOf((await victim.open(link)).html);
    const foreign = fieldsOf((await attacker.open(link)).html);
    for (const fields of [
      { decision: 'continue' },
      { decision: 'continue', form_token: '' },
      { ...foreign, decision: 'continue' },
    ]) {
      const refused = await answer(victim, link, fields);
      expect([refused.status, atNotion(refused.html)]).toEqual([403, false]);
    }
    expect((await answer(new Browser(), link, { ...own, decision: 'continue' })).status).toBe(403);
    const on = await answer(victim, link, { ...own, decision: 'continue' });
    expect([on.status, atNotion(on.html)]).toEqual([200, true]);
  });

  it.each(['cross-site', 'same-site'])('is not followed by a form of a %s page', async (relation) => {
    const link = await server.start();
    const shown = await victim.open(link);
    const cookie = [...victim.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const refused = await fetch(link, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie, 'sec-fetch-site': relation },
      body: new URLSearchParams({ ...fieldsOf(shown.html), decision: 'continue' }),
    });
    expect([refused.status, atNotion(await refused.text())]).toEqual([403, false]);
  });

  it('binds the browser with a new secret, not with the one of the form', async () => {
    const link = await server.start();
    await victim.open(link);
    const [before] = victim.cookies.values();
    await victim.follow(link);
    expect([...victim.cookies.values()]).toEqual([expect.not.stringMatching(`^${before}$`)]);
  });

  it('is over once the person says no, and for everybody', async () => {
    const link = await server.start({ returnTo: `${APP}/done` });
    const said = await victim.follow(link, 'cancel');
    expect([said.status, wordsOf(said.html)]).toEqual([
      200,
      expect.stringContaining('Nothing was connected'),
    ]);
    expect(said.html).toContain(`href="${APP}/done?notion=denied"`);
    expect((await attacker.open(link)).status).toBe(410);
    expect(await server.stored()).toBe(0);
  });

  it('is refused by a form that decides nothing', async () => {
    const link = await server.start();
    const fields = fieldsOf((await victim.open(link)).html);
    expect((await answer(victim, link, fields)).status).toBe(400);
    expect((await answer(victim, link, { ...fields, decision: 'maybe' })).status).toBe(400);
    expect((await victim.open(link)).status).toBe(200);
  });

  it('works once, and no longer than before', async () => {
    const link = await server.start();
    expect((await victim.walk(link)).status).toBe(200);
    expect((await victim.open(link)).status).toBe(410);
    const late = await server.start();
    const fields = fieldsOf((await victim.open(late)).html);
    await server.clock.advance(600_000);
    expect((await victim.open(late)).status).toBe(410);
    expect((await answer(victim, late, { ...fields, decision: 'continue' })).status).toBe(410);
    expect((await answer(victim, late, { ...fields, decision: 'cancel' })).status).toBe(410);
  });

  it('that renews a connection says so', async () => {
    await victim.walk(await server.start());
    const [connection] = await server.credentials.connectionsOf(space('one'));
    const { json } = await server.call(`POST /connections/${connection?.id}/reconnect`, {
      body: { spaceId: 'one' },
    });
    const shown = await victim.open((json as { authorizeUrl: string }).authorizeUrl);
    expect(wordsOf(shown.html)).toContain('connected again to the space');
  });
});
