import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { Account } from '../oauth/accounts.js';
import { Holds } from './faults/holds.js';
import { HostedFaults, isAfterActing, type HostedFault } from './faults/hosted-fault.js';
import type { HostedArrival, HostedRefresh, HostedSandbox } from './hosted-sandbox.js';
import type { HostedAnswer, HostedRequest } from './http/exchange.js';
import { labelOf, toolCallOf } from './mcp/label.js';
import { sendAnswer } from './http/send.js';
import { eventOf } from './mcp/framing.js';
import type { HostedOptions } from './options.js';
import { partsOf } from './tokens/grant.js';
import { HostedService } from './service.js';

/** Starts the hosted server of the sandbox on 127.0.0.1. */
export async function startHosted(
  accounts: readonly Account[],
  options: HostedOptions = {},
): Promise<HostedSandbox> {
  const faults = new HostedFaults();
  const holds = new Holds();
  const requests: HostedArrival[] = [];
  const refreshes: HostedRefresh[] = [];
  const streams = new Set<ServerResponse>();

  async function handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(message, service.issuer);
    const label = labelOf(request);
    const record = (status: number): void => {
      const call = toolCallOf(request);
      requests.push({ label, status, ...(call !== undefined && { input: call.input }) });
    };
    const fault = faults.take(label);
    await holds.pass(label);
    const early = fault !== undefined && !isAfterActing(fault) ? answerOfFault(fault) : undefined;
    const answer =
      early === undefined ? await service.answer(request, fault) : early === 'nothing' ? undefined : early;
    const late = fault !== undefined && isAfterActing(fault) ? answerOfFault(fault) : undefined;
    const sentWhole = answer !== undefined && late === undefined && fault?.kind !== 'cut';
    const refresh = refreshOf(request, answer ?? early, sentWhole);
    if (refresh !== undefined) {
      refreshes.push(refresh);
    }
    if (answer === undefined || late === 'nothing') {
      record(0);
      if (fault?.kind === 'reset') {
        message.socket.resetAndDestroy();
      }
      return;
    }
    const sent = late ?? answer;
    record(sent.status);
    if (sent.isStream === true) {
      streams.add(response);
      response.once('close', () => streams.delete(response));
    }
    await sendAnswer(response, sent, fault?.kind === 'cut');
  }

  const server = createServer((message, response) => {
    handle(message, response).catch((error: unknown) => {
      const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
      if (!response.headersSent) {
        response.writeHead(500, { 'content-type': 'text/plain' });
      }
      response.end(`Fault of the sandbox itself: ${cause}`);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const service = new HostedService(`http://127.0.0.1:${port}`, accounts, options);

  return {
    url: service.issuer,
    resource: `${service.issuer}/mcp`,
    accounts,
    behavior: service.behavior,
    counts: service.counts,
    get livingGrants() {
      return service.grants.living;
    },
    refreshes,
    requests,
    clearRequests: () => {
      requests.length = 0;
    },
    callsOf: (tool) => {
      const start = tool === undefined ? 'POST /mcp tools/call ' : `POST /mcp tools/call ${tool}`;
      return requests.filter(({ label }) => (tool === undefined ? label.startsWith(start) : label === start))
        .length;
    },
    failNext: (fault, times = 1, match) => {
      faults.add(fault, times, match);
    },
    endFaults: () => {
      faults.clear();
    },
    hold: (match) => holds.add(match),
    forgetClients: () => {
      service.clients.forget();
    },
    removeAllGrants: () => {
      service.grants.removeAll();
    },
    endAccessTokens: () => {
      service.grants.endAccessTokens();
    },
    announceTools: () => {
      for (const stream of streams) {
        stream.write(eventOf({ jsonrpc: '2.0', method: 'notifications/tools/list_changed' }));
      }
    },
    close: async () => {
      holds.releaseAll();
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      });
    },
  };
}

/** What a request to the token endpoint was, if it was a refresh. `isWhole`: whether what the service answered is sent. */
function refreshOf(
  { method, url, headers, body }: HostedRequest,
  answer: HostedAnswer | 'nothing' | undefined,
  isWhole: boolean,
): HostedRefresh | undefined {
  const form = method === 'POST' && url.pathname === '/token' ? new URLSearchParams(body) : undefined;
  if (form?.get('grant_type') !== 'refresh_token') {
    return undefined;
  }
  return {
    person: partsOf(form.get('refresh_token') ?? '')?.userId ?? '',
    agent: headers['user-agent'],
    at: Date.now(),
    isIssued: typeof answer === 'object' && answer.status === 200,
    isAnswered: isWhole,
  };
}

async function readRequest(message: IncomingMessage, issuer: string): Promise<HostedRequest> {
  const body = await buffer(message);
  return {
    method: message.method ?? 'GET',
    url: new URL(message.url ?? '/', issuer),
    headers: Object.fromEntries(
      Object.entries(message.headers).map(([name, value]) => [name, value?.toString()]),
    ),
    body: body.toString(),
  };
}

/** What a fault sends; `nothing` where it is the lack of an answer, undefined where it changes the answer only. */
function answerOfFault(fault: HostedFault): HostedAnswer | 'nothing' | undefined {
  switch (fault.kind) {
    case 'reset':
    case 'hang':
      return 'nothing';
    case 'status':
      return {
        status: fault.status,
        headers: {
          'content-type': 'text/plain',
          ...(fault.retryAfterSeconds !== undefined && { 'retry-after': String(fault.retryAfterSeconds) }),
        },
        pieces: [fault.body ?? 'Internal Server Error'],
      };
    default:
      return undefined;
  }
}
