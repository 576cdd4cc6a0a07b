import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { BodyError } from './http-errors.js';

/** Arrays and objects within each other: many times what any tool's arguments need, and far from the end of any stack. */
const DEEPEST = 64;
/** Members of all arrays and objects together: it takes time to look at each, and nobody else is served meanwhile. */
const MOST_MEMBERS = 10_000;

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads the body as JSON. One that is too long is refused as soon as that is known, which is before it is read where
 * Content-Length says it; the rest is not waited for.
 */
export function jsonBody(limit: number): RequestHandler {
  return async (request, _response, next) => {
    checkEncoding(request);
    request.body = parse(decode(await read(request, limit)));
    next();
  };
}

function checkEncoding({ headers }: IncomingMessage): void {
  if ((headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity') {
    throw new BodyError('compressed');
  }
  const charset = /;\s*charset\s*=\s*"?([^\s;"]*)/i.exec(headers['content-type'] ?? '')?.[1];
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) {
    throw new BodyError('charset');
  }
}

function read(request: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (Number(request.headers['content-length'] ?? 0) > limit) {
      reject(new BodyError('tooLarge'));
      return;
    }
    const chunks: Buffer[] = [];
    let length = 0;
    const take = (chunk: Buffer): void => {
      length += chunk.length;
      if (length > limit) {
        end(() => reject(new BodyError('tooLarge')));
      } else {
        chunks.push(chunk);
      }
    };
    const whole = (): void => end(() => resolve(Buffer.concat(chunks)));
    const cut = (): void => end(() => reject(new BodyError('cut')));
    const end = (settle: () => void): void => {
      request.off('data', take).off('end', whole).off('error', cut).off('close', cut);
      settle();
    };
    request.on('data', take).on('end', whole).on('error', cut).on('close', cut);
  });
}

function decode(bytes: Buffer): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new BodyError('charset');
  }
}

function parse(text: string): unknown {
  if (text === '') {
    throw new BodyError('empty');
  }
  checkShape(text);
  try {
    return JSON.parse(text);
  } catch {
    throw new BodyError('notJson');
  }
}

const [QUOTE, BACKSLASH, COMMA, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = Array.from(
  '"\\,[]{}',
  (character) => character.charCodeAt(0),
);

/** Looked at before it is parsed, because everything that walks the value afterwards may do so recursively. */
function checkShape(text: string): void {
  let depth = 0;
  let members = 0;
  let isInText = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (isInText) {
      if (code === BACKSLASH) {
        index += 1;
      } else if (code === QUOTE) {
        isInText = false;
      }
    } else if (code === QUOTE) {
      isInText = true;
    } else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      depth += 1;
      if (depth > DEEPEST) {
        throw new BodyError('tooDeep');
      }
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) {
      depth -= 1;
    } else if (code === COMMA) {
      members += 1;
      if (members > MOST_MEMBERS) {
        throw new BodyError('tooMany');
      }
    }
  }
}
