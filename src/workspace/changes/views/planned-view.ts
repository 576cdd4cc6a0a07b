import { titleText } from '../../../content/print/title-text.js';
import type { Schema } from '../../../content/properties/property-types.js';
import type { View } from '../../../notion/endpoints/views.js';
import type { NotionSession } from '../../../notion/session.js';
import { say, Words } from '../../../text/words.js';
import type { LookupBudget } from '../../lookup-budget.js';
import { changesText, settingsText, shownSettings } from './view-lines.js';
import { settingsOf, type ViewDefinition, type ViewSettings } from './view-settings.js';
import { definitionOf } from './view-steps.js';

/** What becomes of one view. */
export type PlannedView =
  | { readonly kind: 'make'; readonly definition: ViewDefinition }
  | { readonly kind: 'change'; readonly view: View; readonly settings: Partial<ViewSettings> }
  | { readonly kind: 'remove'; readonly view: View };

/** What is lost with a view. */
export interface ViewLoss {
  readonly words: Words;
  /** As it is now, for a confirmation. */
  readonly seen: unknown;
}

/** A line that says what becomes of a view, and what is lost with one that goes. */
export async function describeView(
  session: NotionSession,
  plan: PlannedView,
  schema: Schema,
  lookups: LookupBudget,
): Promise<{ readonly line: string; readonly loss?: ViewLoss }> {
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
        words: say`the view ${view.name} would be removed (${partsOf(view)})`,
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
function partsOf({ type, filter, quickFilters, sorts }: View): Words {
  const hasFilter = (filter !== null && filter !== undefined) || Object.keys(quickFilters).length > 0;
  return Words.join(
    [
      Words.term(type),
      hasFilter ? say`with a filter` : say`without a filter`,
      say`${sorts.length} ${Words.term(sorts.length === 1 ? 'sort' : 'sorts')}`,
    ],
    ', ',
  );
}
