import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** How the next request is answered instead of with vectors. */
export type EndpointFault =
  | { readonly status: number; readonly retryAfter?: string; readonly body?: string }
  | 'hang'
  | 'cut'
  | 'wrong dimension'
  | 'too many vectors'
  | 'no JSON'
  | 'too large'
  | 'not numbers'
  | 'same index';

/** What was sent in one request. */
export interface EndpointRequest {
  readonly authorization: string | undefined;
  readonly model: unknown;
  readonly input: readonly string[];
}

/** Words that mean the same, a line each; every other word means itself. */
const CONCEPTS = [
  'money refund reimbursed reimbursement repaid payback expenses',
  'trip travel journey voyage travelling',
  'doctor physician medic',
  'illness sick disease ill unwell',
  'holiday vacation leave',
  'rotate renew exchange replace',
  'key certificate credential',
  'car vehicle automobile lorry',
  'repairs repair fix broken',
  'coffee machine kitchen appliances facilities',
].map((line) => line.split(' '));
/** Words without a meaning of their own. */
const EMPTY = new Set(
  'a an and are at by do does for from get how i in is my of on the to when who with we'.split(' '),
);

/**
 * A loopback server that plays an OpenAI-compatible endpoint. A text's vector is the sum of those of the meanings of its
 * words, each a direction of its own: texts that share meanings are alike, whatever their words.
 */
export class EmbeddingsEndpoint {
  readonly requests: EndpointRequest[] = [];
  readonly #server: Server;
  readonly #faults: EndpointFault[] = [];
  readonly dimensions: number;
  /** Requests with a longer text are refused, and those with a text that fits. */
  refuseLonger = Infinity;
  refuses = /$^/;
  #gate: Promise<void> | undefined;

  private constructor(server: Server, dimensions: number) {
    this.#server = server;
    this.dimensions = dimensions;
  }

  static async start({ dimensions = 256 } = {}): Promise<EmbeddingsEndpoint> {
    const server = createServer();
    const endpoint = new EmbeddingsEndpoint(server, dimensions);
    server.on('request', (request, response) => void endpoint.#answer(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return endpoint;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`;
  }

  /** All texts that were sent, in their order. */
  get texts(): readonly string[] {
    return this.requests.flatMap(({ input }) => input);
  }

  /** Answers so many of the next requests so. */
  failNext(fault: EndpointFault, times = 1): void {
    this.#faults.push(...Array.from({ length: times }, () => fault));
  }

  endFaults(): void {
    this.#faults.length = 0;
  }

  /** Holds every answer back until the returned function is called. */
  holdBack(): () => void {
    let release = (): void => {};
    this.#gate = new Promise((resolve) => {
      release = resolve;
    });
    return release;
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk as Buffer);
    }
    const { model, input } = JSON.parse(Buffer.concat(chunks).toString()) as {
      model: unknown;
      input: string[];
    };
    this.requests.push({ authorization: request.headers.authorization, model, input });
    await this.#gate;
    const isRefused = input.some((text) => text.length > this.refuseLonger || this.refuses.test(text));
    const fault = isRefused ? { status: 400 } : this.#faults.shift();
    if (fault === 'hang') {
      return;
    }
    if (typeof fault === 'object') {
      const { status, retryAfter, body = JSON.stringify({ error: { message: input[0] } }) } = fault;
      response.writeHead(status, retryAfter === undefined ? {} : { 'retry-after': retryAfter });
      response.end(body);
      return;
    }
    const dimensions = fault === 'wrong dimension' ? this.dimensions - 1 : this.dimensions;
    const data = input.map((text, index) => ({
      object: 'embedding',
      index: fault === 'same index' ? 0 : index,
      embedding: fault === 'not numbers' ? ['x'] : vectorOf(text, dimensions),
    }));
    const body = JSON.stringify({ data: fault === 'too many vectors' ? [...data, ...data] : data, model });
    response.writeHead(200, { 'content-type': 'application/json' });
    if (fault === 'cut') {
      response.write(body.slice(0, 50), () => response.destroy());
      return;
    }
    response.end(
      fault === 'no JSON' ? body.slice(0, -1) : fault === 'too large' ? ' '.repeat(5_000_000) + body : body,
    );
  }
}

/** The vector of a text, the same each time. */
export function vectorOf(text: string, dimensions: number): number[] {
  const words = text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !EMPTY.has(word));
  const vector = Array.from<number>({ length: dimensions }).fill(0);
  for (const word of new Set(words.map(meaningOf))) {
    direction(word, dimensions).forEach((number, at) => {
      vector[at] = (vector[at] ?? 0) + number;
    });
  }
  // A text of empty words has a direction too.
  return vector.every((number) => number === 0) ? direction('', dimensions) : vector;
}

function meaningOf(word: string): string {
  const at = CONCEPTS.findIndex((words) => words.some((one) => one === word || `${one}s` === word));
  return at === -1 ? word : `meaning ${at}`;
}

/** Of two words nearly at a right angle. */
function direction(word: string, dimensions: number): number[] {
  let state = 2_166_136_261;
  for (const character of word) {
    state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  }
  return Array.from({ length: dimensions }, () => {
    // Mulberry32.
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32 - 0.5;
  });
}
