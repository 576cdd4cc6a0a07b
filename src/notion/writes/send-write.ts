import type { Client } from '@notionhq/client';
import { systemClock, type Clock } from '../../clock.js';
import { CancelledError, ConflictError, ToolError, UncertainWriteError } from '../../errors.js';
import { say, type Words } from '../../text/words.js';
import { explainFailure } from '../client/explain-failure.js';
import { NotionFailure, type CommittedWrite } from '../client/failure.js';
import type { EndpointTemplate, Send, WritingSession } from '../session.js';
import { judgeWrite, type WriteVerdict } from './verdict.js';

/** What reading says about a write that may be saved. */
export type Proof<Result> =
  | { readonly kind: 'saved'; readonly result: Result }
  | { readonly kind: 'absent' }
  /** Something else changed there as well, or it cannot be read. `mayClear` where others are still at it. */
  | { readonly kind: 'unclear'; readonly mayClear?: boolean };

/** One request that changes something, with what is needed if it fails. */
export interface Write<Result> {
  readonly endpoint: EndpointTemplate;
  /** The page that shows what it changes, where that is another object: what is kept of it is wrong afterwards. */
  readonly page?: string;
  /** Whether `recheck` comes before every attempt: what it replaces may be old by then. */
  readonly isCheckedFirst?: boolean;
  /** It changes nothing that another write of its change is checked for: the next one is checked while this is sent. */
  readonly leavesOthers?: boolean;
  /** Where it writes, for the person who has to look: `the page "Roadmap"`. */
  readonly place: Words;
  readonly send: (client: Client) => Promise<Result>;
  /**
   * Shows before the first request of a change what `send` would change, where `send` needs what earlier requests bring. Null for a
   * request that goes to no other place than those before it.
   */
  readonly rehearsal?: Send<unknown> | null;
  /** Reads whether it is saved. */
  readonly prove: () => Promise<Proof<Result>>;
  /** Reads the result of a write that Notion says it has saved. */
  readonly readSaved: (ids: CommittedWrite) => Promise<Result>;
  /** Rejects with a `ConflictError` unless what it replaces is still as it was when the write was made. */
  readonly recheck: () => Promise<void>;
}

/** A write that is saved. */
export interface SavedWrite<Result> {
  readonly result: Result;
  /** `answered` by Notion, reported as `committed` in an error, or `found` by reading. */
  readonly by: 'answered' | 'committed' | 'found';
}

/** A write among others. */
export interface WriteCourse {
  /** In place of the first `recheck`. */
  readonly check?: (() => Promise<void>) | undefined;
  /** Called before the first attempt. */
  readonly onSend?: () => void;
}

/** Attempts after Notion asked to wait; a call ends before there are so many, unless the waits are of no seconds. */
const MAX_WAITS = 10;
/** Attempts after no connection was made, and after a proven absence. */
const MAX_REPEATS = 2;
const REPEAT_DELAY_MS = 500;
/** Between two looks for a write whose answer was cut: by then Notion has ended it, and its lists show it. */
const SETTLE_MS = 2000;
/** Looks while others are at the same. */
const MAX_LOOKS = 4;

/**
 * Sends a write until it is saved or cannot be. It is repeated only after an attempt that saved nothing: because Notion says
 * so, or because reading proves it. What cannot be proven rejects with an `UncertainWriteError`, and every other failure
 * with a `ToolError` for which nothing was saved.
 */
