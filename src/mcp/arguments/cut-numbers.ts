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
  const cut = Object.entries(schema.properties ?? {}).flatMap(([name, { type, maximum }]) => {
    const given = Object.hasOwn(decoded, name) ? decoded[name] : undefined;
    const isAbove =
      type === 'integer' && maximum !== undefined && typeof given === 'number' && given > maximum;
    return isAbove ? [[name, maximum] as const] : [];
  });
  return { value: { ...decoded, ...Object.fromEntries(cut) }, cut };
}
