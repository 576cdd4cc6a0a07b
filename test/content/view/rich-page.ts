import type { BlockTree } from '../../../src/content/blocks/from-blocks.js';
import { block, equation, mention, text } from '../blocks/block-objects.js';

const picture = 'https://example.com/plans/floor-plan.png';

/** One page with nearly everything that can stand on a page, as block objects. */
export function richPageBlocks(): BlockTree[] {
  return [
    block('heading_1', 'On-call guide'),
    block('paragraph', {
      rich_text: [
        text('Ask '),
        mention('user', { id: 'u1', name: 'Ada Sample' }, '@Ada Sample'),
        text(' before '),
        mention('date', { start: '2026-10-01', end: null, time_zone: null }, '2026-10-01'),
        text('; '),
        text('never', { bold: true }),
        text(' use rm -rf *, see '),
        text('the manual', {}, 'https://example.com/manual'),
        text('. Cost '),
        equation('O(n)'),
        text('.'),
      ],
    }),
    block('bulleted_list_item', 'First response', [
      block('numbered_list_item', 'Acknowledge'),
      block('numbered_list_item', 'Look at the dashboard', [
        block('code', { rich_text: [text('kubectl get pods\n  --all')], caption: [], language: 'shell' }),
      ]),
      block('numbered_list_item', 'Write it down'),
    ]),
    block('to_do', { rich_text: [text('Phone charged')], checked: true }),
    block('to_do', { rich_text: [text('Laptop near')], checked: false }),
    block('heading_2', 'Escalation'),
    block(
      'callout',
      { rich_text: [text('After 15 minutes call the lead.')], icon: { type: 'emoji', emoji: '🔥' } },
      [block('bulleted_list_item', 'Day: +00 0000')],
    ),
    block('toggle', 'Past incidents', [
      block('paragraph', 'Two in spring.'),
      block('quote', 'It was DNS.\nIt is always DNS.'),
    ]),
    block('table', { table_width: 2, has_column_header: true, has_row_header: false }, [
      block('table_row', { cells: [[text('Service')], [text('Owner')]] }),
      block('table_row', {
        cells: [[text('search|index')], [mention('user', { id: 'u2', name: 'Bo Example' }, '')]],
      }),
    ]),
    block('column_list', {}, [
      block('column', {}, [block('heading_3', 'Left'), block('paragraph', 'West side')]),
      block('column', {}, [block('heading_3', 'Right'), block('paragraph', 'East side')]),
    ]),
    block('divider'),
    block('equation', { expression: 'a^2 + b^2\n= c^2' }),
    block('image', { type: 'external', external: { url: picture }, caption: [text('Floor plan')] }),
    block('synced_block', { synced_from: null }, [block('paragraph', 'Shared footer')]),
    block('table_of_contents', { color: 'default' }),
    block('unsupported', { block_type: 'button' }),
  ];
}

/** The same page as the markdown endpoint prints it. */
export const richPageMarkdown = [
  '# On-call guide',
  'Ask <mention-user url="user://u1">Ada Sample</mention-user> before <mention-date start="2026-10-01"/>; **never** use rm -rf \\*, see [the manual](https://example.com/manual). Cost $`O(n)`$.',
  '- First response',
  '\t1. Acknowledge',
  '\t1. Look at the dashboard',
  '\t\t```shell',
  'kubectl get pods',
  '  --all',
  '\t\t```',
  '\t1. Write it down',
  '- [x] Phone charged',
  '- [ ] Laptop near',
  '## Escalation {color="red"}',
  '<callout icon="🔥" color="red_bg">',
  '\tAfter 15 minutes call the lead.',
  '\t- Day: +00 0000',
  '</callout>',
  '<details>',
  '<summary>Past incidents</summary>',
  '\tTwo in spring.',
  '\t> It was DNS.<br>It is always DNS.',
  '</details>',
  '<table header-row="true">',
  '<tr>',
  '<td>Service</td>',
  '<td>Owner</td>',
  '</tr>',
  '<tr>',
  '<td>search\\|index</td>',
  '<td><mention-user url="user://u2">Bo Example</mention-user></td>',
  '</tr>',
  '</table>',
  '<columns>',
  '\t<column>',
  '\t\t### Left',
  '\t\tWest side',
  '\t</column>',
  '\t<column>',
  '\t\t### Right',
  '\t\tEast side',
  '\t</column>',
  '</columns>',
  '---',
  '$$',
  'a^2 + b^2',
  '= c^2',
  '$$',
  `![Floor plan](${picture})`,
  '<synced_block url="https://app.notion.com/p/x">',
  '\tShared footer',
  '</synced_block>',
  '<table_of_contents/>',
  '<unknown url="https://app.notion.com/p/x" alt="button"/>',
].join('\n');

/** What a reader gets of it. */
export const richPageText = `# On-call guide

Ask @Ada Sample before 2026-10-01; **never** use rm -rf \\*, see [the manual](https://example.com/manual). Cost $O(n)$.

- First response
  1. Acknowledge
  2. Look at the dashboard

     \`\`\`shell
     kubectl get pods
       --all
     \`\`\`

  3. Write it down
- [x] Phone charged
- [ ] Laptop near

## Escalation

> 🔥 After 15 minutes call the lead.
>
> - Day: +00 0000

- ▸ Past incidents

  Two in spring.

  > It was DNS.
  > It is always DNS.

| Service | Owner |
| --- | --- |
| search\\|index | @Bo Example |

### Left

West side

### Right

East side

---

$$
a^2 + b^2
= c^2
$$

![Floor plan](https://example.com/plans/floor-plan.png)

Shared footer

[table of contents]

[button: not available through Notion's API]`;
