import { block, bullet, callout, code, colored, columns, divider, heading, media, numbered, paragraph, quote, table, toDo, toggle, toggleHeading, withId, } from '../build/blocks.js';
import { literal, mentionDatabase, mentionDate, mentionPage, mentionUser, rich } from '../build/text.js';
import { addDatabase, addDataSource } from '../build/databases.js';
import { plain } from '../build/columns.js';
import { addPage } from '../build/workspace-builder.js';
import { stableId } from '../ids.js';
import { daysFrom, isoDay, isoMoment } from './calendar.js';
const syncedId = stableId('block:synced-original');
/** The block that one of the seed's comments is about. */
export const commentedBlockId = stableId('block:commented');
function textBlocks(people, wiki, tasks, now) {
    return [
        heading(1, 'Heading 1'),
        heading(2, 'Heading 2'),
        heading(3, 'Heading 3'),
        heading(4, 'Heading 4'),
        toggleHeading(2, 'A heading that folds', paragraph('Hidden until you open it.')),
        paragraph([
            'Plain, **bold**, *italic*, ~~struck~~, `code`, ',
            literal('underlined', { underline: true }),
            ', ',
            literal('red on yellow', { color: 'yellow_background' }),
            ', ',
            literal('bold and italic', { bold: true, italic: true }),
            ', a [link](https://example.com/tides?from=HEL&to=TLL), $e = mc^2$.',
        ]),
        paragraph([
            'Mentions: ',
            mentionUser(people.hana),
            ', ',
            mentionPage(wiki.deploy),
            ', ',
            mentionDatabase(tasks),
            ', ',
            mentionPage(wiki.salaries),
            ', ',
            mentionDate(isoDay(daysFrom(now, 3)), isoDay(daysFrom(now, 5))),
            ', ',
            mentionDate(isoMoment(daysFrom(now, 3, 14), 2)),
            ', ',
            { kind: 'link_mention', href: 'https://example.com/weather', title: 'Weather at sea' },
            ', ',
            { kind: 'template_date', value: 'today' },
            ', ',
            { kind: 'custom_emoji', id: stableId('emoji:ferry') },
            '.',
        ]),
        paragraph([
            literal('Text that looks like markup: *stars*, _lines_, # no heading, [no](link), <b>no tag</b>, a|b, {braces}, $5, ~tilde~, ^caret, `tick`, back\\slash.'),
        ]),
        paragraph([literal('First line\nsecond line of the same block')]),
        paragraph(''),
        colored('blue_background', paragraph('A coloured paragraph.')),
        paragraph('مرحبا بالعالم — mixed with English — שלום'),
        block({ type: 'breadcrumb' }),
        block({ type: 'table_of_contents', color: 'gray' }),
    ];
}
function listBlocks() {
    return [
        bullet('Level 1', bullet('Level 2', bullet('Level 3', bullet('Level 4, as deep as this page goes')))),
        numbered('First', numbered('First of the first'), numbered('Second of the first')),
        numbered('Second'),
        block({ type: 'numbered_list_item', text: rich('A list that starts at ten'), startIndex: 10 }),
        toDo('Open', false, paragraph('With a remark.')),
        toDo('Done', true),
        quote([literal('A quotation\nover two lines')], paragraph('and a child')),
        callout('🌊', 'A callout', bullet('with a list'), code('typescript', 'const knots = 12;\n\nif (knots > 10) {\n\tslowDown();\n}')),
        toggle('A toggle', code('plain text', 'Code in a toggle\n\tkeeps its tab'), toggle('in a toggle')),
        divider(),
        code('python', 'def wave():\n    return "~" * 10  # no | markup `here`', 'Caption of the code'),
        block({ type: 'equation', expression: String.raw `\int_0^1 x^2 \, dx = \frac{1}{3}` }),
        table([
            ['Ferry', 'Knots', 'Remark'],
            ['**Aurora**', '22', 'a|b'],
            ['Lumi', '', [literal('two\nlines')]],
        ], true),
        columns([
            [heading(3, 'Left'), paragraph('One third.')],
            [heading(3, 'Right'), bullet('Two thirds.')],
        ], [0.333_333_333_333_333_37, 0.666_666_666_666_666_6]),
        block({ type: 'tab' }, block({ type: 'paragraph', text: rich('Captains'), icon: { kind: 'emoji', emoji: '🧑‍✈️' } }, paragraph('For those who steer.')), block({ type: 'paragraph', text: rich('Passengers') }, paragraph('For those who ride.'))),
    ];
}
function mediaBlocks() {
    const external = 'https://example.com/media';
    return [
        media('image', { kind: 'external', url: `${external}/pier.png` }, 'The pier at dawn'),
        media('image', { kind: 'hosted', name: 'chart of the bay.png' }, 'A chart kept in Notion'),
        media('video', { kind: 'external', url: `${external}/crossing.mp4` }, 'Crossing'),
        media('audio', { kind: 'hosted', name: 'horn.mp3' }),
        media('pdf', { kind: 'hosted', name: 'timetable.pdf' }, 'Summer timetable'),
        media('file', { kind: 'hosted', name: 'fares.csv' }, 'Fares', 'fares.csv'),
        block({ type: 'bookmark', url: 'https://example.com/tide-tables', caption: rich('Tide tables') }),
        block({ type: 'embed', url: 'https://example.com/embed/map', caption: [] }),
        block({ type: 'link_preview', url: 'https://example.com/tideline/boards/pull/412' }),
    ];
}
function otherBlocks(people, wiki, tasks, now) {
    const start = daysFrom(now, -6, 9).toISOString();
    return [
        withId(syncedId, block({ type: 'synced_block', original: null }, paragraph('Written once, shown twice.'))),
        block({ type: 'synced_block', original: syncedId }),
        block({ type: 'link_to_page', target: 'page_id', id: wiki.onCall }),
        block({ type: 'link_to_page', target: 'database_id', id: tasks }),
        block({
            type: 'meeting_notes',
            title: rich('Monday sync'),
            start,
            end: daysFrom(now, -6, 9, 30).toISOString(),
            attendees: [people.ada, people.bruno],
        }, paragraph('', paragraph('**Decided:** storm mode ships in two weeks.')), paragraph('', bullet('Bruno tests the boards in Turku.')), paragraph('', paragraph('Ada: Good morning. Bruno: Morning, can you hear me?'))),
        block({ type: 'template', text: rich('New incident') }),
        block({ type: 'unsupported', blockType: 'button' }),
        block({ type: 'unsupported', blockType: 'form' }),
        withId(commentedBlockId, paragraph('Somebody has commented on this paragraph.')),
    ];
}
/** A page with every block type of the API, children included: pages, a database, and one page that is not shared. */
export function addEverything(workspace, people, wiki, tasks, now) {
    const author = { created: daysFrom(now, -90), edited: daysFrom(now, -7, 15), author: people.ivar };
    const page = addPage(workspace, {
        id: stableId('page:everything'),
        title: 'Everything Notion can do',
        icon: { kind: 'icon', name: 'compass', color: 'blue' },
        parent: { kind: 'page', id: wiki.home },
        ...author,
        blocks: [
            ...textBlocks(people, wiki, tasks, now),
            ...listBlocks(),
            ...mediaBlocks(),
            ...otherBlocks(people, wiki, tasks, now),
        ],
    });
    const parent = { kind: 'page', id: page };
    addPage(workspace, {
        title: 'A page inside',
        parent,
        ...author,
        blocks: [paragraph('Small, but a page.')],
    });
    addPage(workspace, { title: '', parent, ...author });
    addPage(workspace, { title: 'Private draft', parent, ...author, hidden: true });
    const database = addDatabase(workspace, { title: 'Packing list', parent, inline: true, ...author });
    addDataSource(workspace, {
        database,
        name: 'Packing list',
        columns: [plain('Thing', 'title'), plain('Packed', 'checkbox')],
    });
    // A linked view of another database: the API gives it without data sources.
    addDatabase(workspace, { title: 'Untitled', parent, ...author });
    return page;
}
