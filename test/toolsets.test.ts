import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { toolsets as catalogue } from '../src/catalogue.js';
import { createToolChooser, type ToolNames, type ToolSettings, type Toolsets } from '../src/toolsets.js';
import { defineTool, readOnly, type Tool } from '../src/tool.js';

function sample(name: string, changes = false): Tool {
  return defineTool({
    name,
    title: name,
    description: name,
    input: z.object({}),
    annotations: changes ? { ...readOnly, readOnlyHint: false } : readOnly,
    run: () => Promise.resolve(name),
  });
}

const available: Toolsets = {
  read: [sample('find'), sample('open'), sample('count')],
  write: [sample('append', true), sample('preview')],
  extra: [sample('lookup')],
};

function chosen(settings: Partial<ToolSettings>, asked: ToolNames = {}): string[] {
  const choose = createToolChooser(available, { toolsets: ['read'], readOnly: true, ...settings });
  return choose(asked).map(({ name }) => name);
}

describe('an operator', () => {
  it.each<[string, Partial<ToolSettings>, string[]]>([
    ['gets the standard toolset', {}, ['find', 'open', 'count']],
    [
      'adds a toolset, in the order of the catalogue',
      { toolsets: ['extra', 'read'] },
      ['find', 'open', 'count', 'lookup'],
    ],
    ['picks tools', { tools: ['count', 'find'] }, ['find', 'count']],
    ['leaves tools out', { excludeTools: ['open'] }, ['find', 'count']],
    ['picks and leaves out', { tools: ['open', 'find'], excludeTools: ['open'] }, ['find']],
    ['may leave out what is not chosen anyway', { excludeTools: ['lookup'] }, ['find', 'open', 'count']],
    ['gets no tool that changes something', { toolsets: ['write'] }, ['preview']],
    ['unless it is allowed', { toolsets: ['write'], readOnly: false }, ['append', 'preview']],
  ])('%s', (_name, settings, expected) => {
    expect(chosen(settings)).toEqual(expected);
  });

  it.each<[string, Partial<ToolSettings>, string, string]>([
    ['a toolset', { toolsets: ['raed'] }, 'toolsets', 'there is no toolset raed; did you mean read?'],
    ['a tool', { tools: ['cuont'] }, 'tools', 'there is no tool cuont; did you mean count?'],
    [
      'a tool to leave out',
      { excludeTools: ['opn'] },
      'excludeTools',
      'there is no tool opn; did you mean open?',
    ],
    [
      'a tool of another toolset',
      { tools: ['lookup'] },
      'tools',
      'lookup cannot be chosen: it belongs to the toolset extra, which is not selected',
    ],
    [
      'a tool that changes something',
      { toolsets: ['write'], tools: ['append'] },
      'tools',
      'append cannot be chosen: it makes changes, and only reading is allowed',
    ],
    ['everything', { excludeTools: ['find', 'open', 'count'] }, 'tools', 'this choice leaves no tool'],
    [
      'a secret',
      { tools: ['ntn_0123456789abcdefgh'] },
      'tools',
      'there is no such tool; tools are find, open, count',
    ],
    [
      'a secret with a name in it',
      { tools: [`count${'0123456789'.repeat(5)}`] },
      'tools',
      'there is no such tool; tools are find, open, count',
    ],
  ])('is told at once of %s that cannot be', (_name, settings, field, message) => {
    expect(() => chosen(settings)).toThrow(expect.objectContaining({ field, message }));
  });
});

describe('a request', () => {
  it.each<[string, Partial<ToolSettings>, ToolNames, string[]]>([
    ['narrows to some tools', {}, { tools: ['open'] }, ['open']],
    ['leaves tools out', {}, { excludeTools: ['open'] }, ['find', 'count']],
    ['takes another toolset', {}, { toolsets: ['extra'] }, ['lookup']],
    [
      'cannot get what changes something',
      {},
      { toolsets: ['write', 'read'] },
      ['find', 'open', 'count', 'preview'],
    ],
    [
      'cannot get back what the operator left out',
      { excludeTools: ['open'] },
      { toolsets: ['read'] },
      ['find', 'count'],
    ],
  ])('%s', (_name, settings, asked, expected) => {
    expect(chosen(settings, asked)).toEqual(expected);
  });

  it.each<[string, Partial<ToolSettings>, ToolNames, string]>([
    ['an unknown toolset', {}, { toolsets: ['wirte'] }, 'there is no toolset wirte; did you mean write?'],
    ['an unknown tool', {}, { tools: ['fnid'] }, 'there is no tool fnid; did you mean find?'],
    [
      'a tool that the operator left out',
      { excludeTools: ['open'] },
      { tools: ['open'] },
      'open cannot be chosen: the server does not offer it',
    ],
    [
      'a tool beyond those the operator picked',
      { tools: ['open'] },
      { tools: ['find'] },
      'find cannot be chosen: the server does not offer it',
    ],
    [
      'a toolset of which the operator picked nothing',
      { tools: ['open'] },
      { toolsets: ['extra'] },
      'this choice leaves no tool',
    ],
    [
      'a tool that changes something',
      {},
      { toolsets: ['write'], tools: ['append'] },
      'append cannot be chosen: the server does not offer it',
    ],
  ])('is refused %s', (_name, settings, asked, message) => {
    expect(() => chosen(settings, asked)).toThrow(message);
  });
});

it('every tool of the catalogue is read-only and in one toolset', () => {
  const names = Object.values(catalogue).flatMap((tools) => tools.map(({ name }) => name));
  expect(new Set(names).size).toBe(names.length);
  const choose = (readOnly: boolean): readonly Tool[] =>
    createToolChooser(catalogue, { toolsets: Object.keys(catalogue), readOnly })({});
  expect(choose(true)).toEqual(choose(false));
});
