import { createReadStream } from 'node:fs';
import * as z from 'zod';
import { isLoopback } from '../../http/host-names.js';
import { SERVER_NAME } from './chat-server.js';

/** Bytes of the file, and servers in it. */
const MAX_FILE_BYTES = 262_144;
const MAX_SERVERS = 32;

const text = z.string().max(10_000);
const texts = z
  .record(z.string().min(1).max(200), text)
  .refine((entries) => Object.keys(entries).length <= 100, 'at most 100 entries');

const stdioServer = z.object({
  type: z.literal('stdio').optional(),
  command: text.min(1),
  args: z.array(text).max(100).optional(),
  env: texts.optional(),
  cwd: text.optional(),
});
const httpServer = z.object({
  type: z.enum(['http', 'streamable-http', 'streamableHttp']).optional(),
  url: text.refine(isSafeUrl, 'an https:// URL, or http:// on this machine'),
  headers: texts.optional(),
});
const fileSchema = z.object({
  mcpServers: z
    .record(z.string(), z.looseObject({ disabled: z.boolean().optional() }))
    .refine((servers) => Object.keys(servers).length <= MAX_SERVERS, `at most ${MAX_SERVERS} servers`)
    .refine(
      (servers) => Object.keys(servers).every((name) => SERVER_NAME.test(name)),
      'names have up to 32 letters, digits, _ and -',
    ),
});

/** A server as the file describes it. */
export type ServerEntry =
  | {
      readonly kind: 'stdio';
      readonly name: string;
      readonly command: string;
      readonly args: readonly string[];
      readonly env: Readonly<Record<string, string>>;
      readonly cwd?: string | undefined;
    }
  | {
      readonly kind: 'http';
      readonly name: string;
      readonly url: string;
      readonly headers: Readonly<Record<string, string>>;
    };

/** A file that cannot be used. The message says where in it, and repeats nothing of it: there may be secrets. */
export class ServersFileError extends Error {
  override readonly name = 'ServersFileError';
}

/** The servers of a file in the clients' format. Those that are disabled there are left out. */
export async function readServersFile(path: string): Promise<readonly ServerEntry[]> {
  return parseServers(await contentOf(path));
}

/** Throws a `ServersFileError`. */
export function parseServers(content: string): readonly ServerEntry[] {
  const { mcpServers } = checked(fileSchema, jsonOf(content), 'The file');
  return Object.entries(mcpServers)
    .filter(([, { disabled }]) => disabled !== true)
    .map(([name, entry]) => {
      if ('url' in entry) {
        const { url, headers = {} } = checked(httpServer, entry, `mcpServers.${name}`);
        return { kind: 'http', name, url, headers };
      }
      const { command, args = [], env = {}, cwd } = checked(stdioServer, entry, `mcpServers.${name}`);
      return { kind: 'stdio', name, command, args, env, cwd };
    });
}

/** Also of a pipe, as shells make of `<(…)`. */
async function contentOf(path: string): Promise<string> {
  const chunks: Buffer[] = [];
  try {
    // Both ends count: one byte more than may come.
    for await (const chunk of createReadStream(path, { end: MAX_FILE_BYTES })) {
      chunks.push(chunk as Buffer);
    }
  } catch {
    throw new ServersFileError('The file with the servers cannot be read.');
  }
  const content = Buffer.concat(chunks);
  if (content.length > MAX_FILE_BYTES) {
    throw new ServersFileError(`The file with the servers has more than ${MAX_FILE_BYTES} bytes.`);
  }
  return content.toString();
}

function jsonOf(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    throw new ServersFileError('The file with the servers is no JSON.');
  }
}

function checked<Value>(schema: z.ZodType<Value>, value: unknown, place: string): Value {
  const { data, error } = schema.safeParse(value);
  if (error === undefined) {
    return data;
  }
  const [{ path, message } = { path: [], message: '' }] = error.issues;
  throw new ServersFileError(`${[place, ...path.map(String)].join('.')}: ${message}.`);
}

/** Headers often hold tokens: they are not sent in clear text over a network. */
function isSafeUrl(url: string): boolean {
  const { protocol = '', hostname = '', username = '' } = URL.canParse(url) ? new URL(url) : {};
  const isSafe =
    protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname.replace(/^\[|\]$/g, '')));
  return isSafe && username === '';
}
