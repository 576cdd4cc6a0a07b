import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { revealInvisible } from '../../../src/text/invisible.js';
import { quote } from '../../../src/text/quote.js';
import { UpstreamProblem } from '../../../src/upstream/problem.js';
import { problemLine } from '../../../src/upstream/problem-texts.js';
import { hostedOutcomePage, problemPage } from '../../../src/upstream/routes/outcome-page.js';
import { startSignInStage, type SignInStage } from '../../upstream/sign-in-stage.js';
import { wellFormed } from '../error-paths/call.js';
import { CANARY, hostileTexts } from '../hostile-texts.js';

/*
 * What documents, registrations, token answers and callbacks say when a sign-in fails is in words of ours alone, on pages, in
 * terminals and in the log. Names of workspaces are the one exception.
 */

let stage: SignInStage;
beforeEach(async () => {
  stage = await startSignInStage();
});
afterEach(() => stage.close());

const texts = hostileTexts.filter((_text, at) => at % 6 === 0);
const never = new AbortController().signal;

/** How it ended, as a person and an operator see it. */
async function outcomeOf(work: Promise<Awaited<ReturnType<SignInStage['connect']>>>): Promise<string> {
  let said: string;
  try {
    const outcome = await work;
    if (outcome.kind !== 'failed') {
      throw new Error(`It ended as ${outcome.kind}.`);
    }
    said = `${JSON.stringify(hostedOutcomePage(outcome))}${problemLine(outcome.problem, () => '')}${outcome.problem.message}`;
  } catch (error) {
    if (!(error instanceof UpstreamProblem)) {
      throw error;
    }
    said = `${JSON.stringify(problemPage(error, null))}${problemLine(error, () => '')}${error.stack ?? ''}`;
  }
  await stage.written();
  return `${said}${stage.logged.join('')}`;
}

type Scene = (text: string, stage: SignInStage) => void;
const evil = (text: string): string =>
  `https://evil.example/${encodeURIComponent(wellFormed(text.slice(0, 40)))}`;

const scenes: Readonly<Record<string, Scene>> = {
  'a resource': (text, { sandbox }) => {
    sandbox.hosted.behavior.resourceMetadata = { resource: evil(text), resource_name: text };
  },
  'an issuer': (text, { sandbox }) => {
    sandbox.hosted.behavior.resourceMetadata = { authorization_servers: [text] };
  },
  'another issuer': (text, { sandbox }) => {
    sandbox.hosted.behavior.serverMetadata = { issuer: evil(text) };
  },
  'a token endpoint': (text, { sandbox }) => {
    sandbox.hosted.behavior.serverMetadata = { token_endpoint: evil(text) };
  },
  'an endpoint that is none': (text, { sandbox }) => {
    sandbox.hosted.behavior.serverMetadata = { authorization_endpoint: text };
  },
  'methods of PKCE': (text, { sandbox }) => {
    sandbox.hosted.behavior.serverMetadata = { code_challenge_methods_supported: [text] };
  },
  'a document that is none': (text, { sandbox }) =>
    sandbox.hosted.failNext({ kind: 'status', status: 200, body: text }, 10, /well-known/),
  'a refused registration': (text, { sandbox }) =>
    sandbox.hosted.failNext(
      { kind: 'status', status: 400, body: refusal('invalid_client_metadata', text) },
      1,
      /register/,
    ),
  'a registration that is none': (text, { sandbox }) =>
    sandbox.hosted.failNext(
      { kind: 'status', status: 201, body: JSON.stringify({ client_id: 5, note: text }) },
      1,
      /register/,
    ),
  'a refused code': (text, { sandbox }) =>
    sandbox.hosted.failNext(
      { kind: 'status', status: 400, body: refusal('invalid_grant', text) },
      1,
      /POST .token/,
    ),
  'a code of an unknown error': (text, { sandbox }) =>
    sandbox.hosted.failNext({ kind: 'status', status: 400, body: refusal(text, text) }, 1, /POST .token/),
  'an error that is an instruction': (text, { sandbox }) =>
    sandbox.hosted.failNext(
      { kind: 'status', status: 400, body: refusal(`${CANARY.toLowerCase()}_do_this_now`, text) },
      1,
      /POST .token/,
    ),
  'a failure of the token endpoint': (text, { sandbox }) =>
    sandbox.hosted.failNext({ kind: 'status', status: 500, body: text }, 1, /POST .token/),
  'tokens that are none': (text, { sandbox }) =>
    sandbox.hosted.failNext(
      { kind: 'status', status: 200, body: JSON.stringify({ access_token: [text] }) },
      1,
      /POST .token/,
    ),
  'an identity that is none': (text, { sandbox }) =>
    sandbox.hosted.failNext({ kind: 'plain_text', text }, 1, /tools.call/),
  'a refusal to say whose the token is': (text, { sandbox }) =>
    sandbox.hosted.failNext({ kind: 'tool_error', text }, 1, /tools.call/),
};

