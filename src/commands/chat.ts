import { randomUUID } from 'node:crypto';
import { serversBeside } from '../app/chat/servers-beside.js';
import { answer, type ChatParts } from '../chat/answer.js';
import { chatResponse } from '../chat/chat-response.js';
import { openChatModel } from '../chat/model/chat-model.js';
import type { ChatServer } from '../chat/servers/chat-server.js';
import { fileServer } from '../chat/servers/file-server.js';
import { ServerConnections } from '../chat/servers/server-connections.js';
import { allowCall } from '../chat/terminal/allow-call.js';
import { AnswerPrinter, type AnswerOutput } from '../chat/terminal/answer-printer.js';
import { LineReader, type Typed } from '../chat/terminal/line-reader.js';
import { talk } from '../chat/terminal/talk.js';
import type { ChatConfig } from '../config/chat/chat-config.js';
import { EXIT_FAILED, type Program } from '../app/program.js';

/** Exit code of a program that Ctrl-C has ended, as shells have it. */
const EXIT_INTERRUPTED = 130;

/** A conversation in the terminal, or one question with `--once`. */
export async function runChat(config: ChatConfig, program: Program): Promise<void> {
  const servers = await serversOf(config);
  const connections = new ServerConnections();
  const { chat } = config;
  const parts = {
    model: await openChatModel(chat),
    connections,
    limits: chat.limits,
    prices: chat.prices,
  };
  const exitCode = await (
    config.question === undefined
      ? converse(config, servers, parts, program)
      : answerOnce(config.question, config, servers, parts, program)
  ).finally(() => connections.closeAll());
  if (exitCode !== 0) {
    process.exit(exitCode);
  }
  program.exit();
}

async function serversOf(config: ChatConfig): Promise<readonly ChatServer[]> {
  const { ownServer } = config;
  const own =
    ownServer !== undefined && 'environment' in ownServer ? [ownStdioServer(ownServer.environment)] : [];
  if (ownServer !== undefined && 'problem' in ownServer) {
    process.stderr.write(`Without Notion: ${ownServer.problem}\n`);
  }
  const beside = await serversBeside(config);
  return [...own, ...beside.of('')];
}

/** This program itself, as any client would start it. */
function ownStdioServer(environment: Readonly<Record<string, string>>): ChatServer {
  const server = fileServer({
    kind: 'stdio',
    name: 'notion',
    command: process.execPath,
    args: [...process.execArgv, process.argv[1] ?? '', 'stdio'],
    env: environment,
  });
  return { ...server, help: 'notion-rest-mcp doctor says why.' };
}

async function converse(
  config: ChatConfig,
  servers: readonly ChatServer[],
  parts: ChatParts,
  program: Program,
): Promise<number> {
  const isTerminal = process.stdin.isTTY && process.stdout.isTTY;
  const lines = new LineReader(process.stdin, process.stdout, isTerminal);
  // What a script reads are the answers.
  const notes = isTerminal ? process.stdout : process.stderr;
  const output = {
    text: (text: string) => void process.stdout.write(text),
    note: (text: string) => void notes.write(text),
    hasColours: hasColours(notes),
  };
  const stopping = new AbortController();
  stopping.signal.addEventListener('abort', () => lines.close(), { once: true });
  void program.stopRequested().then(() => stopping.abort());
  try {
    const hasFailed = await talk({
      parts,
      servers,
      lines,
      output,
      isTerminal,
      yes: config.yes,
      ending: stopping.signal,
    });
    return stopping.signal.aborted ? EXIT_INTERRUPTED : hasFailed && !isTerminal ? EXIT_FAILED : 0;
  } finally {
    lines.close();
  }
}

/** Answers on standard output, and tells on standard error what happens meanwhile. Resolves to the exit code. */
async function answerOnce(
  question: string,
  { json, yes }: ChatConfig,
  servers: readonly ChatServer[],
  parts: ChatParts,
  program: Program,
): Promise<number> {
  const stopping = new AbortController();
  void program.stopRequested().then(() => stopping.abort());
  const output: AnswerOutput = {
    text: (text) => void (json ? undefined : process.stdout.write(text)),
    note: (text) => void process.stderr.write(text),
    hasColours: hasColours(process.stderr),
  };
  const printer = new AnswerPrinter(output);
  const confirm = allowCall({
    printer,
    output,
    yes,
    read: process.stdin.isTTY && process.stderr.isTTY ? readFromTerminal : undefined,
    stop: () => stopping.abort(),
  });
  let hasFailed = false;
  for await (const event of answer(
    { question, history: [], servers, confirm, signal: stopping.signal },
    parts,
  )) {
    hasFailed ||= event.type === 'failed';
    printer.print(event);
    if (event.type === 'done' && json) {
      program.print(`${JSON.stringify(chatResponse(event, randomUUID(), new Date()))}\n`);
    }
  }
  return stopping.signal.aborted ? EXIT_INTERRUPTED : hasFailed ? EXIT_FAILED : 0;
}

async function readFromTerminal(prompt: string): Promise<Typed> {
  const lines = new LineReader(process.stdin, process.stderr, true);
  try {
    return await lines.read(prompt);
  } finally {
    lines.close();
  }
}

function hasColours(stream: NodeJS.WriteStream): boolean {
  // Knows NO_COLOR as well.
  return stream.isTTY && stream.hasColors();
}
