import type { Request, Response } from 'express';
import type {
  AppChoice,
  ConnectedApp,
  ConnectedWorkspace,
  PagesProblem,
  PersonConnections,
  PersonSession,
  PersonSessions,
  WorkspaceInOtherSpace,
} from '../../../src/web/ports.js';

/** When the tests take place. */
export const NOW = new Date('2026-11-20T12:00:00Z');
const COOKIE = 'session';

export function minutesAgo(minutes: number): Date {
  return new Date(NOW.getTime() - minutes * 60_000);
}

export function workspaceOf(id: string, changes: Partial<ConnectedWorkspace> = {}): ConnectedWorkspace {
  return {
    id,
    name: 'Tideline Labs',
    icon: '🌊',
    status: 'connected',
    connectedAt: new Date('2026-08-03T10:00:00Z'),
    lastUsedAt: minutesAgo(3),
    ...changes,
  };
}

export function appOf(id: string, changes: Partial<ConnectedApp> = {}): ConnectedApp {
  return {
    id,
    name: 'Claude',
    redirectUri: 'https://claude.ai/api/mcp/auth_callback',
    workspaceIds: [],
    pages: null,
    mayChange: false,
    allowedAt: minutesAgo(60 * 24 * 12),
    lastUsedAt: minutesAgo(125),
    ...changes,
  };
}

/** People with what they have connected, in memory. A session is a cookie whose value is one of `secrets`. */
export class People implements PersonSessions, PersonConnections {
  readonly sessions = new Map<string, PersonSession>();
  readonly workspacesOf = new Map<string, ConnectedWorkspace[]>();
  readonly elsewhereOf = new Map<string, WorkspaceInOtherSpace[]>();
  readonly appsOf = new Map<string, ConnectedApp[]>();
  /** What {@link startConnect} was asked for. */
  readonly started: object[] = [];
  /** Where the way to Notion begins. */
  goPath = '/go/ticket';

  /** Signs somebody in and gives the cookie. */
  signIn(personId: string, name: string | null, browserSecret = `secret-of-${personId}`): string {
    this.sessions.set(browserSecret, { personId, name, browserSecret });
    return `${COOKIE}=${browserSecret}`;
  }

  find({ headers }: Request): Promise<PersonSession | undefined> {
    const value = /(?:^|; )session=([^;]*)/.exec(headers.cookie ?? '')?.[1];
    return Promise.resolve(this.sessions.get(value ?? ''));
  }

  secretOf(request: Request): string {
    return /(?:^|; )session=([^;]*)/.exec(request.headers.cookie ?? '')?.[1] ?? 'secret-of-nobody';
  }

  async end(request: Request, response: Response): Promise<void> {
    const session = await this.find(request);
    this.sessions.delete(session?.browserSecret ?? '');
    response.clearCookie(COOKIE);
  }

  workspaces(personId: string): Promise<readonly ConnectedWorkspace[]> {
    return Promise.resolve(this.workspacesOf.get(personId) ?? []);
  }

  elsewhere(personId: string): Promise<readonly WorkspaceInOtherSpace[]> {
    return Promise.resolve(this.elsewhereOf.get(personId) ?? []);
  }

  apps(personId: string): Promise<readonly ConnectedApp[]> {
    return Promise.resolve(this.appsOf.get(personId) ?? []);
  }

  startConnect(wanted: object): Promise<string> {
    this.started.push(wanted);
    return Promise.resolve(this.goPath);
  }

  disconnect(personId: string, workspaceId: string): Promise<boolean> {
    return Promise.resolve(
      removeById(this.workspacesOf.get(personId), workspaceId) ||
        removeById(this.elsewhereOf.get(personId), workspaceId),
    );
  }

  removeApp(personId: string, appId: string): Promise<boolean> {
    return Promise.resolve(removeById(this.appsOf.get(personId), appId));
  }

  stopChanges(personId: string, appId: string): Promise<boolean> {
    const apps = this.appsOf.get(personId) ?? [];
    const at = apps.findIndex(({ id, mayChange }) => id === appId && mayChange);
    const app = apps[at];
    if (app !== undefined) {
      apps[at] = { ...app, mayChange: false };
    }
    return Promise.resolve(app !== undefined);
  }

  signOutEverywhere(personId: string): Promise<void> {
    this.appsOf.delete(personId);
    for (const [secret, session] of this.sessions) {
      if (session.personId === personId) {
        this.sessions.delete(secret);
      }
    }
    return Promise.resolve();
  }

  /** Takes each line for an id, but one that begins with a question mark. */
  changeApp(
    personId: string,
    appId: string,
    { workspaceIds, pages }: AppChoice,
  ): Promise<'done' | 'unknown' | PagesProblem> {
    const apps = this.appsOf.get(personId) ?? [];
    const at = apps.findIndex(({ id }) => id === appId);
    const app = apps[at];
    if (app === undefined) {
      return Promise.resolve('unknown');
    }
    const lines = pages === undefined ? app.pages : pages.split('\r\n').filter((line) => line !== '');
    const line = lines?.find((one) => one.startsWith('?'));
    if (line !== undefined) {
      return Promise.resolve({ kind: 'not_a_page', lineNumber: 1, line });
    }
    apps[at] = { ...app, workspaceIds, pages: lines?.length === 0 ? null : lines };
    return Promise.resolve('done');
  }
}

function removeById(things: { readonly id: string }[] | undefined, id: string): boolean {
  const at = things?.findIndex((thing) => thing.id === id) ?? -1;
  if (at >= 0) {
    things?.splice(at, 1);
  }
  return at >= 0;
}
