import * as z from 'zod';
import { pageOfBlock } from '../../../access.js';
import { blockUrl } from '../../../ids.js';
import { plainContent } from '../../../model/rich-text.js';
import { requireFeature } from '../plan.js';
import { hostedTool, ToolFailure } from '../tool.js';
const condition = z.object({
    property: z.string(),
    filter: z.object({ operator: z.string(), value: z.unknown().optional() }).optional(),
});
/** `notion-query-meeting-notes`. The sandbox knows two conditions: words in the title, and who was there. */
export const queryMeetingNotes = hostedTool({
    name: 'query-meeting-notes',
    title: 'Query meeting notes',
    description: 'Finds meeting notes. filter needs an operator and filters, such as title string_contains or attendees person_contains.',
    effect: 'read',
    lists: 'august',
    input: z.object({
        filter: z.object({ operator: z.enum(['and', 'or']), filters: z.array(condition).max(100) }),
    }),
    run: ({ filter }, context) => {
        requireFeature(context, 'meeting_notes');
        const { workspace } = context;
        const notes = [...workspace.blocks.values()].flatMap((block) => {
            const note = noteIn(block, context);
            return note === undefined ? [] : [note];
        });
        const tests = filter.filters.map(testOf);
        const results = notes.filter((note) => filter.operator === 'and' || tests.length === 0
            ? tests.every((test) => test(note))
            : tests.some((test) => test(note)));
        return { results, has_more: false };
    },
});
function noteIn(block, { workspace }) {
    const { content } = block;
    return content.type === 'meeting_notes'
        ? {
            title: plainContent(content.title),
            url: blockUrl(pageOfBlock(workspace, block), block.id),
            start: content.start,
            end: content.end,
            attendees: content.attendees.map((id) => `user://${id}`),
        }
        : undefined;
}
function testOf({ property, filter }) {
    const wanted = JSON.stringify(filter?.value ?? '').toLowerCase();
    switch (`${property} ${filter?.operator ?? ''}`) {
        case 'title string_contains': {
            const words = /"value":"([^"]*)"/.exec(wanted)?.[1] ?? wanted.replaceAll('"', '');
            return ({ title }) => title.toLowerCase().includes(words);
        }
        case 'attendees person_contains':
            return ({ attendees }) => attendees.some((person) => wanted.includes(person.replace('user://', '')));
        default:
            throw new ToolFailure('The sandbox filters meeting notes by title string_contains and attendees person_contains only.');
    }
}
