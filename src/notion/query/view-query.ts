import { InputError } from '../../errors.js';
import { field, textField, type JsonRecord } from '../../text/json.js';
import { say } from '../../text/words.js';
import { narrowed, type QueryFilter } from './conditions/filter.js';
import type { FilterTree } from './conditions/two-levels.js';
import { readViewFilter } from './conditions/view-filter.js';
import type { PlannedFilter, SingleConditions } from './plan-filter.js';
import type { QuerySorts } from './sorts.js';

/** Most sorts taken from a view. */
const MAX_SORTS = 50;

/** What a view says of its rows; unchecked, as Notion gives it. */
interface ViewSettings {
  readonly filter: unknown;
  readonly sorts: readonly unknown[];
  /** Conditions by the name or id of their column. */
  readonly quickFilters: JsonRecord;
}

/** A call's conditions and order together with a view's. */
export interface ViewQuery extends PlannedFilter {
  readonly sorts: QuerySorts;
  /** The view's own part of the filter; `unreadable` is not applied. */
  readonly conditions: FilterTree | undefined | 'unreadable';
  /** The view's own sorts, whether or not they apply. */
  readonly viewSorts: QuerySorts;
}

/**
 * Applies a view to a query: both filters have to hold, and the call's order wins. Rejects with an `InputError` where the
 * two filters do not fit Notion's two levels together.
 */
export function applyView(view: ViewSettings, where: PlannedFilter, sorts: QuerySorts): ViewQuery {
  const { filter } = where;
  const conditions = readViewFilter(view.filter, view.quickFilters);
  const viewSorts = view.sorts.slice(0, MAX_SORTS).flatMap(readSort);
  const own = conditions === 'unreadable' ? undefined : conditions;
  const both = own === undefined ? filter : narrowed(filter, own);
  if (own !== undefined && both === undefined) {
    throw new InputError(
      filter === undefined ? 'view' : 'where',
      say`Notion filters have two levels only, and the view's conditions do not fit into them${filter === undefined ? say`` : say` together with where`}.`,
      say`Use where without the view, and write the view's conditions into it.`,
    );
  }
  return {
    filter: both,
    singly: () => withView(where, own && narrowed(undefined, own)),
    sorts: sorts.length > 0 ? sorts : viewSorts,
    conditions,
    viewSorts,
    readAs: where.readAs,
  };
}

/** The view's filter counts as one condition. */
function withView({ filter, singly }: PlannedFilter, own: QueryFilter | undefined): SingleConditions {
  const { conditions, match } = singly();
  if (own === undefined) {
    return { conditions, match };
  }
  const demands =
    match === 'any' && conditions.length > 1 && filter !== undefined
      ? [{ description: say`where`, filter }]
      : conditions;
  return { conditions: [...demands, { description: say`the view's filter`, filter: own }], match: 'all' };
}

/** A view's sort as queries take it; none if it is of a form that this server does not know. */
export function readSort(sort: unknown): QuerySorts {
  const direction = textField(sort, 'direction') === 'descending' ? 'descending' : 'ascending';
  const property = textField(sort, 'property');
  if (property !== undefined) {
    return [{ property, direction }];
  }
  const timestamp = field(sort, 'timestamp');
  return timestamp === 'created_time' || timestamp === 'last_edited_time' ? [{ timestamp, direction }] : [];
}
