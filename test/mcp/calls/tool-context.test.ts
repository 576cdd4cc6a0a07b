import { expect, it } from '@jest/globals';
import { z } from 'zod';
import { createToolCaller } from '../../../src/mcp/calls/call-tool.js';
import { defineTool, readOnly } from '../../../src/tool.js';
import { serverOptions } from '../../support/sample-tools.js';

const tellsBudget = defineTool({
  name: 'sample_budget',
  title: 'Budget',
  description: 'Tells the extra requests of its call.',
  input: z.object({}),
  annotations: readOnly,
  run: (_input, { extraRequests }) => Promise.resolve(String(extraRequests)),
});

const tellsZone = defineTool({
  ...tellsBudget,
  name: 'sample_zone',
  run: (_input, { readTimeZone }) => Promise.resolve(readTimeZone?.() ?? 'no zone'),
});

it('hands a tool that only reads the time zone that was set', async () => {
  const options = { ...serverOptions([tellsZone]), readTimeZone: () => 'Europe/Berlin' };
  const caller = { workspaces: options.workspacesOf(undefined), workspaceSummaries: [] };
  const call = createToolCaller(tellsZone, options);
  expect(await call({}, caller, new AbortController().signal)).toMatchObject({ text: 'Europe/Berlin' });
});

it('hands a tool the extra requests that were set', async () => {
  const options = { ...serverOptions([tellsBudget]), extraRequests: 7 };
  const caller = { workspaces: options.workspacesOf(undefined), workspaceSummaries: [] };
  const call = createToolCaller(tellsBudget, options);
  expect(await call({}, caller, new AbortController().signal)).toMatchObject({ text: '7' });
});
