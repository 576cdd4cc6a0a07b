import { InputError } from '../../../errors.js';
import { titleText } from '../../../content/print/title-text.js';
import { stateOf } from '../../../notion/object-state.js';
import { parentOf } from '../../../notion/parent-of.js';
import { writable } from '../../../notion/values/stored-value.js';
import { quote } from '../../../text/quote.js';
import { EMPTY_WORDS, say } from '../../../text/words.js';
import { summaryOfDataSource, titleOf } from '../../names/titles.js';
import { lockedNote } from '../locked-note.js';
import { findParent } from '../pages/find-parent.js';
import { columnsOf, PAGE_SCHEMA } from '../pages/page-schema.js';
import { liesIn, movePage, moveTargetOf } from './move-page.js';
import { ancestorsOf } from './walk-up.js';
/** Finds the page or database that the argument `to` means. */
export async function findDestination(session, text) {
    if (text === undefined) {
        throw new InputError('to', say `It is not said where the pages go.`, say `Pass a page or database as ${'to'}.`);
    }
    try {
        return await destinationOf(session, await findParent(session, text));
    }
    catch (error) {
        if (error instanceof InputError && /^(?:the )?(?:top of the )?workspace$|^private$/i.test(text.trim())) {
            throw new InputError('to', say `Notion's API moves nothing to the top of the workspace.`, say `Pass a page or database, or move it in Notion.`);
        }
        throw error instanceof InputError && error.argument === 'parent'
            ? new InputError('to', error.wording.problem, error.wording.advice)
            : error;
    }
}
export async function destinationOf(session, parent) {
    const target = parent.kind === 'page'
        ? { kind: 'page', id: parent.page.id }
        : { kind: 'data_source', id: parent.source.id };
    // What it lies in: it has just been read itself.
    const own = parent.kind === 'page' ? parent.page : parent.source;
    const ancestors = await ancestorsOf(session, parentOf(own.parent));
    return {
        parent,
        target,
        title: parent.kind === 'page' ? titleOf(parent.page) : summaryOfDataSource(parent.source).title,
        schema: parent.kind === 'page' ? PAGE_SCHEMA : columnsOf(parent.source),
        above: new Set([target.id, ...ancestors.map(({ id }) => id)]),
    };
}
/** Undefined for a page that lies there already. */
export async function planMove(session, page, to) {
    const title = titleOf(page);
    if (stateOf(page) === 'in the trash') {
        throw new InputError('pages', say `The page ${title} is in the trash, where Notion changes nothing.`, say `Restore it first.`);
    }
    if (to.above.has(page.id)) {
        throw new InputError('to', say `The page ${title} cannot be moved into itself or below itself.`, say `Pass another place.`);
    }
    if (liesIn(page, to.target)) {
        return undefined;
    }
    const from = parentOf(page.parent);
    const [above] = await ancestorsOf(session, from, 1);
    const values = droppedValues(page, to.schema);
    const isFinal = moveTargetOf(from) === undefined;
    return {
        page,
        becomes: `${placeText(from, above?.title)} → ${titleText(to.title)}`,
        step: () => movePage(session, page, to.target, values),
        isDone: (now) => liesIn(now, to.target),
        mustBeRead: false,
        isFinal,
        notes: [
            lockedNote(to.parent.kind === 'page' ? [to.parent.page] : [], 'The page that they go to'),
            isFinal
                ? `${quote(title)} cannot be moved back by notion_undo: Notion moves nothing to the top of the workspace or into a block.`
                : '',
        ],
        ...(values.length > 0 ? { loss: { below: EMPTY_WORDS, values } } : {}),
    };
}
/** Columns that the new place does not have. The title stays in any case. */
export function droppedValues(page, schema) {
    return Object.entries(page.properties).flatMap(([name, value]) => value.type === 'title' || schema[name]?.type === value.type || !hasWrittenValue(value) ? [] : [name]);
}
/** Whether somebody has given it a value: not where Notion computes it, nor where it is empty. */
export function hasWrittenValue(value) {
    if (value.type === 'files') {
        return value.files.length > 0;
    }
    const [written] = Object.values(writable(value) ?? {});
    return Array.isArray(written)
        ? written.length > 0
        : written !== undefined && written !== null && written !== false && written !== '';
}
function placeText(from, title) {
    if (title !== undefined && title !== '') {
        return titleText(title);
    }
    return from === undefined ? '(top of the workspace)' : '(inside another page)';
}
