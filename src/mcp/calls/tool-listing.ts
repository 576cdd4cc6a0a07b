import type { Tool as ListedTool } from '@modelcontextprotocol/server';
import type { Tool } from '../../tool.js';
import { inputJsonSchema, outputJsonSchema, type JsonSchema } from '../arguments/json-schema.js';

/** Claude Code writes longer answers to a file; answers up to this many characters stay in the conversation. */
const MAXIMUM_RESULT_KEY = 'anthropic/maxResultSizeChars';

/** A tool as listed. Every model reads this, so everything unneeded is omitted. */
export function listTool(tool: Tool): ListedTool {
  const { name, title, description, annotations, output, maxResultCharacters } = tool;
  return {
    name,
    title,
    description,
    // Plain JSON, which the SDK's type spells out in another way.
    inputSchema: withoutNoise(inputJsonSchema(tool.input)) as ListedTool['inputSchema'],
    ...(output === undefined
      ? {}
      : { outputSchema: withoutNoise(outputJsonSchema(output)) as ListedTool['inputSchema'] }),
    annotations: { ...annotations },
    ...(maxResultCharacters === undefined ? {} : { _meta: { [MAXIMUM_RESULT_KEY]: maxResultCharacters } }),
  };
}

/**
 * Drops the dialect (2020-12 is the protocol's default), maxima (lengths are generous and reported when exceeded; numbers
 * are reduced to their maximum, which clients must not prevent), the bounds of JavaScript's safe integers, switches that are
 * off unless they are switched on, and the ban on further members: clients must be able to send what they add, and the
 * answer reports it.
 */
function withoutNoise(schema: JsonSchema): JsonSchema {
  const kept = Object.entries(schema).flatMap(([keyword, value]): [string, unknown][] => {
    switch (keyword) {
      case '$schema':
      case 'additionalProperties':
      case 'propertyNames':
      case 'minLength':
      case 'maxLength':
      case 'maxItems':
      case 'emptyIsAll':
      case 'hasOwnNames':
      case 'maximum':
        return [];
      case 'minimum':
        return Number.isSafeInteger(value) && Number(value) === Number.MIN_SAFE_INTEGER
          ? []
          : [[keyword, value]];
      case 'default':
        return value === false ? [] : [[keyword, value]];
      case 'properties':
        return [
          [
            keyword,
            Object.fromEntries(
              Object.entries(schema.properties ?? {})
                .filter(([, inner]) => inner.unlisted !== true)
                .map(([name, inner]) => [name, withoutNoise(inner)]),
            ),
          ],
        ];
      case 'items':
        return [[keyword, schema.items === undefined ? undefined : withoutNoise(schema.items)]];
      case 'anyOf':
        return [[keyword, schema.anyOf?.map((inner) => withoutNoise(inner))]];
      default:
        return [[keyword, value]];
    }
  });
  return Object.fromEntries(kept);
}
