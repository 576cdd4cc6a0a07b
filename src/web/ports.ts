import type { Request, Response } from 'express';

/** What a person chose for an app. */
export interface AppChoice {
  /** Ids as the form sent them: whether they are the person's own is for the reader to check. */
  readonly workspaceIds: readonly string[];
  /** The pages to keep the app to, as they were typed. Undefined where the form did not ask. */
  readonly pages: string | undefined;
}

/** Who made a link, as far as the server knows. What they call themselves is their own word. */
export type LinkCreator =
  | { readonly kind: 'key'; readonly id: string; readonly label: string | null }
  | { readonly kind: 'app'; readonly name: string | null; readonly redirectUri: string }
  | { readonly kind: 'unknown' };

/** Why the pages that a person typed do not count. */
export type PagesProblem =
  | { readonly kind: 'not_a_page'; readonly lineNumber: number; readonly line: string }
  | { readonly kind: 'too_many'; readonly most: number };

/** Who sits at a browser, as sessions know it. */
export interface PersonSession {
  /** Names the person to {@link PersonConnections}; never shown. */
  readonly personId: string;
  /** As Notion gave it. */
  readonly name: string | null;
  /** Known to this browser's cookie alone; the tokens of forms are derived from it. */
  readonly browserSecret: string;
}

/** The sessions of people in their browsers. */
export interface PersonSessions {
  /** The session that the request's cookie proves; undefined without one, or after its end. */
  find(request: Request): Promise<PersonSession | undefined>;
  /** The browser's secret, signed in or not; a browser without one gets it with this response. */
  secretOf(request: Request, response: Response): string;
  /** Ends the session, here and in the browser. */
  end(request: Request, response: Response): Promise<void>;
}

/** A workspace that a person has connected. */
export interface ConnectedWorkspace {
  readonly id: string;
  readonly name: string | null;
  /** As Notion gave it: an emoji, the address of a picture, or nothing. */
  readonly icon: string | null;
  readonly status: 'connected' | 'reconnect_needed';
  readonly connectedAt: Date;
  readonly lastUsedAt: Date | null;
}

/** A workspace that is connected to a space of somebody else, on the person's own authorization. */
export interface WorkspaceInOtherSpace extends ConnectedWorkspace {
  readonly spaceId: string;
  readonly creator: LinkCreator;
}

/** An app that a person has allowed to read. */
export interface ConnectedApp {
  readonly id: string;
  /** As the app names itself. */
  readonly name: string | null;
  /** Where the app had the person sent back to. */
  readonly redirectUri: string;
  /** Ids of the workspaces that it may read. */
  readonly workspaceIds: readonly string[];
  /** Ids of the pages and databases that it is kept to there; null for everything. */
  readonly pages: readonly string[] | null;
  readonly allowedAt: Date;
  readonly lastUsedAt: Date | null;
}

/**
 * What a person has connected and allowed. Every question names the person, from the session, and answers only for what
 * is theirs: an id that is somebody else's is answered like one that never existed.
 */
export interface PersonConnections {
  workspaces(personId: string): Promise<readonly ConnectedWorkspace[]>;
  /** Connections in other spaces that use the person's authorization; the person may end them, and nothing more. */
  elsewhere(personId: string): Promise<readonly WorkspaceInOtherSpace[]>;
  apps(personId: string): Promise<readonly ConnectedApp[]>;
  /**
   * Begins an authorization that ends at the page of connections, in the browser that gets the answer and in no other, and
   * gives Notion's address. Without a person it is also how somebody signs in; `reconnects` names the workspace to renew.
   */
  startConnect(
    wanted: {
      readonly personId: string | undefined;
      readonly reconnects: string | undefined;
    },
    response: Response,
  ): Promise<string>;
  /** Ends a workspace's connection, here and at Notion, in whichever space it is. Whether there was one. */
  disconnect(personId: string, workspaceId: string): Promise<boolean>;
  /** Takes back what the app was allowed; its tokens end at once. Whether there was such an app. */
  removeApp(personId: string, appId: string): Promise<boolean>;
  /** Ends the person's session in every browser, and every app's permission with all its tokens. */
  signOutEverywhere(personId: string): Promise<void>;
  /** From now on the app may read this and nothing else. `unknown`: there is no such app, or no such workspace. */
  changeApp(personId: string, appId: string, choice: AppChoice): Promise<'done' | 'unknown' | PagesProblem>;
}
