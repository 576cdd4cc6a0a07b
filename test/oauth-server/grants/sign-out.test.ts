import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { signOutPerson } from '../../../src/commands/sign-out.js';
import type { Program } from '../../../src/app/program.js';
import { sitePaths } from '../../../src/web/site-paths.js';
import { authorizeApp, refresh, rowsSeen, type AuthorizedApp } from '../app/authorized-app.js';
import { NORA, SAM, startOauthServer, type OauthServer } from '../app/oauth-server.js';
import { authorizationRequest } from '../app/oauth-apps.js';
import { formOf, wordsOf, type Person } from '../app/person.js';

const paths = sitePaths('https://any.example');
let server: OauthServer;

beforeEach(async () => {
  server = await startOauthServer();
});
afterEach(() => server.close());

/** A browser in which somebody is known, with an app that they have allowed there. */
async function browserOf(label: RegExp): Promise<{ person: Person; app: AuthorizedApp }> {
  const person = server.person();
  person.atNotion = { label };
  return { person, app: await authorizeApp(server, person) };
}

const isSignedIn = async (person: Person): Promise<boolean> =>
  wordsOf((await person.visit(`${server.origin}/connections`)).html).includes('Signed in as');

/** What is left of an app's access: its token's answer, and what renewing says. */
async function accessOf({ clientId, accessToken, refreshToken }: AuthorizedApp): Promise<readonly string[]> {
  const seen = await rowsSeen(server, accessToken);
  const { json } = await refresh(server, clientId, refreshToken);
  return [seen === '401' ? seen : 'reads', json['error'] ?? 'renews'];
}

/** Runs the command; gives what it printed, or how it failed. */
async function command(operand: string): Promise<string> {
  let printed = '';
  const program = {
    print: (text: string) => (printed += text),
    fail: (message: string) => {
      throw new Error(message);
    },
  } as unknown as Program;
  await signOutPerson(server.store, { operand } as never, program);
  return printed;
}

describe('signing out everywhere', () => {
  it('ends the person in every browser and every app, and nobody else', async () => {
    const [one, two] = [await browserOf(NORA), await browserOf(NORA)];
    const sam = await browserOf(SAM);
    const page = await one.person.visit(`${server.origin}${paths.signOutEverywhere}`);
    const after = await one.person.submit(page, {});
    expect(wordsOf(after.html)).toContain('You are signed out everywhere');
    expect(await Promise.all([one, two, sam].map(({ person }) => isSignedIn(person)))).toEqual([
      false,
      false,
      true,
    ]);
    expect(await Promise.all([one, two, sam].map(({ app }) => accessOf(app)))).toEqual([
      ['401', 'invalid_grant'],
      ['401', 'invalid_grant'],
      ['reads', 'renews'],
    ]);
  });

  it('leaves workspaces connected, and an app that asks again sees one only if it is allowed to', async () => {
    const { person, app } = await browserOf(NORA);
    await person.submit(await person.visit(`${server.origin}${paths.signOutEverywhere}`), {});
    const asked = await person.visit(authorizationRequest(server.origin, app.clientId).url);
    expect([asked.status, formOf(asked.html).boxes]).toEqual([200, []]);
    const again = await authorizeApp(server, person, { clientId: app.clientId });
    expect(await rowsSeen(server, again.accessToken)).toContain('3 rows; that is all');
  });

  it('ends a code that was not exchanged yet', async () => {
    const { person, app } = await browserOf(NORA);
    const { url, verifier } = authorizationRequest(server.origin, app.clientId);
    const code = (await person.authorize(url)).searchParams.get('code') ?? '';
    await person.submit(await person.visit(`${server.origin}${paths.signOutEverywhere}`), {});
    const { json } = await server.post('/oauth/token', {
      grant_type: 'authorization_code',
      client_id: app.clientId,
      code,
      redirect_uri: 'http://127.0.0.1:33418/callback',
      code_verifier: verifier,
    });
    expect(json['error']).toBe('invalid_grant');
  });
});

describe('the command', () => {
  const idOf = (label: RegExp): string =>
    server.sandbox.oauth.accounts.find(({ user }) => label.test(user.name))?.user.id ?? '';

  it.each([
    ['as Notion sends it', (id: string) => id],
    ['without dashes, as Notion shows it', (id: string) => id.replaceAll('-', '').toUpperCase()],
  ])('signs a person out, by an id %s', async (_how, written) => {
    const [nora, sam] = [await browserOf(NORA), await browserOf(SAM)];
    expect(await command(written(idOf(NORA)))).toMatch(/^Signed out: 1 browser, 1 app\. Workspaces stay/);
    expect([await isSignedIn(nora.person), await isSignedIn(sam.person)]).toEqual([false, true]);
    expect([await accessOf(nora.app), await accessOf(sam.app)]).toEqual([
      ['401', 'invalid_grant'],
      ['reads', 'renews'],
    ]);
  });

  it('signs everybody out', async () => {
    const browsers = [await browserOf(NORA), await browserOf(SAM)];
    expect(await command('everybody')).toMatch(/^Signed out: 2 browsers, 2 apps\./);
    for (const { person, app } of browsers) {
      expect([await isSignedIn(person), await accessOf(app)]).toEqual([false, ['401', 'invalid_grant']]);
    }
  });

  it('signs out nobody by what is no id', async () => {
    const { person } = await browserOf(NORA);
    for (const operand of ['', 'nora', '%', '@everybody', `${idOf(NORA)} or 1=1`]) {
      await expect(command(operand)).rejects.toThrow(/needs the id of a Notion user/);
    }
    expect(await isSignedIn(person)).toBe(true);
  });
});
