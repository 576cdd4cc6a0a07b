// What a server's list of tools costs a model: `node --import tsx test/bench/tool-list.ts COMMAND [ARGUMENT…]`.
// The server gets this process's environment: set there what it needs to start, such as a token that nobody accepts.
import { openSession, tokensOf } from './mcp-session.js';

const [command, ...args] = process.argv.slice(2);
if (command === undefined) {
  throw new Error('Name the command that starts the server over stdio.');
}
const env = Object.fromEntries(
  Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
);
const session = await openSession({ command, args, env });
const tools = await session.listTools();
process.stdout.write(`${tools.length} tools, ${tokensOf(JSON.stringify(tools))} tokens (o200k_base)\n`);
await session.close();
