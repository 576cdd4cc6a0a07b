import { blockBody, countOf } from '../../../content/markdown/compose/new-blocks.js';
import { isTopLevel } from '../../../content/markdown/compose/plan-appends.js';
import { ConflictError, UnavailableError } from '../../../errors.js';
import { appendBlocks } from '../../../notion/endpoints/block-writes.js';
import { listBlockChildren } from '../../../notion/endpoints/blocks.js';
import { say } from '../../../text/words.js';
import { keyOfNew, keyTreesOf } from './block-key.js';
import { chosenBlocks, findAppended, listBlocks } from './find-appended.js';
/**
 * The requests that add blocks, in the order of reading. Each goes to where those before it have put theirs, so none is sent
 * after one that has failed.
 */
export function appendSteps(session, journal, { place, requests }, since) {
    const targets = [];
    const made = [];
    const trees = keyTreesOf(requests);
    return requests.map((request, at) => {
        const isTop = isTopLevel(request, requests);
        const keep = (added) => {
            made[at] = added;
            return added;
        };
        const targetNow = () => {
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
                },
            },
            idsOf: (added) => added.map(({ id }) => id),
            write: {
                endpoint: 'PATCH /v1/blocks/{block_id}/children',
                page: place.page.id,
                place: say `the page ${place.title}`,
                isCheckedFirst: true,
                recheck: async () => {
                    if (made.length !== at) {
                        throw new ConflictError(say `What comes before it was not added, so this was not sent.`, say `Add the rest once that is settled.`);
                    }
                    targets[at] = await targetOf(session, request, place, targets, made);
                },
                rehearsal: at === 0 ? appendBlocks(place.parent, request.blocks.map(blockBody), place.position).send : null,
                send: async (client) => {
                    const { parent, position } = targetNow();
                    const answer = await appendBlocks(parent, request.blocks.map(blockBody), position).send(client);
                    return keep(answer.results.slice(0, request.blocks.length));
                },
                prove: async () => {
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
                        throw new UnavailableError(say `Notion did not say what it added.`, say `Look for it in the page.`);
                    }
                    return keep(added);
                },
            },
        };
    });
}
async function targetOf(session, { place }, first, targets, made) {
    switch (place.kind) {
        case 'first':
            return { parent: first.parent, position: first.position };
        case 'after': {
            const last = made[place.request]?.at(-1);
            return {
                parent: targets[place.request]?.parent ?? first.parent,
                position: last === undefined ? { type: 'end' } : { type: 'after_block', after_block: { id: last.id } },
            };
        }
        case 'below': {
            const [top = 0, ...path] = place.path;
            let id = made[place.request]?.[top]?.id;
            for (const at of path) {
                id = id === undefined ? undefined : (await listBlockChildren(session, id)).items[at]?.id;
            }
            if (id === undefined) {
                throw new ConflictError(say `What it belongs below is gone, so this was not added.`, say `Read the page and decide again.`);
            }
            return { parent: id, position: { type: 'end' } };
        }
    }
}