function refusal(error: string, description: string): string {
  return JSON.stringify({ error, error_description: description, error_uri: evil(description) });
}

describe('a sign-in that fails', () => {
  it.each(Object.keys(scenes))('says nothing of what stands in %s', async (name) => {
    for (const text of texts) {
      stage.sandbox.hosted.endFaults();
      scenes[name]?.(text, stage);
      const said = await outcomeOf(stage.connect());
      expect(said.toLowerCase()).not.toContain(CANARY.toLowerCase());
      expect(said).not.toContain('evil.example');
    }
  });

  it('says nothing of what stands in a callback', async () => {
    for (const text of texts) {
      for (const given of [{ error: text }, { error: 'access_denied', iss: evil(text) }, { code: text }]) {
        const opened = await stage.signIn.begin({
          spaceId: 'here' as never,
          returnTo: null,
          reconnects: null,
          by: 'test',
          person: null,
          toConnections: false,
        });
        const state = new URL(opened.authorizeUrl).searchParams.get('state') ?? '';
        const said = await outcomeOf(stage.signIn.finish({ state, ...given }, opened.browserSecret));
        expect(said.toLowerCase()).not.toContain(CANARY.toLowerCase());
      }
    }
  });
});

it('names of workspaces are cut, on one line, and made visible', () => {
  for (const text of hostileTexts) {
    const problem = new UpstreamProblem('other_workspace', {
      chosen: text,
      connected: text,
      connectedBy: 'rest',
    });
    const paragraphs = problemPage(problem, null).paragraphs;
    const line = problemLine(problem, (name) => quote(name ?? ''));
    for (const shown of [...paragraphs, line]) {
      expect(revealInvisible(shown)).toBe(shown);
      expect(shown).not.toMatch(/\p{Cc}|[\u2028\u2029]/u);
      expect(shown.length).toBeLessThan(2000);
    }
    expect(line.replaceAll(/"[^"]*"/g, '')).not.toContain(CANARY);
  }
});

it('a refresh that is refused says nothing of the description', async () => {
  const [text = ''] = texts;
  const outcome = await stage.connect();
  expect(outcome.kind).toBe('connected');
  const [connection] = await stage.credentials.hostedConnectionsOf('here' as never);
  for (const [status, error] of [
    [500, text],
    [400, `${CANARY.toLowerCase()}_do_this_now`],
    [400, 'invalid_grant'],
  ] as const) {
    stage.sandbox.hosted.failNext({ kind: 'status', status, body: refusal(error, text) }, 5, /refresh_token/);
    const failure: unknown = await stage.credentials
      .refreshHostedAfterUnauthorized('here' as never, connection?.id as never, 1, never)
      .catch((each: unknown) => each);
    stage.sandbox.hosted.endFaults();
    expect(failure).toBeInstanceOf(Error);
    const told = failure as Error & { advice?: string };
    expect(`${told.message} ${told.advice ?? ''}`.toLowerCase()).not.toContain(CANARY.toLowerCase());
  }
  const events = JSON.stringify(await stage.credentials.hostedConnectionsOf('here' as never));
  await stage.written();
  expect(`${events}${stage.logged.join('')}`.toLowerCase()).not.toContain(CANARY.toLowerCase());
});
