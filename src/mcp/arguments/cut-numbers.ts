import { isRecord } from '../../text/json.js';
import type { JsonSchema } from './json-schema.js';

/** Arguments of which none is above its maximum, and those that were: a limit bounds the answer and changes no question. */
export interface CutNumbers {
  readonly value: unknown;
  readonly cut: readonly (readonly [argument: string, maximum: number])[];
}

/** Reduces whole numbers above the maximum to it. */
export function cutNumbers(decoded: unknown, schema: JsonSchema): CutNumbers {
  if (!isRecord(decoded)) {
    return { value: decoded, cut: [] };
  }
  const { properties = {} } = schema;
  const cut = Object.entries(decoded).flatMap(([name, given]) => {
    if (typeof given !== 'number' || !Object.hasOwn(properties, name)) {
      return [];
    }
    const { type, maximum } = properties[name] ?? {};
    return type === 'integer' && maximum !== undefined && given > maximum ? [[name, maximum] as const] : [];
  });
  return { value: cut.length === 0 ? decoded : { ...decoded, ...Object.fromEntries(cut) }, cut };
}
