import { isRecord } from '../../text/json.js';
import { itemsIn } from './decode-arguments.js';

/** The lists in which some items were empty and are left out, with how many: whoever wrote one may have meant something. */
export function leftOutItems(
  given: unknown,
  decoded: unknown,
): readonly (readonly [argument: string, count: number])[] {
  return isRecord(given) && isRecord(decoded)
    ? Object.entries(decoded).flatMap(([name, items]) => {
        const left = Array.isArray(items) ? items.length : 0;
        const count = left > 0 ? itemsIn(given[name]).length - left : 0;
        return count > 0 ? [[name, count] as const] : [];
      })
    : [];
}
