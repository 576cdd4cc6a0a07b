import type { Response } from 'express';
import * as z from 'zod';
import { parseSpaceId } from '../../ids.js';
import { refuse } from '../../http/http-responses.js';
import { MAX_RETURN_TO_CHARACTERS, parseReturnTo } from './return-to.js';

/** Characters; longer values are not ids. */
const MAX_SPACE_ID_CHARACTERS = 128;
const SPACE_RULE =
  'must be a space id: up to 128 letters, digits and . _ : -, beginning with a letter or digit';

const spaceId = z
  .string({ error: SPACE_RULE })
  .max(MAX_SPACE_ID_CHARACTERS, SPACE_RULE)
  .transform((text, context) => {
    const id = parseSpaceId(text);
    if (id === undefined) {
      context.addIssue(SPACE_RULE);
      return z.NEVER;
    }
    return id;
  });

/** `?spaceId=`, on every route: needed where the key is not for one space. */
export const spaceQuery = z.object({ spaceId: spaceId.optional() });

interface StartBody {
  /** The same as in the query, for callers that send it here. */
  readonly spaceId?: z.output<typeof spaceId> | undefined;
  readonly returnTo?: string | undefined;
}

/** The body of the routes that start a flow. */
export function startBody(returnOrigins: readonly string[]): z.ZodType<StartBody> {
  const rule = 'must be a URL whose origin is one of RETURN_ORIGINS';
  const returnTo = z
    .string({ error: rule })
    .max(MAX_RETURN_TO_CHARACTERS, rule)
    .transform((text, context) => {
      const url = parseReturnTo(text, returnOrigins);
      if (url === undefined) {
        context.addIssue(rule);
        return z.NEVER;
      }
      return url;
    })
    .optional();
  return z.strictObject({ spaceId: spaceId.optional(), returnTo });
}

/** The parsed input, or undefined after answering the request with the first problem. */
export function parseOrRefuse<Value>(
  schema: z.ZodType<Value>,
  sent: unknown,
  response: Response,
): Value | undefined {
  const result = schema.safeParse(sent);
  if (result.success) {
    return result.data;
  }
  const [issue] = result.error.issues;
  if (issue?.code === 'unrecognized_keys') {
    // The field name comes from the sender; it is harmless as JSON.
    refuse(response, 400, 'invalid_request', 'There is no such field.', issue.keys[0]?.slice(0, 64));
  } else if (issue === undefined || issue.path.length === 0) {
    refuse(response, 400, 'invalid_request', 'The body must be a JSON object.');
  } else {
    const field = issue.path.join('.');
    refuse(response, 400, 'invalid_request', `${field} ${issue.message}.`, field);
  }
  return undefined;
}
