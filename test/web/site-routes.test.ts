import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Log } from '../../src/telemetry/log/log.js';
import { formTokenOf } from '../../src/web/forms.js';
import { wordsOf } from '../notion-oauth/browser.js';
import { appOf, People, workspaceOf } from './fakes/people.js';
import { serveSite, type SiteServer } from './fakes/site-server.js';

interface Shown {
  readonly status: number;
  readonly location: string | null;
  readonly words: string;
  readonly html: string;
}

describe('the site', () => {
  let people: People;
  let site: SiteServer;
  let errors: unknown[];
  let cookie: string;

  beforeEach(async () => {
    people = new People();
    errors = [];
    const log: Log = { info: () => {}, warn: () => {}, error: (...told) => errors.push(told) };
    site = await serveSite(people, { log, startsPerMinute: 3 });
    cookie = people.signIn('ada', 'Ada Quill');
    people.signIn('bo', 'Bo Sand');
    people.workspacesOf.set('ada', [workspaceOf('w1')]);
    people.appsOf.set('ada', [appOf('a1', { workspaceIds: ['w1'] })]);
  });

  afterEach(() => site.close());

  async function open(path: string, headers: Record<string, string> = { cookie }): Promise<Shown> {
    return shown(
      await fetch(`${site.origin}${path}`, {
        redirect: 'manual',
        headers: { accept: 'text/html', ...headers },
      }),
    );
  }

  async function post(
    path: string,
    fields: Record<string, string> | [string, string][] = {},
    headers: Record<string, string> = { cookie },
  ): Promise<Shown> {
    const body = new URLSearchParams(fields);
    return shown(await fetch(`${site.origin}${path}`, { method: 'POST', redirect: 'manual', headers, body }));
  }

  async function shown(response: Response): Promise<Shown> {
    const html = await response.text();
    return {
      status: response.status,
      location: response.headers.get('location'),
      words: wordsOf(html),
      html,
    };
  }

  const token = { form_token: formTokenOf('secret-of-ada') };

  it('tells at / how to attach each app, with the real address', async () => {
    const { status, html, words } = await open('/', {});
    expect(status).toBe(200);
    expect(words).toContain(`claude mcp add --transport http notion ${site.origin}/mcp`);
    for (const name of ['Claude Code', 'ChatGPT', 'Cursor', 'VS Code', 'Any other app']) {
      expect(words).toContain(name);
    }
    expect(html).toContain('href="cursor://');
    expect(html).toContain('href="vscode:mcp/install?');
  });

  it('shows a person what they have, and nobody else', async () => {
    expect((await open('/connections')).words).toMatch(/Ada Quill.*Tideline Labs.*Connected.*Claude/);
    expect((await open('/connections', {})).words).toContain('Continue with Notion');
    expect((await open('/connections', { cookie: 'session=guess' })).words).toContain('Continue with Notion');
    const other = await open('/connections', { cookie: 'session=secret-of-bo' });
    expect(other.words).toContain('No workspace is connected yet');
    expect(other.words).not.toContain('Tideline');
  });

  it('tells what happened, in its own words only', async () => {
    expect((await open('/connections?done=saved')).words).toContain('Saved.');
    expect((await open('/connections?done=toString')).html).not.toContain('role="status"');
    expect((await open('/connections?done=a&done=b')).html).not.toContain('role="status"');
    expect((await open('/connections?done=signed_out', {})).words).toContain('You are signed out');
  });

  it.each(['/connections/disconnect?id=w1', '/connections/remove-app?id=a1', '/connections/app?id=a1'])(
    'changes nothing by opening %s',
    async (path) => {
      const { status, html } = await open(path);
      expect(status).toBe(200);
      expect(html).toContain(`value="${token.form_token}"`);
      expect([people.workspacesOf.get('ada')?.length, people.appsOf.get('ada')?.length]).toEqual([1, 1]);
    },
  );

  it.each([
    ['/connections/disconnect?id=w1', '/connections?done=disconnected'],
    ['/connections/remove-app?id=a1', '/connections?done=removed'],
    ['/connections/app?id=a1', '/connections?done=saved'],
    ['/connections/sign-out', '/connections?done=signed_out'],
    ['/connections/sign-out-everywhere', '/connections?done=signed_out_everywhere'],
  ])('does what a form of ours asks: %s', async (path, location) => {
    expect(await post(path, token)).toMatchObject({ status: 303, location });
  });

  it('keeps the chosen workspaces, none too', async () => {
    const fields: [string, string][] = [
      ['form_token', token.form_token],
      ['workspace', 'w1'],
      ['workspace', 'w2'],
    ];
    await post('/connections/app?id=a1', fields);
    expect(people.appsOf.get('ada')?.[0]?.workspaceIds).toEqual(['w1', 'w2']);
    await post('/connections/app?id=a1', token);
    expect(people.appsOf.get('ada')?.[0]?.workspaceIds).toEqual([]);
  });

  it('keeps an app to pages, and shows the form again where a line is none', async () => {
    const fields = { ...token, workspace: 'w1' };
    const wrong = await post('/connections/app?id=a1', { ...fields, pages: '?<i>' });
    expect([wrong.status, wrong.html]).toEqual([422, expect.stringContaining('?&#60;i&#62;</textarea>')]);
    expect(people.appsOf.get('ada')).toEqual([appOf('a1', { workspaceIds: ['w1'] })]);
    await post('/connections/app?id=a1', { ...fields, pages: 'one\r\ntwo' });
    expect(people.appsOf.get('ada')?.[0]).toMatchObject({ workspaceIds: ['w1'], pages: ['one', 'two'] });
    expect((await open('/connections/app?id=a1')).html).toContain('\none\ntwo</textarea>');
    expect((await open('/connections')).words).toContain('2 pages and databases, with everything below');
    await post('/connections/app?id=a1', { ...fields, pages: '' });
    expect(people.appsOf.get('ada')?.[0]).toMatchObject({ pages: null });
  });

  const changing = [
    '/connections/disconnect?id=w1',
    '/connections/remove-app?id=a1',
    '/connections/app?id=a1',
    '/connections/sign-out',
    '/connections/sign-out-everywhere',
    '/connections/connect',
    '/connections/reconnect?id=w1',
  ];

  describe.each(changing)('%s', (path) => {
    const untouched = (): void => {
      expect(people.workspacesOf.get('ada')).toHaveLength(1);
      expect(people.appsOf.get('ada')).toEqual([appOf('a1', { workspaceIds: ['w1'] })]);
      expect(people.sessions.has('secret-of-ada')).toBe(true);
      expect(people.started).toEqual([]);
    };

    it('refuses a form without its token, or with that of another browser', async () => {
      for (const fields of [{}, { form_token: '' }, { form_token: formTokenOf('secret-of-bo') }]) {
        expect((await post(path, fields)).status).toBe(403);
      }
      untouched();
    });

    it('refuses a form that the browser says is of another site', async () => {
      for (const relation of ['cross-site', 'same-site']) {
        expect((await post(path, token, { cookie, 'sec-fetch-site': relation })).status).toBe(403);
      }
      untouched();
    });
  });

  it.each(changing.filter((path) => path !== '/connections/connect'))(
    'sends somebody without a session to sign in: %s',
    async (path) => {
      expect(await post(path, token, {})).toMatchObject({ status: 303, location: '/connections' });
      expect(people.workspacesOf.get('ada')).toHaveLength(1);
    },
  );

  it.each([
    'disconnect?id=w1',
    'remove-app?id=a1',
    'app?id=a1',
    'reconnect?id=w1',
    'disconnect',
    'app?id=a1&id=a1',
  ])("answers another person's things like ones that never existed: %s", async (path) => {
    const bo = { cookie: 'session=secret-of-bo' };
    const posted = await post(`/connections/${path}`, { form_token: formTokenOf('secret-of-bo') }, bo);
    expect(posted).toMatchObject({ status: 404 });
    expect(posted.words).toContain('Page not found');
    expect(people.workspacesOf.get('ada')).toHaveLength(1);
    expect(people.appsOf.get('ada')).toHaveLength(1);
  });

  it('begins no way to Notion for a browser that was not shown the button', async () => {
    const refused = await post('/connections/connect', {}, {});
    expect([refused.status, people.started]).toEqual([403, []]);
  });

  it('leads to Notion by a page of its own, for a new workspace and for a lost one', async () => {
    const signIn = await post('/connections/connect', { form_token: formTokenOf('secret-of-nobody') }, {});
    expect(signIn.status).toBe(200);
    expect(signIn.html).toContain('<meta http-equiv="refresh" content="0;url=/go/ticket">');
    await post('/connections/connect', token);
    await post('/connections/reconnect?id=w1', token);
    expect(people.started).toEqual([
      { personId: undefined, reconnects: undefined },
      { personId: 'ada', reconnects: undefined },
      { personId: 'ada', reconnects: 'w1' },
    ]);
    const tooMany = await post('/connections/connect', token);
    expect(tooMany).toMatchObject({ status: 429, words: expect.stringContaining('Wait a minute') });
    expect(people.started).toHaveLength(3);
  });

  it('explains unknown addresses to browsers', async () => {
    for (const path of ['/nowhere', '/connections/nowhere', '/connections/connect']) {
      expect(await open(path)).toMatchObject({
        status: 404,
        words: expect.stringContaining('Page not found'),
      });
    }
    const program = await open('/nowhere', { accept: 'application/json' });
    expect(program.html).not.toContain('Page not found');
  });

  it('explains forms that cannot be read', async () => {
    const long = await post('/connections/sign-out', { form_token: 'x'.repeat(40_000) });
    expect(long).toMatchObject({ status: 413, words: expect.stringContaining('cannot be read') });
    const many = Array.from({ length: 300 }, (): [string, string] => ['workspace', 'w']);
    expect((await post('/connections/app?id=a1', many)).status).toBe(413);
    expect(errors).toEqual([]);
  });

  it('explains a fault of its own, and tells the operator without what people see', async () => {
    people.workspaces = () => Promise.reject(new Error('secret detail'));
    const { status, words } = await open('/connections');
    expect(status).toBe(500);
    expect(words).toContain('Something went wrong');
    expect(words).not.toContain('secret detail');
    expect(errors).toHaveLength(1);
    expect(JSON.stringify(errors)).not.toMatch(/secret detail|secret-of-ada/);
  });
});
