import { z } from 'zod';
import {
  InputError,
  ReconnectError,
  RetryLaterError,
  UnavailableError,
  UnexpectedResponseError,
} from '../../src/errors.js';
import { silentLog, type Log } from '../../src/telemetry/log/log.js';
import { CallLimiter } from '../../src/mcp/calls/call-limiter.js';
import type { McpServerOptions } from '../../src/mcp/server.js';
import { singleWorkspace } from '../../src/connections/workspaces.js';
import { createConnection } from '../../src/notion/client/connection.js';
import { adds, cursorParameter, defineTool, limitParameter, readOnly, type Tool } from '../../src/tool.js';
import { say } from '../../src/text/words.js';

/** Answers with the arguments it was given, as JSON. */
export const echo = defineTool({
  name: 'sample_echo',
  title: 'Echo',
  description: 'Answers with its arguments.',
  input: z.object({
    query: z.string().max(20).describe('Words'),
    kind: z.enum(['any', 'page', 'database']).default('any').describe('Kind'),
    limit: limitParameter(10, 50),
    exact: z.boolean().optional().describe('Whether exact'),
    columns: z.array(z.string()).optional().describe('Columns'),
    where: z
      .array(
        z.strictObject({
          property: z.string().describe('Name'),
          operator: z.string().describe('Operator'),
          value: z
            .union([z.string(), z.number(), z.array(z.string())])
            .optional()
            .describe('Value'),
        }),
      )
      .optional()
      .describe('Conditions'),
    cursor: cursorParameter,
  }),
  annotations: readOnly,
  maxResultCharacters: 200_000,
  run: (input) => Promise.resolve(JSON.stringify(input)),
});

/** Answers with data. */
export const structured = defineTool({
  name: 'sample_structured',
  title: 'Structured',
  description: 'Answers with data.',
  input: z.object({ fails: z.boolean().default(false).describe('Whether to fail') }),
  output: z.object({
    results: z.array(z.object({ id: z.string().describe('Id') })).describe('Results'),
    complete: z.boolean().optional().describe('Whether complete'),
  }),
  annotations: readOnly,
  run: ({ fails }) =>
    fails
      ? Promise.reject(new InputError('fails', say`It was to fail.`, say`Do not ask for it.`))
      : Promise.resolve({ structured: { results: [{ id: 'a' }] } }),
});

/** Answers with a text, and data beside it. */
export const changed = defineTool({
  name: 'sample_changed',
  title: 'Changed',
  description: 'Answers as changes do.',
  input: z.object({}),
  annotations: adds,
  run: () =>
    Promise.resolve({
      text: 'It is changed.',
      data: { change: '0123456789abcdef', objects: [{ action: 'create', id: 'a' }] },
    }),
});

/** Reports how far it has come, also what did not grow; then answers, or fails as a program can read. */
export const reporting = defineTool({
  name: 'sample_report',
  title: 'Report',
  description: 'Reports progress.',
  input: z.object({ fails: z.enum(['reconnect', 'wait', 'unavailable']).optional().describe('How') }),
  annotations: readOnly,
  run: ({ fails }, { progress }) => {
    progress?.(100, '100 rows counted');
    progress?.(100, '100 rows counted');
    progress?.(250, '250 rows counted');
    switch (fails) {
      case 'reconnect':
        throw new ReconnectError(say`Nothing is connected.`, say`Open the link.`, {
          link: 'https://a.example/go/1',
        });
      case 'wait':
        throw new RetryLaterError(say`Too much at once.`, 7);
      case 'unavailable':
        throw new UnavailableError(say`Notion does not answer.`, say`Call again later.`);
      case undefined:
        return Promise.resolve(progress === undefined ? 'reported to nobody' : 'reported');
    }
  },
});

/** Waits until its call is cancelled; `started` and `cancelled` tell the test. */
export function waitingTool(): {
  tool: Tool;
  started: Promise<void>;
  cancelled: Promise<void>;
  finish(): void;
} {
  const started = deferred();
  const cancelled = deferred();
  const finished = deferred();
  const tool = defineTool({
    name: 'sample_wait',
    title: 'Wait',
    description: 'Waits.',
    input: z.object({}),
    annotations: readOnly,
    run: async (_input, { notion }) => {
      notion.signal.addEventListener('abort', () => {
        cancelled.resolve();
        finished.resolve();
      });
      started.resolve();
      await finished.promise;
      return 'waited';
    },
  });
  return {
    tool,
    started: started.promise,
    cancelled: cancelled.promise,
    finish: () => finished.resolve(),
  };
}

/** Fails as it is told. */
export const failing = defineTool({
  name: 'sample_fail',
  title: 'Fail',
  description: 'Fails.',
  input: z.object({ how: z.enum(['input', 'report', 'bug', 'string']).describe('How') }),
  annotations: readOnly,
  run: ({ how }) => {
    switch (how) {
      case 'input':
        throw new InputError('where[0].property', say`There is no column ${'Statsu'}.`, say`Use Status.`);
      case 'report':
        throw new UnexpectedResponseError(say`Notion answered strangely.`, say`Report it.`);
      case 'bug':
        throw new TypeError('secret page content', { cause: new RangeError('more secrets') });
      case 'string':
        // oxlint-disable-next-line no-throw-literal, typescript/only-throw-error -- this is what is tested
        throw 'secret page content';
    }
  },
});

/** Everything a server needs, with a Notion connection that is never used. */
export function serverOptions(tools: readonly Tool[], log: Log = silentLog): McpServerOptions {
  const connection = createConnection({ token: 'unused', apiUrl: 'http://127.0.0.1:9' });
  const workspaces = singleWorkspace(() => Promise.resolve(connection));
  return {
    chooseTools: () => tools,
    instructionsFor: () => 'Use the tools.',
    version: '1.2.3',
    workspacesOf: () => workspaces,
    calls: new CallLimiter(),
    log,
    now: () => new Date(0),
    extraRequests: 40,
    randomText: () => 'c0ffee42',
  };
}

function deferred(): { promise: Promise<void>; resolve(): void } {
  let resolve = (): void => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve: () => resolve() };
}
