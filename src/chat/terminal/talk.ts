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
}

/** A conversation until the person ends it. */
export async function talk({ parts, servers, lines, output, isTerminal, yes }: Talk): Promise<void> {
  let history: ChatTurn[] = [];
  let isWarned = false;
  output.note(`${parts.model.name} with ${servers.map(({ name }) => name).join(', ')}. /help says more.\n`);
  for (;;) {
    const typed = await lines.read('> ');
    if (typed.kind === 'end' || (typed.kind === 'interrupt' && isWarned)) {
      output.note('\n');
      return;
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
        return;
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
        const turn = await askOnce({ question, history, parts, servers, lines, output, isTerminal, yes });
        history = [...history, turn];
      }
    }
  }
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
}: Talk & { readonly question: string; readonly history: readonly ChatTurn[] }): Promise<ChatTurn> {
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
  for await (const event of answer({ question, history, servers, confirm, signal: stopping.signal }, parts)) {
    printer.print(event);
    if (event.type === 'done') {
      turn = { question, response: event.response, toolCalls: event.toolCalls };
    }
  }
  lines.onInterrupt = () => {};
  return turn;
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
