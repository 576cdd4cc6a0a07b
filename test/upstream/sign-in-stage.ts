import { randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '../../src/clock.js';
import type { Credentials } from '../../src/credentials/credentials.js';
import type { CredentialsDatabase } from '../../src/database/database.js';
import { IN_MEMORY, openSqlite } from '../../src/database/sqlite/sqlite.js';
import { oauthStateStore } from '../../src/notion-oauth/states/oauth-state-store.js';
import { workspaceWith } from '../../src/sandbox/build/ready-made.js';
import { addPerson, createWorkspace } from '../../src/sandbox/build/workspace-builder.js';
import type { HostedBehavior } from '../../src/sandbox/hosted/options.js';
import { startSandbox, type Sandbox } from '../../src/sandbox/server.js';
import { createLog } from '../../src/telemetry/log/create-log.js';
import { HostedSignIn, type HostedOutcome } from '../../src/upstream/sign-in/hosted-sign-in.js';
import type { HostedSettings } from '../../src/upstream/sign-in/hosted-settings.js';
import { hostedTokenEndpoint } from '../../src/upstream/tokens/hosted-token-endpoint.js';
import { upstreamFetch, type UpstreamFetch } from '../../src/upstream/upstream-fetch.js';
import { ManualClock } from '../credentials/fakes/manual-clock.js';
import { space } from '../credentials/fakes/sample-authorization.js';
import { credentialsOn, storeOn } from '../credentials/fakes/sample-store.js';
import { consentTo } from '../sandbox/hosted/browser.js';

/** A clock that never lets anybody wait. */
export class HastyClock extends ManualClock implements Clock {
  override sleep(): Promise<void> {
    return Promise.resolve();
  }
}

export const HERE = space('here');
export const PUBLIC_URL = 'http://127.0.0.1:3000';

/** A server's sign-in over a sandbox and a database in memory. */
export interface SignInStage {
  readonly sandbox: Sandbox;
  readonly credentials: Credentials;
  readonly database: CredentialsDatabase;
  readonly clock: HastyClock;
  readonly logged: string[];
  written(): Promise<void>;
  /** Another way to sign in at the same database. */
  signInWith(changes: StageChanges): HostedSignIn;
  readonly signIn: HostedSignIn;
  /** The whole way of one person. */
  connect(choice?: Way): Promise<HostedOutcome>;
  close(): Promise<void>;
}

interface StageChanges {
  readonly settings?: Partial<HostedSettings>;
  readonly fetch?: UpstreamFetch;
  readonly isPublic?: boolean;
  readonly publicUrl?: string;
}

interface Way {
  readonly label?: RegExp;
  readonly decision?: 'allow' | 'cancel';
  readonly by?: HostedSignIn;
  readonly spaceId?: typeof HERE;
  readonly person?: string | null;
}

export async function startSignInStage(behavior: Partial<HostedBehavior> = {}): Promise<SignInStage> {
  const second = createWorkspace({ name: 'Second' });
  addPerson(second, 'Bea Person', null);
  const clock = new HastyClock();
  const sandbox = await startSandbox({
    workspace: workspaceWith({ name: 'First' }).workspace,
    oauth: { workspaces: [second] },
    hosted: { behavior, now: () => clock.now().getTime() },
  });
  const store = storeOn(await openSqlite(IN_MEMORY, clock), clock);
  const refuse = { refresh: () => Promise.reject(new Error('No token of the REST API is renewed here.')) };
  const credentials = credentialsOn(store, refuse, {}, 'process-1', hostedTokenEndpoint(clock));
  const logged: string[] = [];
  const log = createLog({ write: (line) => logged.push(line) }, 'info', () => clock.now());
  const signInWith = (changes: StageChanges): HostedSignIn => {
    const settings = {
      serverUrl: sandbox.hosted.resource,
      clientId: undefined,
      redirectUri: undefined,
      returnBaseUrl: undefined,
      stateTtlMs: 600_000,
      ...changes.settings,
    };
    return new HostedSignIn({
      settings,
      publicUrl: changes.publicUrl ?? PUBLIC_URL,
      isPublic: changes.isPublic ?? false,
      credentials,
      states: oauthStateStore(store.database),
      sealer: store.sealer,
      clock,
      randomBytes,
      newId: randomUUID,
      version: '0.0.0',
      log,
      fetch: changes.fetch ?? upstreamFetch(new URL(settings.serverUrl)),
    });
  };
  const signIn = signInWith({});
  return {
    sandbox,
    credentials,
    database: store.database,
    clock,
    logged,
    written: () => log.written(),
    signInWith,
    signIn,
    connect: async ({ label, decision = 'allow', by = signIn, spaceId = HERE, person = null } = {}) => {
      const opened = await by.begin({
        spaceId,
        returnTo: null,
        reconnects: null,
        by: 'test',
        person,
        toConnections: false,
      });
      const back = await consentTo(opened.authorizeUrl, { decision, ...(label && { label }) });
      return by.finish(callbackOf(back), opened.browserSecret);
    },
    close: async () => {
      await log.written();
      await credentials.close();
      await sandbox.close();
    },
  };
}

/** The query of the address that the browser ends at. */
export function callbackOf(back: URL): Parameters<HostedSignIn['finish']>[0] {
  const { state = '', code, error, iss } = Object.fromEntries(back.searchParams);
  return { state, code, error, iss };
}
