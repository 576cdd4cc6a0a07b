/** Something changed in a workspace: what any of its connections has read of these objects may be wrong now. */
export interface WorkspaceChange {
  readonly workspaceId: string;
  /** Dashed; of pages, databases, data sources and people alike. */
  readonly objectIds: readonly string[];
}

/** Carries changes from the process that hears of them to all that may have read the objects earlier. */
export interface ChangeChannel {
  /** Resolves once the change is on its way; never rejects. This process is told as well. */
  publish(change: WorkspaceChange): Promise<void>;
  onChange(listener: (change: WorkspaceChange) => void): void;
  /** Told when changes may have been missed: whatever was read before is then in doubt. */
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
    // Nothing gets lost on the way from a process to itself.
    onGap: () => {},
  };
}
