import { documentFromBlocks } from '../content/blocks/from-blocks.js';
import { fillUnloaded, unloadedBlocks } from '../content/blocks/fill-unloaded.js';
import { filesInDocument } from '../content/files.js';
import { documentFromMarkdown } from '../content/markdown/from-markdown.js';
import { RecordingNames } from '../content/collect-references.js';
import { viewPage } from '../content/view/page-view.js';
import { findPassages } from '../content/view/passages.js';
import { InputError } from '../errors.js';
/** Does the job for another thread, to which no error can be copied. */
export function runTextJob(job, memo) {
    try {
        return { result: doTextJob(job, memo) };
    }
    catch (error) {
        if (error instanceof InputError) {
            const { argument, message, advice } = error;
            return { refused: { argument, message, advice } };
        }
        throw error;
    }
}
/** Does the job. Throws with an `InputError` for an argument of the caller that cannot be used. */
export function doTextJob(job, memo) {
    switch (job.kind) {
        case 'parse':
            return parse(job.piece, memo);
        case 'view': {
            const { block, ...request } = job.request;
            const linked = block && { id: block.id, blocks: documentOf(block.text, memo) };
            return viewPage(documentOf(job.page, memo), { ...request, block: linked });
        }
        case 'passages':
            return findPassages(documentOf(job.page, memo), job.words);
        case 'files':
            return filesInDocument(documentOf(job.page, memo));
        case 'blocks':
            return documentOf(job.page, memo);
    }
}
function parse(piece, memo) {
    const unknownTags = new Set();
    const names = recordingNames(piece);
    const blocks = blocksOf(piece.source, names, unknownTags);
    const { missing } = names;
    const isNamed = Object.values(missing).every((ids) => ids.length === 0);
    if (isNamed) {
        memo.set([piece], blocks);
    }
    return {
        missing,
        unknownTags: [...unknownTags],
        unloaded: unloadedBlocks(blocks),
        transcripts: countOf(blocks, 'omitted transcript'),
        hasCopies: countOf(blocks, 'synced') > 0,
    };
}
/** The page's document: each further piece in the place that it was read for. */
function documentOf(page, memo) {
    const known = memo.get(page);
    if (known !== undefined) {
        return known;
    }
    const [first, ...others] = page;
    if (first === undefined) {
        return [];
    }
    if (others.length === 0) {
        const blocks = blocksOf(first.source, recordingNames(first), new Set());
        memo.set(page, blocks);
        return blocks;
    }
    let blocks = documentOf([first], memo);
    for (const { place = '', ...piece } of others) {
        blocks = fillUnloaded(blocks, place, documentOf([piece], memo));
    }
    memo.set(page, blocks);
    return blocks;
}
function recordingNames({ names }) {
    return new RecordingNames({
        title: (id) => names.titles.get(id),
        user: (id) => names.users.get(id),
    });
}
function blocksOf(source, names, unknownTags) {
    switch (source.kind) {
        case 'markdown':
            return documentFromMarkdown(source.markdown, names, source.unknownBlockIds, {
                page: source.page ?? '',
                transcripts: source.transcripts ?? false,
                unknownTags,
            });
        case 'blocks':
            return documentFromBlocks(source.trees, names, source.page);
        case 'packed blocks':
            // Written by `packTrees`.
            return documentFromBlocks(JSON.parse(source.json), names, source.page);
    }
}
function countOf(blocks, kind) {
    return blocks.reduce((sum, block) => sum + (block.kind === kind ? 1 : 0) + countOf(block.children, kind), 0);
}
