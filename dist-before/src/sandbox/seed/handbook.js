import { bullet, callout, code, divider, heading, numbered, paragraph, toDo, toggle, } from '../build/blocks.js';
import { mentionPage, mentionUser } from '../build/text.js';
import { addPage } from '../build/workspace-builder.js';
import { stableId } from '../ids.js';
import { daysFrom } from './calendar.js';
import { chapters } from './handbook-chapters.js';
function section(chapter, topic, index) {
    const low = topic.toLowerCase();
    return [
        heading(3, topic),
        paragraph(`This is how ${low} works with the *${chapter.service}*. Allow ${10 + index * 10} minutes the first time, and do it with somebody who has done it before.`),
        numbered(`Open the dashboard of the ${chapter.service} and note the ${chapter.metric}.`),
        numbered(`Run the check and read its last line:`, code('shell', `${chapter.command}\ntide report --topic "${low}"`), bullet(`Below **${chapter.limit}**: go on.`)),
        numbered(`Make the change for *${low}* in one harbour.`, bullet('Choose a harbour outside its rush hour.', bullet('Helsinki rushes at 06:00 UTC, Concarneau at 15:00 UTC.'))),
        numbered('Wait ten minutes, look again, and continue with the others.'),
        toggle(`What if ${low} goes wrong?`, paragraph(`Undo the step, note the time, and compare the ${chapter.metric} with what you noted before. ${chapter.pitfall}`), bullet('Tell the on-call engineer before you try a second time.')),
    ];
}
function chapterBlocks(chapter, people, wiki) {
    return [
        heading(2, chapter.title),
        paragraph([chapter.purpose, ' Owner: ', mentionUser(people[chapter.owner]), '.']),
        callout('💡', chapter.principle, paragraph(['Exceptions are agreed with the owner; see ', mentionPage(wiki.onCall), '.'])),
        ...chapter.topics.flatMap((topic, index) => section(chapter, topic, index)),
        toDo(`The ${chapter.metric} is on the team’s dashboard`, true),
        toDo(`The limit of ${chapter.limit} has an alert`, chapter.title.length % 2 === 0),
        divider(),
    ];
}
/** A long page at the top of the workspace: about 450 blocks, up to three levels deep. */
export function addHandbook(workspace, people, wiki, now) {
    return addPage(workspace, {
        id: stableId('page:platform-handbook'),
        title: 'Platform handbook',
        icon: '📘',
        created: daysFrom(now, -365),
        edited: daysFrom(now, -2, 10, 15),
        author: people.grace,
        blocks: [
            paragraph('How the platform is run, chapter by chapter. Each chapter has an owner, a limit that must hold, and three procedures.'),
            { content: { type: 'table_of_contents' }, children: [] },
            ...chapters.flatMap((chapter) => chapterBlocks(chapter, people, wiki)),
            heading(2, 'Glossary'),
            bullet('**Board**: a display at a pier.'),
            bullet('**Harbour**: a place with at least one board; has a three-letter code.'),
            bullet('**Operator**: a company that runs ferries.'),
            paragraph('The end. Corrections are welcome and need no permission.'),
        ],
    });
}
