import { describe, expect, it } from '@jest/globals';
import type { ClientCapabilities } from '@modelcontextprotocol/server';
import fc from 'fast-check';
import {
  decodeSessionCapabilities,
  encodeSessionCapabilities,
} from '../../../src/mcp/elicitation/session-capabilities.js';

describe('the note of a session', () => {
  it.each<[string, ClientCapabilities, ClientCapabilities | undefined]>([
    ['nothing', {}, undefined],
    ['what the server never asks for', { experimental: { a: {} } }, undefined],
    ['links', { elicitation: { url: {} } }, { elicitation: { url: {} } }],
    ['forms', { elicitation: { form: {} } }, { elicitation: { form: {} } }],
    ['forms, as the first version said it', { elicitation: {} }, { elicitation: { form: {} } }],
    [
      'everything',
      { elicitation: { form: {}, url: {} }, sampling: { tools: {} }, roots: { listChanged: true } },
      { elicitation: { form: {}, url: {} }, sampling: {}, roots: {} },
    ],
  ])('of a client that declares %s', (_what, declared, read) => {
    expect(decodeSessionCapabilities(encodeSessionCapabilities(declared) ?? null)?.capabilities).toEqual(
      read,
    );
  });

  it('is of one client alone, and made of visible ASCII characters', () => {
    const notes = [1, 2].map(() => encodeSessionCapabilities({ elicitation: { url: {} } }) ?? '');
    expect(notes[0]).not.toBe(notes[1]);
    expect(notes[0]).toMatch(/^[\x21-\x7e]+$/);
  });

  const uuid = '0b0a6a8e-3f2b-4f0e-9a43-2f1f6a0f9b11';
  it.each([
    null,
    '',
    'form',
    'session-of-another-server',
    uuid,
    `${uuid}.shell`,
    `${uuid}.form.constructor`,
    `${uuid}.`,
    `${uuid.toUpperCase()}.form`,
  ])('is not %j', (header) => {
    expect(decodeSessionCapabilities(header)).toBeUndefined();
  });

  it('can be read from any header without an error', () => {
    const parts = fc.constantFrom('.', 'form', 'url', 'sampling', 'roots', uuid, 'x');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(parts).map((list) => list.join('')),
        ),
        (header) => {
          const note = decodeSessionCapabilities(header);
          expect(note === undefined || header.startsWith(note.id)).toBe(true);
        },
      ),
    );
  });
});
