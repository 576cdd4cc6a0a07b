import { bullet, callout, code, divider, heading, numbered, paragraph, quote, table, toDo, toggle, } from '../build/blocks.js';
import { mentionDate, mentionPage, mentionUser } from '../build/text.js';
import { addPage } from '../build/workspace-builder.js';
import { stableId } from '../ids.js';
import { addArchitectureRecords } from './architecture-records.js';
import { daysFrom, isoDay } from './calendar.js';
import { addIncidentReviews } from './incident-reviews.js';
/** The engineering wiki: a home page, guides, architecture records and incident reviews, three levels deep and more. */
export function addWiki(workspace, people, now) {
    const salaries = addPage(workspace, {
        id: stableId('page:salary-bands'),
        title: 'Salary bands',
        hidden: true,
        created: daysFrom(now, -400),
        author: people.grace,
        blocks: [paragraph('Only the people team may read this page.')],
    });
    const onCallId = stableId('page:on-call');
    const deployId = stableId('page:deploy');
    const home = addPage(workspace, {
        id: stableId('page:engineering-wiki'),
        title: 'Engineering wiki',
        icon: '⚓',
        created: daysFrom(now, -720),
        edited: daysFrom(now, -3, 14, 20),
        author: people.grace,
        blocks: [
            callout('🧭', 'New here? Read the **on-call guide** and the **deploy guide** first; they take half an hour together.'),
            paragraph([
                'Tideline Labs runs departure boards, fares and crew plans for small ferry operators. This wiki holds what an engineer needs to keep them running. It is looked after by ',
                mentionUser(people.grace),
                ' and everybody who finds a mistake.',
            ]),
            heading(2, 'Where to find things'),
            bullet(['Something is on fire: ', mentionPage(onCallId)]),
            bullet(['You want to ship: ', mentionPage(deployId)]),
            bullet('Why is it built like this: *Architecture records*, below'),
            bullet(['Pay and levels: ', mentionPage(salaries), ' (ask the people team for access)']),
            heading(2, 'House rules'),
            numbered('Write it down where the next person will look, not where you happen to be.'),
            numbered('A page without an owner is deleted after a year.'),
            numbered('Dates are written as `2026-03-04`, times in UTC unless a harbour is named.'),
            divider(),
        ],
    });
    const parent = { kind: 'page', id: home };
    addPage(workspace, {
        id: onCallId,
        title: 'On-call guide',
        icon: '📟',
        parent,
        created: daysFrom(now, -600),
        edited: daysFrom(now, -1, 16, 5),
        author: people.dmitri,
        blocks: [
            paragraph('One engineer carries the pager from Monday 10:00 to Monday 10:00 UTC, a second one backs up. You are expected to answer within 15 minutes, not to know everything.'),
            heading(2, 'When the pager rings'),
            numbered('Acknowledge the page. Silence tells the others that nobody is there.'),
            numbered('Look at the *Harbour overview* dashboard. Is one harbour affected or all of them?'),
            numbered('If boards show wrong times, switch them to the printed timetable:', code('shell', 'tide boards fallback --harbour all --reason "$INCIDENT"')),
            numbered('Tell people in the incident channel what you see, every 20 minutes, also when nothing changed.'),
            heading(2, 'Who to call'),
            table([
                ['What', 'First', 'Then'],
                ['Departure boards', [mentionUser(people.bruno)], [mentionUser(people.hana)]],
                ['Fares and payments', [mentionUser(people.chiara)], [mentionUser(people.elodie)]],
                ['Databases', [mentionUser(people.dmitri)], 'vendor, contract **TL-88**'],
            ]),
            heading(2, 'Handover'),
            toDo('Open incidents have an owner', false),
            toDo('Muted alerts are listed with a reason', false),
            toDo('The next person has tested that the pager reaches the phone', true),
            toggle('What counts as an incident?', paragraph('Passengers see a wrong time, cannot pay, or a harbour is without boards for more than five minutes. Everything else can wait for the morning.')),
            paragraph(['Next rotation review: ', mentionDate(isoDay(daysFrom(now, 12))), '.']),
        ],
    });
    addPage(workspace, {
        id: deployId,
        title: 'Deploy guide',
        icon: '🚢',
        parent,
        created: daysFrom(now, -580),
        edited: daysFrom(now, -9, 11, 40),
        author: people.hana,
        blocks: [
            quote('Small boats turn faster.'),
            paragraph('Every merge to `main` is built, tested and put on the *staging* harbour within eight minutes. Production takes one command and a colleague.'),
            heading(2, 'Ship it'),
            code('shell', 'tide release create --from main\ntide release promote --to production --canary 10%\n# watch the error budget for ten minutes\ntide release promote --to production', 'The whole procedure'),
            heading(2, 'Roll back'),
            paragraph('Roll back first, look for the cause later. `tide release back` takes 40 seconds and needs no approval.'),
            callout('⚠️', 'Database migrations do not roll back. Ship the migration alone, one release before the code that needs it.'),
            heading(2, 'Freeze days'),
            bullet('Easter, Midsummer and the first Saturday of the school holidays: no releases.', bullet('Security fixes are exempt; call the on-call engineer.')),
        ],
    });
    const international = addPage(workspace, {
        title: 'Häfen & ports — guide régional 🌍',
        icon: '🗺️',
        parent,
        created: daysFrom(now, -300),
        edited: daysFrom(now, -33),
        author: people.elodie,
        blocks: [paragraph('Each region writes in its own language; the pages below are short on purpose.')],
    });
    const below = { kind: 'page', id: international };
    addPage(workspace, {
        title: 'دليل الموانئ الجنوبية',
        parent: below,
        created: daysFrom(now, -290),
        author: people.farid,
        blocks: [
            paragraph('تعرض اللوحات المواعيد بالتوقيت المحلي لكل ميناء.'),
            paragraph('رقم الطوارئ: `+20 555 0100` (تجريبي).'),
        ],
    });
    addPage(workspace, {
        title: '瀬戸内航路の手引き',
        parent: below,
        created: daysFrom(now, -280),
        author: people.hana,
        blocks: [paragraph('時刻表は毎月一日に更新されます。変更は前日の正午までに登録してください。')],
    });
    addPage(workspace, {
        title: 'Überfahrten bei Sturm: Größe der Puffer',
        parent: below,
        created: daysFrom(now, -270),
        author: people.ivar,
        blocks: [
            paragraph('Ab Windstärke 7 verlängert sich jede Überfahrt um den Puffer der Linie, mindestens aber um zehn Minuten.'),
        ],
    });
    addArchitectureRecords(workspace, home, people, now);
    addIncidentReviews(workspace, home, people, now);
    return { home, onCall: onCallId, deploy: deployId, salaries };
}
