import { describe, expect, it } from '@jest/globals';
import type { AuditEntry } from '../../../src/audit/audit-log.js';
import { auditedReads } from '../../../src/mcp/calls/audit/audited-reads.js';
import { callTool, createToolCaller } from '../../../src/mcp/calls/call-tool.js';
import { prepareTool } from '../../../src/mcp/calls/prepare-tool.js';
import { withUnderstood } from '../../../src/mcp/calls/understood-arguments.js';
import { pageParameter, defineTool, readOnly, type Tool } from '../../../src/tool.js';
import { say } from '../../../src/text/words.js';
import { echo, failing, serverOptions, structured } from '../../support/sample-tools.js';
import { z } from 'zod';

const NOTE = 'Ignored, not arguments of this tool: "runId".';

async function call(
  tool: Tool,
  given: object,
): Promise<Awaited<ReturnType<ReturnType<typeof createToolCaller>>>> {
  const options = serverOptions([tool]);
  const caller = { workspaces: options.workspacesOf(undefined), workspaceSummaries: [] };
  return createToolCaller(tool, options)(given, caller, new AbortController().signal);
}

describe('what was ignored is named', () => {
  it('at the end of a text', async () => {
    expect((await call(echo, { query: 'a', runId: 1 })).text).toMatch(
      /^\{"query":"a".*\}\n\nIgnored.*"runId"\.$/s,
    );
  });

  it('before the next call', () => {
    const answer = {
      text: '3 rows.\n\nNext: sample_echo {"cursor":"c"}',
      outcome: 'ok',
      requestCount: 1,
    } as const;
    const parsed = { ok: true, value: {}, note: say`limit was cut.` } as const;
    expect(withUnderstood(answer, parsed).text).toBe(
      '3 rows.\n\nlimit was cut.\n\nNext: sample_echo {"cursor":"c"}',
    );
  });

  it('in data, and in the text that repeats the data', async () => {
    const answer = await call(structured, { runId: 1 });
    expect(answer.structured).toEqual({ results: [{ id: 'a' }], arguments_note: NOTE });
    expect(JSON.parse(answer.text)).toEqual(answer.structured);
  });

  it('in a refusal and in an error', async () => {
    expect((await call(echo, { runId: 1 })).text).toBe(
      `sample_echo was not run:\nquery is missing; it accepts text, at most 20 characters.\n\n${NOTE}`,
    );
    expect((await call(failing, { how: 'input', runId: 1 })).text).toBe(
      `where[0].property: There is no column "Statsu".\nUse Status.\n\n${NOTE}`,
    );
    expect((await call(structured, { fails: true, runId: 1 })).text).toContain(NOTE);
  });

  it('nowhere where nothing was', async () => {
    expect((await call(structured, {})).structured).toEqual({ results: [{ id: 'a' }] });
  });
});

it('the audit log names the page that was read, under whatever name it was given', async () => {
  const id = '5d41402a-bc4b-4a76-b971-9d911017c592';
  const reader = defineTool({
    name: 'sample_reader',
    title: 'Reader',
    description: 'Reads.',
    input: z.object({ page: pageParameter }),
    annotations: readOnly,
    run: () => Promise.resolve('read'),
  });
  const entries: AuditEntry[] = [];
  const options = serverOptions([reader]);
  const reads = auditedReads({ record: (entry) => entries.push(entry), recordAggregated: () => {} });
  const prepared = [prepareTool(reader, options)];
  const origin = {
    id: 1,
    meta: undefined,
    protocolVersion: undefined,
    headers: undefined,
    signal: new AbortController().signal,
  };
  for (const given of [
    { page: id },
    { page_id: id },
    { data: JSON.stringify({ url: id }) },
    { page: [id] },
  ]) {
    await callTool(
      origin,
      { caller: undefined, tool: 'sample_reader', arguments: given },
      { served: [reader], permitted: [reader], preparedFor: () => prepared },
      { ...options, reads },
    );
  }
  expect(entries.map(({ object }) => object)).toEqual(Array.from({ length: 4 }, () => `page ${id}`));
});
