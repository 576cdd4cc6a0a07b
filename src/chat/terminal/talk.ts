import { answer, type ChatParts } from '../answer.js';
import type { ChatTurn } from '../chat-turn.js';
import type { ChatServer } from '../servers/chat-server.js';
import { allowCall } from './allow-call.js';
import { AnswerPrinter, type AnswerOutput } from './answer-printer.js';
import type { LineReader } from './line-reader.js';

const HELP = `Ask anything. /new starts a new conversation, /servers lists the servers and their tools, /quit ends.
Ctrl-C stops an answer; at the prompt, twice ends.
`;

interface Talk {
  readonly parts: ChatParts;
  readonly servers: readonly ChatServer[];
  readonly lines: LineReader;
  readonly output: AnswerOutput;
  readonly isTerminal: boolean;
  /** Whether every call is allowed without asking. */
  readonly yes: boolean;
  /** Aborted when the program is asked to end: the answer under way stops, and no further line is read. */
  readonly ending: AbortSignal;
}

/** A conversation until the person ends it. Resolves to whether a question got no whole answer. */
export async function talk(given: Talk): Promise<boolean> {
  const { parts, servers, lines, output, ending } = given;
  let history: ChatTurn[] = [];
  let isWarned = false;
  let hasFailed = false;
  const names = servers.map(({ name }) => name);
  output.note(`${parts.model.name} with ${names.join(', ') || 'no servers'}. /help says more.\n`);
  while (!ending.aborted) {
    const typed = await lines.read('> ');
    if (typed.kind === 'end' || (typed.kind === 'interrupt' && isWarned)) {
      output.note('\n');
      break;
    }
    isWarned = typed.kind === 'interrupt';
    if (typed.kind !== 'line') {
      output.note('\nCtrl-C again ends the conversation.\n');
      continue;
    }
    const question = typed.line.trim();
    switch (question) {
      case '':
        break;
      case '/quit':
      case '/exit':
        return hasFailed;
      case '/new':
        history = [];
        output.note('A new conversation.\n');
        break;
      case '/help':
        output.note(HELP);
        break;
      case '/servers':
        await listServers(servers, parts, output);
        break;
      default: {
        const { turn, failed } = await askOnce({ ...given, question, history });
        history = [...history, turn];
        hasFailed ||= failed;
      }
    }
  }
  return hasFailed;
}

async function askOnce({
  question,
  history,
  parts,
  servers,
  lines,
  output,
  isTerminal,
  yes,
  ending,
}: Talk & { readonly question: string; readonly history: readonly ChatTurn[] }): Promise<{
  readonly turn: ChatTurn;
  readonly failed: boolean;
}> {
  const stopping = new AbortController();
  lines.onInterrupt = () => stopping.abort();
  const printer = new AnswerPrinter(output);
  const confirm = allowCall({
    printer,
    output,
    yes,
    read: isTerminal ? (prompt) => lines.read(prompt) : undefined,
    stop: () => stopping.abort(),
  });
  let turn: ChatTurn = { question, response: '', toolCalls: [] };
  const signal = AbortSignal.any([stopping.signal, ending]);
  let failed = false;
  for await (const event of answer({ question, history, servers, confirm, signal }, parts)) {
    printer.print(event);
    failed ||= event.type === 'failed';
    if (event.type === 'done') {
      turn = { question, response: event.response, toolCalls: event.toolCalls };
    }
  }
  lines.onInterrupt = () => {};
  return { turn, failed };
}

async function listServers(
  servers: readonly ChatServer[],
  { connections }: ChatParts,
  output: AnswerOutput,
): Promise<void> {
  for (const server of servers) {
    try {
      const tools = await connections.tools(server, AbortSignal.timeout(60_000));
      output.note(`${server.name}: ${tools.map(({ name }) => name.replaceAll(/[^\w-]/g, '?')).join(', ')}\n`);
    } catch (error) {
      output.note(`${server.name}: ${error instanceof Error ? error.message : 'It failed.'}\n`);
    }
  }
}
