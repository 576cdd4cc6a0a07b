import { blockBody, countOf, type NewBlock } from '../../../content/markdown/compose/new-blocks.js';
import { isTopLevel, type PlannedAppend } from '../../../content/markdown/compose/plan-appends.js';
import { ConflictError, UnavailableError } from '../../../errors.js';
import { appendBlocks, type BlockPosition } from '../../../notion/endpoints/block-writes.js';
import { listBlockChildren, type Block } from '../../../notion/endpoints/blocks.js';
import type { WritingSession } from '../../../notion/session.js';
import type { Proof } from '../../../notion/writes/send-write.js';
import { say } from '../../../text/words.js';
import type { ChangeJournal } from '../change-journal.js';
import type { ChangeStep, StepResult } from '../run-change.js';
import { keyOfNew, keyTreesOf } from './block-key.js';
import { chosenBlocks, findAppended, listBlocks, type RecordedAppend } from './find-appended.js';

/** An addition with what was planned of it. */
export interface Addition {
  readonly place: {
    readonly page: { readonly id: string };
    readonly title: string;
    /** Page or block that gets the blocks. */
    readonly parent: string;
    readonly position: BlockPosition;
    /** `at the end`. */
    readonly says: string;
  };
  readonly blocks: readonly NewBlock[];
  readonly requests: readonly PlannedAppend[];
  /** What the first request has made where another one has sent it, such as that of a new page. */
  readonly made?: readonly Block[];
}

interface Target {
  readonly parent: string;
  readonly position: BlockPosition;
}

/**
 * The requests that add blocks, in the order of reading. Each goes to where those before it have put theirs, so none is sent
 * after one that has failed.
 */
export function appendSteps(
  session: WritingSession,
  journal: ChangeJournal,
  { place, requests, made: madeBefore }: Addition,
  since: Date,
): readonly ChangeStep<readonly Block[]>[] {
  const targets: Target[] = [];
  const made: (readonly Block[])[] = madeBefore === undefined ? [] : [madeBefore];
  const first = made.length;
  const trees = keyTreesOf(requests);
  return requests.slice(first).map((request, step) => {
    const at = first + step;
    const isTop = isTopLevel(request, requests);
    const keep = (added: readonly Block[]): readonly Block[] => {
      made[at] = added;
      return added;
    };
    const targetNow = (): Target => {
      const target = targets[at];
      if (target === undefined) {
        throw new Error('A request was sent before its place was known.');
      }
      return target;
    };
    return {
      planned: {
        action: 'append',
        target: place.page.id,
        title: place.title,
        before: null,
        after: {
          parent: place.parent,
          isTop,
          keys: request.blocks.map(keyOfNew),
          // What is nested goes with what it is nested in.
          trees: isTop ? (trees[at] ?? []) : [],
          count: request.blocks.reduce((sum, block) => sum + countOf(block), 0),
        } satisfies RecordedAppend & { readonly count: number },
      },
      idsOf: (added) => added.map(({ id }) => id),
      write: {
        endpoint: 'PATCH /v1/blocks/{block_id}/children',
        page: place.page.id,
        place: say`the page ${place.title}`,
        isCheckedFirst: true,
        recheck: async () => {
          if (made.length !== at) {
            throw new ConflictError(
              say`What comes before it was not added, so this was not sent.`,
              say`Add the rest once that is settled.`,
            );
          }
          targets[at] = await targetOf(session, request, place, targets, made);
        },
        rehearsal:
          at === 0 ? appendBlocks(place.parent, request.blocks.map(blockBody), place.position).send : null,
        send: async (client) => {
          const { parent, position } = targetNow();
          const answer = await appendBlocks(parent, request.blocks.map(blockBody), position).send(client);
          return keep(answer.results.slice(0, request.blocks.length));
        },
        prove: async (): Promise<Proof<readonly Block[]>> => {
          const proof = await findAppended(session, journal, {
            parent: targetNow().parent,
            page: { id: place.page.id, title: place.title },
            keys: request.blocks.map(keyOfNew),
            since,
          });
          return proof.kind === 'saved' ? { kind: 'saved', result: keep(proof.result) } : proof;
        },
        readSaved: async ({ childIds }) => {
          const { items } = await listBlocks(session, targetNow().parent);
          const added = chosenBlocks(items, childIds);
          if (added.length !== request.blocks.length) {
            throw new UnavailableError(say`Notion did not say what it added.`, say`Look for it in the page.`);
          }
          return keep(added);
        },
      },
    };
  });
}

/** The blocks of the first level that are there, by how the requests went. */
export function storedOnTop(
  { requests, made }: Addition,
  results: readonly StepResult<readonly Block[]>[],
): readonly Block[] {
  const added = requests.slice(made === undefined ? 0 : 1).flatMap((request, at) => {
    const result = results[at];
    return result?.kind === 'saved' && isTopLevel(request, requests) ? result.saved.result : [];
  });
  return [...(made ?? []), ...added];
}

async function targetOf(
  session: WritingSession,
  { place }: PlannedAppend,
  first: Target,
  targets: readonly Target[],
  made: readonly (readonly Block[])[],
): Promise<Target> {
  switch (place.kind) {
    case 'first':
      return { parent: first.parent, position: first.position };
    case 'after': {
      const last = made[place.request]?.at(-1);
      return {
        parent: targets[place.request]?.parent ?? first.parent,
        position:
          last === undefined ? { type: 'end' } : { type: 'after_block', after_block: { id: last.id } },
      };
    }
    case 'below': {
      const [top = 0, ...path] = place.path;
      let id = made[place.request]?.[top]?.id;
      for (const at of path) {
        id = id === undefined ? undefined : (await listBlockChildren(session, id)).items[at]?.id;
      }
      if (id === undefined) {
        throw new ConflictError(
          say`What it belongs below is gone, so this was not added.`,
          say`Read the page and decide again.`,
        );
      }
      return { parent: id, position: { type: 'end' } };
    }
  }
}
