/** Milliseconds. Notion counts in fixed windows of a minute, so a burst is allowed and spacing would only slow reads down. */
export const DEFAULT_WINDOW_MS = 60_000;
/** Assumed maximum time, in milliseconds, for a first request to reach Notion. */
export const MAX_TRAVEL_MS = 2000;

/** The windows of connections, which those of one workspace have in common. */
export interface RequestWindows {
  /** Names by which processes know both; the workspace's if it is known. They must not be secrets. */
  of(connection: string, workspace: string | undefined): RequestWindow;
}

/** What was taken, and what is known of the window after it. */
export interface Grant {
  /** Requests that may be sent now. */
  readonly granted: number;
  /** The one that is granted goes beyond the limit, to find out whether Notion still has it. */
  readonly isProbe: boolean;
  /** The first of them opens the window: report when it was answered. */
  readonly isFirst: boolean;
  /** More than the limit may turn out to be left: a probe is on its way, or may be sent. */
  readonly mayGrow: boolean;
  /** Requests in a window. */
  readonly limit: number;
  /** What is left of this window's. */
  readonly left: number;
  /** Milliseconds after which more may be granted: with the next window, or as a probe before it. */
  readonly retryAfterMs: number;
  /** Until the next window opens; 0 if it opens with the next request. */
  readonly millisecondsToEnd: number;
  /** Requests that wait in other processes, and how many processes those are. */
  readonly waitingElsewhere: number;
  readonly processesElsewhere: number;
}

/** Whose limit a 429 reported: `neither` if it was an endpoint's, or Notion is overloaded. */
export type RefusedBy = 'connection' | 'workspace' | 'neither';

/**
 * The requests of one connection in Notion's windows: so many from the first one on, and the next window opens with the
 * first request after its end. Several processes, and the connections of a workspace, may share it.
 */
export interface RequestWindow {
  /** Takes what can be sent now, and no more: what is held is lost to others. `queued`: how many wait here. */
  acquire(wanted: number, queued: number): Grant | Promise<Grant>;
  /** Nothing is left until then, for any process that shares it. */
  close(milliseconds: number, by: RefusedBy): void;
  /**
   * Notion answered the first request of the window, or it is lost: Notion's window began with its arrival, between then
   * and now. Only after a minute from now has it ended for certain.
   */
  firstRequestEnded(): void;
  /** The probe is over. If Notion answered it, the limit is higher. */
  probeEnded(isAnswered: boolean): void;
  /** Called after each change, also by other processes: waiting callers should ask again. Returns the unsubscriber. */
  onChange(listener: () => void): () => void;
}
