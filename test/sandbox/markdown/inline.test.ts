import { describe, expect, it } from '@jest/globals';
import {
  literal,
  mentionDatabase,
  mentionDate,
  mentionPage,
  mentionUser,
  rich,
} from '../../../src/sandbox/build/text.js';
import type { TextInput } from '../../../src/sandbox/build/text.js';
import { addPage, createWorkspace } from '../../../src/sandbox/build/workspace-builder.js';
import { bareId, stableId } from '../../../src/sandbox/ids.js';
import { inlineMarkdown } from '../../../src/sandbox/markdown/inline.js';

const workspace = createWorkspace();
const shared = addPage(workspace, { title: 'Shared' });
const hidden = addPage(workspace, { title: 'Secret', hidden: true });
const emoji = stableId('emoji');
workspace.customEmojis.push({ id: emoji, name: 'ferry' });
const url = 'https://app.notion.com/p/';

describe('inlineMarkdown', () => {
  it.each<[TextInput, string]>([
    ['**b** *i* ~~s~~ `c` [t](https://example.com)', '**b** *i* ~~s~~ `c` [t](https://example.com)'],
    ['$x^2$', '$`x^2`$'],
    [[literal('\\*~`$[]<>{}|^')], String.raw`\\\*\~\`\$\[\]\<\>\{\}\|\^`],
    [[literal('a\nb')], 'a<br>b'],
    [[literal('_plain_ # 1.')], '_plain_ # 1.'],
    [[literal('u', { underline: true })], '<span underline="true">u</span>'],
    [[literal('r', { color: 'red_background' })], '<span color="red_bg">r</span>'],
    [[literal('bi', { bold: true, italic: true })], '***bi***'],
    [[literal('a*b', { code: true })], '`a*b`'],
    [[mentionUser(workspace.ownerId)], `<mention-user url="user://${workspace.ownerId}"/>`],
    [[mentionPage(shared)], `<mention-page url="${url}${bareId(shared)}">Shared</mention-page>`],
    [[mentionPage(hidden)], `<mention-page url="${url}${bareId(hidden)}"/>`],
    [[mentionDatabase(stableId('gone'))], `<mention-database url="${url}${bareId(stableId('gone'))}"/>`],
    [[mentionDate('2026-03-04')], '<mention-date start="2026-03-04"/>'],
    [
      [mentionDate('2026-03-04T09:30:00.000+02:00', '2026-03-05', 'Europe/Helsinki')],
      '<mention-date start="2026-03-04" startTime="09:30" end="2026-03-05" timeZone="Europe/Helsinki"/>',
    ],
    [[{ kind: 'custom_emoji', id: emoji }], ':ferry:'],
    [
      [{ kind: 'link_mention', href: 'https://example.com', title: 'Ex[1]' }],
      String.raw`[Ex\[1\]](https://example.com)`,
    ],
  ])('%p', (input, expected) => {
    expect(inlineMarkdown(workspace, rich(input))).toBe(expected);
  });
});
