import { expect, it } from '@jest/globals';
import { z } from 'zod';
import { createToolCaller } from '../../../src/mcp/calls/call-tool.js';
import type { ChangeSupport } from '../../../src/mcp/calls/change-support.js';
import { defineTool, dryRunParameter, readOnly, replaces, type Tool } from '../../../src/tool.js';
import { serverOptions } from '../../support/sample-tools.js';

/** Whether the journal is being opened while a tool with these annotations runs. */
async function isPrepared(
  annotations: Tool['annotations'],
  input: object,
  mode: Pick<ChangeSupport, 'isProposal'> = { isProposal: false },
): Promise<boolean> {
  let preparations = 0;
  const refused = (): never => {
    throw new Error('Nothing is changed here.');
  };
  const changes = {
    ...mode,
    openJournal: refused,
    confirmationSecret: refused,
    prepareJournal: () => void (preparations += 1),
  };
  const tool = defineTool({
    name: 'sample_change',
    title: 'Change',
    description: 'Tells whether the journal is being opened.',
    input: z.object({ dry_run: dryRunParameter }),
    annotations,
    run: () => Promise.resolve(String(preparations)),
  });
  const options = { ...serverOptions([tool]), changes };
  const caller = { workspaces: options.workspacesOf(undefined), workspaceSummaries: [] };
  const { text } = await createToolCaller(tool, options)(input, caller, new AbortController().signal);
  expect(text).toMatch(/^[01]$/);
  return text === '1';
}

it('opens the journal while a call still reads what it is to change', async () => {
  await expect(isPrepared(replaces, {})).resolves.toBe(true);
});

it('opens none for a tool that only reads, a rehearsal, or a server that only proposes', async () => {
  await expect(isPrepared(readOnly, {})).resolves.toBe(false);
  await expect(isPrepared(replaces, { dry_run: true })).resolves.toBe(false);
  await expect(isPrepared(replaces, {}, { isProposal: true })).resolves.toBe(false);
});
