import { describe, expect, it } from '@jest/globals';
import { writePlacesOf, writePlacesText } from '../../../src/oauth-server/grants/write-places.js';
import { parseConnectionId } from '../../../src/ids.js';

const ID = parseConnectionId('00000000-0000-4000-8000-000000000001');

describe('where an app may make changes', () => {
  it.each([
    ['nowhere', { mayWrite: false }],
    ['everywhere', { mayWrite: true }],
    ['in some workspaces', { mayWrite: true, writeIn: ID === undefined ? [] : [ID] }],
    ['everywhere, with some tools', { mayWrite: true, changes: { tools: ['notion_comment'] } }],
    ['with no tool', { mayWrite: true, changes: { tools: [] } }],
    [
      'in some, with all limits',
      {
        mayWrite: true,
        writeIn: ID === undefined ? [] : [ID],
        changes: { tools: ['notion_undo'], roots: ['a'.repeat(32)], properties: ['Status, or "so"'] },
      },
    ],
  ])('comes back as it was stored: %s', (_where, places) => {
    expect(writePlacesOf(writePlacesText(places))).toEqual(places);
  });

  it('has no limits where none are given', () => {
    expect(writePlacesText({ mayWrite: true, changes: {} })).toBe('yes');
  });

  it.each([
    'no',
    '{',
    '{}',
    '{"changes":{}, "more":1}',
    '{"changes":{"tools":"all"}}',
    '{"changes":{"roots":["x"]}}',
    '{"changes":{"propertys":["x"]}}',
    '{"in":"all","changes":{"tools":[]}}',
    '{"in":["x"],"changes":{"tools":[]}}',
  ])('is nowhere where it cannot be read: %s', (text) => {
    expect(writePlacesOf(text).mayWrite).toBe(false);
  });
});
