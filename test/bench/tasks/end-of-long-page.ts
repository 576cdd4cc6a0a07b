// A logbook of 3,000 blocks whose last section is asked for.
import { bullet, heading, paragraph } from '../../../src/sandbox/build/blocks.js';
import { addPage } from '../../../src/sandbox/build/workspace-builder.js';
import { defineTask } from '../task.js';

const BLOCKS = 3000;
const LAST_SECTION = 'Winter lay-up';
const LAST_LINES = [
  'The Sandpiper lies at berth 17 from the ninth of December.',
  'Shore power comes from cabinet K-204, the key hangs behind the barometer.',
  'The last entry: all hatches sealed, bilge alarm tested twice.',
];
/** Heading, two paragraphs, an item and one below it. */
const BLOCKS_A_DAY = 5;

function day(number: number) {
  const wind = 3 + ((number * 7) % 6);
  return [
    heading(2, `Day ${number}`),
    paragraph(
      `Wind ${wind} from the south-west, ${10 + (number % 9)} crossings, ${200 + ((number * 53) % 700)} passengers.`,
    ),
    paragraph(
      `The ${['first', 'second', 'third'][number % 3]} watch checked the moorings and found no wear.`,
    ),
    bullet(
      `Boards restarted at pier ${1 + (number % 9)}`,
      bullet(`back after ${1 + (number % 5)} minutes, no complaint`),
    ),
  ];
}

export const endOfLongPage = defineTask({
  id: 'end-of-long-page',
  title: 'The end of a 3,000-block page',
  question: `What does ${LAST_SECTION}, the last section of the Logbook, say?`,
  wholePage: false,
  minimum: { requests: 2, why: 'a search for the id, the text' },
  asks: { title: 'Logbook', section: LAST_SECTION },

  plant(workspace) {
    const days = (BLOCKS - 1 - LAST_LINES.length) / BLOCKS_A_DAY;
    const blocks = Array.from({ length: Math.floor(days) }, (_, index) => day(index + 1)).flat();
    const missing = BLOCKS - 1 - LAST_LINES.length - Math.floor(days) * BLOCKS_A_DAY;
    addPage(workspace, {
      title: 'Logbook',
      created: new Date('2026-01-01T08:00:00Z'),
      blocks: [
        ...Array.from({ length: missing }, () => paragraph('Kept by the harbour office.')),
        ...blocks,
        heading(2, LAST_SECTION),
        ...LAST_LINES.map((line) => paragraph(line)),
      ],
    });
  },

  facts: LAST_LINES,
});
