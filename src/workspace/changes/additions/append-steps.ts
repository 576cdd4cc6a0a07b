import { blockBody, countOf, type NewBlock } from '../../../content/markdown/compose/new-blocks.js';
import { isTopLevel, type PlannedAppend } from '../../../content/markdown/compose/plan-appends.js';
import { ConflictError, UnavailableError } from '../../../errors.js';
import { appendBlocks, type BlockPosition } from '../../../notion/endpoints/block-writes.js';
import { listBlockChildren, type Block } from '../../../notion/endpoints/blocks.js';
import type { NotionSession, WritingSession } from '../../../notion/session.js';
import { proveAppended } from '../../../notion/writes/prove-appended.js';
import { CLOCK_TOLERANCE_MS } from '../../../notion/writes/prove-created.js';
import type { Proof } from '../../../notion/writes/send-write.js';
import { field, textField } from '../../../text/json.js';
import { say } from '../../../text/words.js';
import { isComplete } from '../../list-end.js';
import { readUntil } from '../../read-all.js';
import { authorIds, readAuthors } from '../authors.js';
import type { ChangeJournal } from '../change-journal.js';
import { MAX_LISTINGS } from '../made/list-children.js';
import type { ChangeStep } from '../run-change.js';
import { keyOfBlock, keyOfNewTree, keyOfStored } from './block-key.js';
import type { AdditionPlace } from './find-addition-place.js';

/** Milliseconds before a call in which another may have begun that is still adding something. */
const MAX_UNDER_WAY_MS = 600_000;

/** An addition with what was planned of it. */
export interface Addition {
  readonly place: AdditionPlace;
  readonly blocks: readonly NewBlock[];
  readonly requests: readonly PlannedAppend[];
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
  { place, blocks, requests }: Addition,
  since: Date,
): readonly ChangeStep<readonly Block[]>[] {
  const targets: Target[] = [];
  const made: (readonly Block[])[] = [];
  let taken = 0;
  return requests.map((request, at) => {
    const isTop = isTopLevel(request, requests);
    const whole = isTop ? blocks.slice(taken, taken + request.blocks.length) : [];
    taken += whole.length;
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
          // What is nested goes with what it is nested in.
          keys: isTop ? whole.map(keyOfNewTree) : [],
          count: request.blocks.reduce((sum, block) => sum + countOf(block), 0),
        },
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
          const { parent } = targetNow();
          const [read, authors] = await Promise.all([listAll(session, parent), readAuthors(session)]);
          const rivals = await journal.unfinished(
            { action: 'append', target: place.page.id, title: place.title },
            new Date(since.getTime() - MAX_UNDER_WAY_MS),
          );
          const others = await journal.madeSince(new Date(since.getTime() - CLOCK_TOLERANCE_MS));
          const proof = proveAppended(
            { blocks: read.items.map(listedBlock), isWhole: isComplete(read) },
            {
              keys: request.blocks.map(({ type, fields }) => keyOfBlock(type, fields)),
              since,
              authors: authorIds(authors),
              isOthers: (id) => others.has(id),
              hasRivals: rivals.length > 0,
            },
          );
          return proof.kind === 'saved'
            ? { kind: 'saved', result: keep(chosen(read.items, proof.result)) }
            : proof;
        },
        readSaved: async ({ childIds }) => {
          const { items } = await listAll(session, targetNow().parent);
          const added = chosen(items, childIds);
          if (added.length !== request.blocks.length) {
            throw new UnavailableError(say`Notion did not say what it added.`, say`Look for it in the page.`);
          }
          return keep(added);
        },
      },
    };
  });
}

function listAll(session: NotionSession, parent: string): ReturnType<typeof readUntil<Block>> {
  return readUntil((cursor) => listBlockChildren(session, parent, cursor), MAX_LISTINGS);
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

function chosen(blocks: readonly Block[], ids: readonly string[]): readonly Block[] {
  const known = new Map(blocks.map((block) => [block.id, block]));
  return ids.flatMap((id) => known.get(id) ?? []);
}

function listedBlock(block: Block): Parameters<typeof proveAppended>[0]['blocks'][number] {
  return {
    id: block.id,
    key: keyOfStored(block),
    createdTime: textField(block, 'created_time') ?? '',
    createdBy: textField(field(block, 'created_by'), 'id'),
  };
}
