import type { Request, Response } from 'express';

/** What a person chose for an app. */
export interface AppChoice {
  /** Ids as submitted: the receiver checks that they are the person's own. */
  readonly workspaceIds: readonly string[];
  /** The pages to limit the app to, as typed. Undefined if the form did not ask. */
  readonly pages: string | undefined;
  /** Ids of the workspaces in which the app may make changes. Undefined if the form did not ask. */
  readonly changedIds?: readonly string[] | undefined;
  /** What it may change there. Undefined if the form did not ask. */
  readonly changes?: ChangeChoice | undefined;
}

/** What an app may change, as chosen: the tools, and properties and pages as typed, one in a line; empty for all. */
export interface ChangeChoice {
  readonly tools: readonly string[];
  readonly properties: string;
  readonly pages: string;
}

/** Who made a link, as far as the server knows. Self-chosen names are unverified. */
export type LinkCreator =
  | { readonly kind: 'key'; readonly id: string; readonly label: string | null }
  | { readonly kind: 'app'; readonly name: string | null; readonly redirectUri: string }
  | { readonly kind: 'unknown' };

/** Why the typed pages are not valid. */
export type PagesProblem = (
  | { readonly kind: 'not_a_page'; readonly lineNumber: number; readonly line: string }
  | { readonly kind: 'too_many'; readonly most: number }
  | { readonly kind: 'properties'; readonly most: number; readonly mostCharacters: number }
) & {
  /** Of the fields for changes, not of that for what may be read. */
  readonly isOfChanges?: boolean;
};

/** The signed-in person. */
export interface PersonSession {
  /** Identifies the person to {@link PersonConnections}; never shown. */
  readonly personId: string;
  /** As provided by Notion. */
  readonly name: string | null;
  /** Known only to this browser's cookie; form tokens are derived from it. */
  readonly browserSecret: string;
}

/** Browser sessions of people. */
export interface PersonSessions {
  /** The session of the request's cookie; undefined without one or after its end. */
  find(request: Request): Promise<PersonSession | undefined>;
  /** The browser's secret, signed in or not; sets one with this response if there is none. */
  secretOf(request: Request, response: Response): string;
  /** Ends the session on the server and in the browser. */
  end(request: Request, response: Response): Promise<void>;
}

/** A workspace that a person has connected. */
export interface ConnectedWorkspace {
  readonly id: string;
  readonly name: string | null;
  /** As provided by Notion: an emoji, an image URL, or nothing. */
  readonly icon: string | null;
  readonly status: 'connected' | 'reconnect_needed';
  readonly connectedAt: Date;
  readonly lastUsedAt: Date | null;
}

/** A workspace connected to another user's space with this person's authorization. */
export interface WorkspaceInOtherSpace extends ConnectedWorkspace {
  readonly spaceId: string;
  readonly creator: LinkCreator;
}

/** A workspace that a person has connected through Notion's own MCP server. */
export interface HostedWorkspace extends ConnectedWorkspace {
  /** Days until the connection ends by itself, if that is soon. */
  readonly daysLeft: number | undefined;
}

/** Why nothing could be started, for a page. */
interface StartProblem {
  readonly status: number;
  readonly title: string;
  readonly paragraphs: readonly string[];
}

/** A person's hosted connections: those that are made by a sign-in to Notion's own MCP server. */
export interface PersonHosted {
  workspaces(personId: string): Promise<readonly HostedWorkspace[]>;
  /** Starts a sign-in that only the browser can finish that gets the response; gives Notion's address, or what prevents it. */
  start(
    wanted: { readonly personId: string; readonly reconnects: string | undefined },
    response: Response,
  ): Promise<{ readonly to: string } | { readonly problem: StartProblem }>;
}

/** An app that a person has allowed to read. */
export interface ConnectedApp {
  readonly id: string;
  /** As the app names itself. */
  readonly name: string | null;
  /** The place of the app's redirect URI. */
  readonly redirectUri: string;
  /** Ids of the workspaces that it may read. */
  readonly workspaceIds: readonly string[];
  /** Ids of the pages and databases that the app is limited to; null for everything. */
  readonly pages: readonly string[] | null;
  /** Whether it may also change them. */
  readonly mayChange: boolean;
  /** Ids of those that it may change, where those are not all. */
  readonly changedIds?: readonly string[] | undefined;
  /** What it may change there; all if absent. */
  readonly changes?: ChangeChoice | undefined;
  readonly allowedAt: Date;
  readonly lastUsedAt: Date | null;
}

/**
 * What a person has connected and allowed. Every method takes the person from the session and covers only what they
 * own: another person's id is answered like one that never existed.
 */
export interface PersonConnections {
  workspaces(personId: string): Promise<readonly ConnectedWorkspace[]>;
  /** Connections in other spaces that use the person's authorization; the person may end them, and nothing more. */
  elsewhere(personId: string): Promise<readonly WorkspaceInOtherSpace[]>;
  apps(personId: string): Promise<readonly ConnectedApp[]>;
  /**
   * Starts an authorization that ends at the connections page, or at the chat's, only in the browser that gets the
   * response, and returns Notion's address. Without a person, it signs them in; `reconnects` names the workspace to renew.
   */
  startConnect(
    wanted: {
      readonly personId: string | undefined;
      readonly reconnects: string | undefined;
      readonly toChat?: boolean;
    },
    response: Response,
  ): Promise<string>;
  /** Disconnects a workspace here and at Notion, in any space. False if it did not exist. */
  disconnect(personId: string, workspaceId: string): Promise<boolean>;
  /** Revokes the app's permission; its tokens end at once. False if there was no such app. */
  removeApp(personId: string, appId: string): Promise<boolean>;
  /** Ends the person's sessions in all browsers and revokes all apps with all their tokens. */
  signOutEverywhere(personId: string): Promise<void>;
  /** Ends the app's right to change anything, from its next request on; it still reads. False if it had none. */
  stopChanges(personId: string, appId: string): Promise<boolean>;
  /** Replaces what the app may read. `unknown`: no such app, or no such workspace. */
  changeApp(personId: string, appId: string, choice: AppChoice): Promise<'done' | 'unknown' | PagesProblem>;
}

/** A change that was made in Notion with a person's authorization. */
export interface RecentChange {
  readonly id: string;
  readonly at: Date;
  /** Null if Notion gave no name. */
  readonly workspace: string | null;
  /** Names are chosen by whoever bears them. */
  readonly by: 'you' | { readonly name: string | null };
  readonly tool: string;
  /** Of the pages that it was to change: text from Notion. */
  readonly titles: readonly string[];
  /** `nothing`: none of it was saved; `unknown`: whether all of it was saved is not known. */
  readonly state: 'done' | 'undone' | 'nothing' | 'unknown';
  /** Whether it took another change back. */
  readonly isUndo: boolean;
}

/** How taking a change back went; the reasons name what stays, with text from Notion. */
type UndoResult =
  { readonly kind: 'undone' } | { readonly kind: 'failed'; readonly reasons: readonly string[] };

/** What was changed on a person's authorization, by apps and keys in any space. */
export interface PersonChanges {
  /** The latest first. */
  recent(personId: string): Promise<readonly RecentChange[]>;
  /** Takes one of the recent changes back; undefined if it is none of theirs. */
  undo(personId: string, changeId: string): Promise<UndoResult | undefined>;
}