export async function sendWrite<Result>(
  session: WritingSession,
  write: Write<Result>,
  clock: Pick<Clock, 'sleep'> = systemClock,
  { check = write.recheck, onSend }: WriteCourse = {},
): Promise<SavedWrite<Result>> {
  let waits = 0;
  let repeats = 0;
  let conflicts = 0;
  let mustCheck = write.isCheckedFirst === true;
  for (let isFirst = true; ; isFirst = false) {
    if (mustCheck) {
      await (isFirst ? check() : write.recheck());
    }
    mustCheck = write.isCheckedFirst === true;
    if (isFirst) {
      onSend?.();
    }
    const failure = await attempt(session, write);
    if (!(failure instanceof NotionFailure)) {
      return { result: failure.result, by: 'answered' };
    }
    const verdict = judgeWrite(failure);
    switch (verdict.kind) {
      case 'saved':
        return { result: await readCommitted(write, verdict, failure), by: 'committed' };
      case 'refused':
        throw explainFailure(failure, write.endpoint);
      case 'wait':
        waits += 1;
        if (waits > MAX_WAITS) {
          throw explainFailure(failure, write.endpoint);
        }
        break;
      case 'unsent':
        repeats += 1;
        if (repeats > MAX_REPEATS) {
          throw explainFailure(failure, write.endpoint);
        }
        await clock.sleep(REPEAT_DELAY_MS, session.signal);
        break;
      case 'conflict':
        conflicts += 1;
        if (conflicts > 1) {
          throw stillInConflict(write.place, failure);
        }
        mustCheck = true;
        break;
      case 'unknown': {
        const proof = await prove(session, write, verdict, clock);
        if (proof.kind === 'saved') {
          return { result: proof.result, by: 'found' };
        }
        repeats += 1;
        if (proof.kind === 'unclear' || repeats > MAX_REPEATS) {
          throw uncertain(write.place, failure);
        }
      }
    }
  }
}

async function attempt<Result>(
  session: WritingSession,
  { endpoint, send, page }: Write<Result>,
): Promise<NotionFailure | { readonly result: Result }> {
  try {
    return { result: await session.write(endpoint, send, page) };
  } catch (error) {
    if (error instanceof NotionFailure) {
      return error;
    }
    throw error;
  }
}

/** `absent` only if it cannot come any more. */
async function prove<Result>(
  session: WritingSession,
  write: Write<Result>,
  { comes }: Extract<WriteVerdict, { kind: 'unknown' }>,
  clock: Pick<Clock, 'sleep'>,
): Promise<Proof<Result>> {
  const seen = await lookUntilClear(session, write, clock);
  if (seen.kind !== 'absent' || comes === 'no') {
    return seen;
  }
  await clock.sleep(SETTLE_MS, session.signal);
  const again = await lookUntilClear(session, write, clock);
  return again.kind === 'absent' && comes === 'any time' ? { kind: 'unclear' } : again;
}

async function lookUntilClear<Result>(
  session: WritingSession,
  write: Write<Result>,
  clock: Pick<Clock, 'sleep'>,
): Promise<Proof<Result>> {
  let seen = await look(write);
  for (let looks = 1; seen.kind === 'unclear' && seen.mayClear === true && looks < MAX_LOOKS; looks += 1) {
    await clock.sleep(SETTLE_MS, session.signal);
    seen = await look(write);
  }
  return seen;
}

/** What cannot be read proves nothing. */
async function look<Result>(write: Write<Result>): Promise<Proof<Result>> {
  try {
    return await write.prove();
  } catch (error) {
    if (error instanceof ToolError) {
      return { kind: 'unclear' };
    }
    throw error;
  }
}

async function readCommitted<Result>(
  write: Write<Result>,
  ids: CommittedWrite,
  failure: NotionFailure,
): Promise<Result> {
  try {
    return await write.readSaved(ids);
  } catch (error) {
    throw error instanceof CancelledError || !(error instanceof ToolError)
      ? error
      : new UncertainWriteError(
          say`Notion has saved the change to ${write.place}, but what it made could not be read.`,
          say`Do not repeat it; look there first.`,
          { cause: failure },
        );
  }
}

function uncertain(place: Words, cause: NotionFailure): UncertainWriteError {
  return new UncertainWriteError(
    say`It is not known whether Notion has saved the change to ${place}: its answer was lost, and reading does not tell.`,
    say`Do not repeat it before you have looked there; it may still appear within a minute.`,
    { cause },
  );
}

function stillInConflict(place: Words, cause: NotionFailure): ConflictError {
  return new ConflictError(
    say`Somebody else is changing ${place} at the same time; nothing was changed.`,
    say`Call again in a minute.`,
    { cause },
  );
}
