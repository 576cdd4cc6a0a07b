import { say } from '../../../text/words.js';
import { refuseValue } from './value-context.js';
/**
 * A pattern of SQL's `like` in Notion's operators: `%x%` and `x` are contained, `x%` begins, `%x` ends. Others, and
 * negated ones that Notion has no operator for, are refused.
 */
export function readLike(pattern, context) {
    const isOpenStart = pattern.startsWith('%');
    const isOpenEnd = pattern.length > 1 && pattern.endsWith('%');
    const value = pattern.slice(isOpenStart ? 1 : 0, isOpenEnd ? -1 : undefined);
    const isWhole = isOpenStart === isOpenEnd;
    if (value === '' || value.includes('%') || (!isWhole && context.operator !== 'contains')) {
        return refuseValue(say `Pass the text alone, without %.`, pattern, context);
    }
    return { operator: isWhole ? context.operator : isOpenEnd ? 'starts_with' : 'ends_with', value };
}
