import { toolsets } from '../../../src/catalogue.js';
import { createConnection } from '../../../src/notion/client/connection.js';
import { answerText } from '../../support/answer-text.js';

/** Calls a tool as a client's call does, over HTTP to this address, and returns its text or its refusal. */
export async function callTool(apiUrl: string, token: string, name: string, input: object): Promise<string> {
  const tool = Object.values(toolsets)
    .flat()
    .find((candidate) => candidate.name === name);
  if (tool === undefined) {
    throw new Error(`There is no tool ${name}.`);
  }
  const connection = createConnection({ token, apiUrl, backoffMilliseconds: 2 });
  const notion = connection.openSession({ signal: new AbortController().signal });
  try {
    const answer = await tool.run(tool.input.parse(input), {
      notion,
      workspaces: [],
      now: new Date('2026-11-20T12:00:00Z'),
      extraRequests: 10,
      boundary: 'b0b0b0b0',
    });
    return answerText(answer);
  } catch (error) {
    if (error instanceof Error && error.name === 'InputError') {
      return error.message;
    }
    throw error;
  }
}
