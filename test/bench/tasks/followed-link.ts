// A page of the usual length that sends its reader to another one for the answer.
import { bullet, heading, paragraph } from '../../../src/sandbox/build/blocks.js';
import { mentionPage } from '../../../src/sandbox/build/text.js';
import { addPage } from '../../../src/sandbox/build/workspace-builder.js';
import { inTurn } from '../../harness/in-turn.js';
import { defineTask } from '../task.js';

const ANSWER = 'Five long blasts: the pilot stays aboard and the anchor is ready.';
const LEAD = 'What each signal means is kept in';

const ROLES = ['second officer', 'lookout', 'engineer on watch', 'purser', 'deckhand'];
const PLACES = ['on the bridge', 'at the bow', 'in the engine room', 'on the car deck', 'at the stern'];
const DUTIES = ['reports every ten minutes', 'keeps the log', 'checks the doors', 'calls the pier'];

/** Sections of a heading, a paragraph and two items. */
function sections(subject: string, count: number) {
  return Array.from({ length: count }, (_, index) => {
    const [role, place, duty] = [inTurn(ROLES, index), inTurn(PLACES, index * 2), inTurn(DUTIES, index)];
    return [
      heading(2, `${subject}, step ${index + 1}`),
      paragraph(`The ${role} stands ${place}, ${duty} and stays until the master says otherwise.`),
      bullet(`Relieved after ${30 + index} minutes, never without a word to the next one.`),
      bullet(`If nobody comes: the ${inTurn(ROLES, index + 1)} takes over and notes the time.`),
    ];
  });
}

export const followedLink = defineTask({
  id: 'followed-link',
  title: 'Follow a link from one page to another',
  question: 'Fog procedure names the page with the meaning of each signal: what do five long blasts mean?',
  wholePage: false,
  minimum: { requests: 3, why: "a search for the first page's id, its text, the text of the second page" },
  asks: {
    title: 'Fog procedure',
    subject: 'meaning of each signal',
    detail: 'five long blasts',
    /** Words beside the link, which a reader recognises. */
    lead: LEAD,
  },

  plant(workspace) {
    const created = new Date('2026-04-12T08:00:00Z');
    const watch = sections('Watch', 14);
    const signals = addPage(workspace, {
      title: 'Sound signals',
      created,
      blocks: [
        ...watch.slice(0, 9).flat(),
        heading(2, 'From the bridge'),
        bullet('One long blast: under way, making way.'),
        bullet('Two long blasts: under way, stopped.'),
        bullet(ANSWER),
        ...watch.slice(9).flat(),
      ],
    });
    const fog = sections('Fog', 14);
    addPage(workspace, {
      title: 'Fog procedure',
      created,
      blocks: [
        paragraph('Below 500 metres of sight the second officer joins the bridge.'),
        ...fog.slice(0, 6).flat(),
        heading(2, 'Signals'),
        paragraph([`${LEAD} `, mentionPage(signals), '.']),
        ...fog.slice(6).flat(),
      ],
    });
  },

  facts: [ANSWER],
});
