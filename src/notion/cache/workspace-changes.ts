/** Something changed in a workspace: what any of its connections has read of these objects may be wrong now. */
export interface WorkspaceChange {
  readonly workspaceId: string;
  /** Dashed; of pages, databases, data sources and people alike. */
  readonly objectIds: readonly string[];
}

/** Carries changes from the process that hears of them to all that may have read the objects earlier. */
export interface ChangeChannel {
  /** Resolves once the change has been sent; never rejects. This process is notified as well. */
  publish(change: WorkspaceChange): Promise<void>;
  onChange(listener: (change: WorkspaceChange) => void): void;
  /** Called when changes may have been missed: everything read before is then in doubt. */
  onGap(listener: () => void): void;
}

/** For one process. Others that share the database keep what they have read until it is old. */
export function localChanges(): ChangeChannel {
  const listeners: ((change: WorkspaceChange) => void)[] = [];
  return {
    publish: (change) => {
      listeners.forEach((listener) => listener(change));
      return Promise.resolve();
    },
    onChange: (listener) => void listeners.push(listener),
    // Nothing is lost within one process.
    onGap: () => {},
  };
}
