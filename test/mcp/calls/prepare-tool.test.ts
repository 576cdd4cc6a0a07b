import { describe, expect, it, jest } from '@jest/globals';
import { prepareTool } from '../../../src/mcp/calls/prepare-tool.js';
import { ToolRequests } from '../../../src/mcp/calls/tool-requests.js';
import { echo, serverOptions, structured } from '../../support/sample-tools.js';

/** The tool, and how often its schema was read, which is what takes time at the first call of a process. */
function counted(tool: typeof echo): { readonly tool: typeof echo; readonly reads: () => number } {
  const read = jest.fn(() => tool.input);
  const watched = Object.defineProperty({ ...tool }, 'input', { get: read, enumerable: true });
  return { tool: watched, reads: () => read.mock.calls.length };
}

const origin = {
  id: 1,
  meta: undefined,
  protocolVersion: undefined,
  headers: undefined,
  signal: new AbortController().signal,
};

describe('a prepared tool', () => {
  it('converts no schema before it is listed or called', () => {
    const { tool, reads } = counted(echo);
    const prepared = prepareTool(tool, serverOptions([]));
    expect([prepared.name, reads()]).toEqual(['sample_echo', 0]);
  });

  it('is listed and called by the same objects each time', () => {
    const prepared = prepareTool(echo, serverOptions([]));
    expect(prepared.listed).toBe(prepared.listed);
    expect(prepared.call).toBe(prepared.call);
  });

  it('is not prepared by a call of another one', async () => {
    const { tool, reads } = counted(echo);
    const requests = new ToolRequests(serverOptions([tool, structured]));
    const tools = requests.toolsOf(undefined, () => undefined);
    await requests.call(origin, { caller: undefined, tool: 'sample_structured', arguments: {} }, tools);
    expect(reads()).toBe(0);
  });
});
