import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { decisionBody, questionBody } from '../src/chat/site/request-schemas.js';
import { secretText } from '../src/notion-oauth/routes/browser-link.js';
import { callbackQuery } from '../src/notion-oauth/routes/browser-routes.js';
import { spaceQuery, startBody } from '../src/notion-oauth/routes/request-schemas.js';
import { callbackQuery as hostedCallbackQuery } from '../src/upstream/routes/browser-routes.js';
import { appBody, consentBody } from '../src/web/pages/consent-form.js';
import { about, envelope, handshake } from '../src/webhooks/event.js';

/** What strangers send to addresses beside MCP, by what reads it. */
const schemas: Readonly<Record<string, z.ZodType>> = {
  'the way to Notion': secretText,
  'the way back': callbackQuery,
  'the way back from the hosted server': hostedCallbackQuery,
  'a space': spaceQuery,
  'the start of a connection': startBody(['https://app.example']),
  consent: consentBody,
  'a choice for an app': appBody,
  'a question of the chat': questionBody,
  'a yes or no to a change': decisionBody,
  'any delivery': envelope,
  'an event': about,
  'a handshake': handshake,
};

interface Node {
  readonly type?: string;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
  readonly allOf?: readonly Node[];
  readonly additionalProperties?: Node | boolean;
}

/** Where something has no end. */
function endless(node: Node, path: string): string[] {
  const isOpen =
    (node.type === 'string' &&
      node.enum === undefined &&
      node.const === undefined &&
      node.maxLength === undefined &&
      !(node.allOf ?? []).some((part) => hasEnd(part.pattern)) &&
      !hasEnd(node.pattern)) ||
    (node.type === 'array' && node.maxItems === undefined) ||
    typeof node.additionalProperties === 'object';
  return [
    ...(isOpen ? [path] : []),
    ...Object.entries(node.properties ?? {}).flatMap(([name, inner]) => endless(inner, `${path}.${name}`)),
    ...(node.items === undefined ? [] : endless(node.items, `${path}[]`)),
    ...(node.anyOf ?? []).flatMap((branch) => endless(branch, path)),
  ];
}

/** A pattern for a whole text that repeats nothing without a maximum. */
function hasEnd(pattern: string | undefined): boolean {
  return pattern !== undefined && /^\^.*\$$/.test(pattern) && !/[*+]|\{\d+,\}/.test(pattern);
}

describe('what is read of requests beside MCP', () => {
  it.each(Object.entries(schemas))('has a maximum everywhere: %s', (name, schema) => {
    const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Node;
    expect(endless(json, name)).toEqual([]);
  });

  it('is told from what has none', () => {
    const open = z.object({ a: z.string(), b: z.array(z.string().max(1)), c: z.string().regex(/^a+$/) });
    expect(endless(z.toJSONSchema(open) as Node, 'x')).toEqual(['x.a', 'x.b', 'x.c']);
  });
});
