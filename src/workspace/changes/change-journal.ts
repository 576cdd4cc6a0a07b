/** What is done to a page as a whole. */
const PAGE_STATE_ACTIONS = ['trash', 'restore', 'archive', 'unarchive', 'lock', 'unlock'] as const;
export type PageStateAction = (typeof PAGE_STATE_ACTIONS)[number];

/** What one request of a change does. Each has its inverse in `undo/undo-change.ts`. */
export const STEP_ACTIONS = [
  'create',
  'set',
  'edit',
  'append',
  'move',
  'schema',
  'create_database',
  'rename_database',
  'create_view',
  'change_view',
  'remove_view',
  'comment',
  'edit_comment',
  'delete_comment',
  'upload',
  'attach',
  ...PAGE_STATE_ACTIONS,
] as const;

/** One request of a change, as it was planned. All of it becomes JSON. */
export interface PlannedStep {
  readonly action: (typeof STEP_ACTIONS)[number];
  /** The page or block that changes, or in which something is made. Dashed. */
  readonly target: string;
  /** What a person calls it. */
  readonly title: string;
  /** What was there; what an undo writes back. */
  readonly before: unknown;
  /** What is sent in its place. */
  readonly after: unknown;
}

/** Steps that could be taken for each other. */
export type StepLike = Pick<PlannedStep, 'action' | 'target' | 'title'>;

/** How a step ended. */
export type StepOutcome =
  | {
      readonly kind: 'saved';
      readonly ids: readonly string[];
      /** When Notion says that a new page was edited last; undefined for others. */
      readonly editedAt?: string | undefined;
    }
  /** Nothing was saved. */
  | { readonly kind: 'absent' }
  /** It may be saved. */
  | { readonly kind: 'unknown' };

/** A change, before its first request. */
export interface NewChange {
  readonly tool: string;
  readonly steps: readonly PlannedStep[];
  /** The change that this one undoes. */
  readonly undoes?: string | undefined;
  /** The change of the same call that this one completes: what goes with that is not the last change. */
  readonly completes?: string | undefined;
  /** The caller's own name for this request, and what the request says. */
  readonly request?: { readonly key: string; readonly fingerprint: string } | undefined;
}

/** A change as it was recorded. */
export interface RecordedChange {
  readonly id: string;
  readonly tool: string;
  readonly begunAt: Date;
  readonly steps: readonly PlannedStep[];
  /** By the step's place; absent while it is under way, and for good if its process was killed. */
  readonly outcomes: ReadonlyMap<number, StepOutcome>;
  readonly undoes: string | undefined;
  readonly completes: string | undefined;
  readonly isUndone: boolean;
  /** What the call answered; undefined if it did not get so far. */
  readonly answer: string | undefined;
  readonly fingerprint: string | undefined;
}

/** It has ended, and Notion has saved nothing of it. */
export function isWithoutEffect({ steps, outcomes }: RecordedChange): boolean {
  return steps.every((_step, at) => outcomes.get(at)?.kind === 'absent');
}

/**
 * Records the changes of one caller to one connection. An entry is stored before its request is sent: what is not recorded is
 * not sent. Nobody finds the changes of another caller.
 */
export interface ChangeJournal {
  /** The id of the new change; or the change that the caller has made under the same name, within a day. */
  begin(change: NewChange): Promise<{ readonly id: string } | { readonly earlier: RecordedChange }>;
  /** The change that the caller has made under this name within a day, for a request whose plan depends on what is there. */
  named(key: string): Promise<RecordedChange | undefined>;
  end(id: string, step: number, outcome: StepOutcome): Promise<void>;
  /** The call is answered, and the end of each step is recorded; without an answer where there is none to give again. */
  answered(id: string, answer?: string): Promise<void>;
  /** The change is undone, wholly. */
  undone(id: string): Promise<void>;
  find(id: string): Promise<RecordedChange | undefined>;
  /** The last change that has saved something, was not undone, and undoes and completes none itself; of those before another one, if that is named. */
  last(before?: string): Promise<RecordedChange | undefined>;
  /** Of these ids those that a change through this connection is recorded to have made, by whomever. */
  recorded(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /**
   * Steps like this one of other changes to this connection that began since then, by whomever, and whose end is not known: they
   * are under way, were cut with their process, or Notion's answer was lost. `besides` is no other change, nor is what was begun here.
   */
  unfinished(like: StepLike, since: Date, besides?: string): Promise<readonly PlannedStep[]>;
}
