import { renderDate } from '../rich-text/date-text.js';
import { arrayOf, recordOf, stringOf } from '../../text/json.js';
import { userMention } from '../rich-text/mention.js';
import { meetingSection } from '../meeting-section.js';
import { renderRichText } from '../rich-text/rich-text.js';
/** A meeting notes block (`transcription` before version 2026-03-11) with its time, attendees and state. */
export function meetingNotesBlock(content, common, names) {
    const event = recordOf(content['calendar_event']);
    const time = [event, recordOf(content['recording'])].find((span) => span['start_time'] !== undefined);
    const attendees = arrayOf(event['attendees']).map((attendee) => attendeeName(attendee, names));
    const status = stringOf(content['status']).replaceAll('_', ' ');
    const details = [
        time === undefined ? '' : renderDate(stringOf(time['start_time']), stringOf(time['end_time'])),
        attendees.join(', '),
        // Finished notes are the normal case; any other state explains why something is missing.
        status === 'notes ready' ? '' : status,
    ];
    return {
        id: common.id,
        children: labelled(common.children, recordOf(content['children'])),
        kind: 'meeting notes',
        text: renderRichText(content['title'], names),
        details: details.filter((part) => part !== '').join('; '),
    };
}
function attendeeName(attendee, names) {
    const person = recordOf(attendee);
    const id = typeof attendee === 'string' ? attendee : stringOf(person['id']);
    return userMention(id, stringOf(person['name']), names).text;
}
const SECTIONS = [
    ['summary_block_id', 'Summary'],
    ['notes_block_id', 'Notes'],
    ['transcript_block_id', 'Transcript'],
];
// Summary, notes and transcript are children like any other; only their ids distinguish them.
function labelled(children, ids) {
    return children.flatMap((child) => {
        const section = SECTIONS.find(([key]) => child.id !== undefined && ids[key] === child.id);
        return section === undefined || child.kind === 'omitted transcript'
            ? [child]
            : meetingSection(section[1], [child]);
    });
}
