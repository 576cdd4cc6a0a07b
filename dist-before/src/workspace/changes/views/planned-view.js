import { titleText } from '../../../content/print/title-text.js';
import { say, Words } from '../../../text/words.js';
import { changesText, settingsText, shownSettings } from './view-lines.js';
import { settingsOf } from './view-settings.js';
import { definitionOf } from './view-steps.js';
/** A line that says what becomes of a view, and what is lost with one that goes. */
export async function describeView(session, plan, schema, lookups) {
    if (plan.kind === 'make') {
        const { name, type } = plan.definition;
        const shown = await shownSettings(session, plan.definition, schema, lookups);
        return { line: `New view ${titleText(name)}: ${settingsText(type, shown)}` };
    }
    const { view } = plan;
    const now = settingsOf(view);
    const before = await shownSettings(session, now, schema, lookups);
    if (plan.kind === 'remove') {
        const text = settingsText(view.type, before);
        return {
            line: `Removed view ${titleText(view.name)}: ${text}`,
            loss: {
                words: say `the view ${view.name} would be removed (${partsOf(view)})`,
                seen: [view.id, definitionOf(view)],
            },
        };
    }
    const after = await shownSettings(session, { ...now, ...plan.settings }, schema, lookups);
    return {
        line: `View ${titleText(view.name)}: ${changesText(view.name, plan.settings.name ?? view.name, before, after)}`,
    };
}
/** What goes with a view, counted. */
function partsOf({ type, filter, quickFilters, sorts }) {
    const hasFilter = (filter !== null && filter !== undefined) || Object.keys(quickFilters).length > 0;
    return Words.join([
        Words.term(type),
        hasFilter ? say `with a filter` : say `without a filter`,
        say `${sorts.length} ${Words.term(sorts.length === 1 ? 'sort' : 'sorts')}`,
    ], ', ');
}
