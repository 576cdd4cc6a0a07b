import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SERVER_NAME } from '../../../src/chat/servers/chat-server.js';
import { serverNames } from '../../../src/chat/site/server-names.js';

it('names workspaces in ASCII, each once', () => {
  const names = ['Tideline Labs', 'Tideline  labs!', 'Büro Köln', 'مختبرات', null, 'sqlite', 'x'.repeat(99)];
  expect(serverNames(names, ['sqlite'])).toEqual([
    'tideline-labs',
    'tideline-labs-2',
    'buro-koln',
    'workspace',
    'workspace-2',
    'sqlite-2',
    'x'.repeat(24),
  ]);
});

it('gives every name a form that the core takes', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constant(null)), { maxLength: 30 }),
      (given) => {
        const names = serverNames(given, ['a', 'b']);
        expect(names.filter((name) => !SERVER_NAME.test(name))).toEqual([]);
        expect(new Set([...names, 'a', 'b']).size).toBe(given.length + 2);
      },
    ),
  );
});
