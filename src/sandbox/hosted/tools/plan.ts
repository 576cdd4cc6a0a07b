import { ToolFailure, type ToolContext } from './tool.js';

/** What only larger plans have. */
type Feature = 'sql' | 'ai_search' | 'meeting_notes';

const names: Readonly<Record<Feature, string>> = {
  sql: 'Querying data sources with SQL',
  ai_search: 'AI search',
  meeting_notes: 'Querying meeting notes',
};

/** Refuses what the plan does not have, with the offer of a larger one. */
export function requireFeature({ behavior }: ToolContext, feature: Feature): void {
  if (behavior.plan === 'free') {
    throw new ToolFailure(
      `entitlement_required: ${names[feature]} needs a Business plan with Notion AI. Ask the workspace owner to upgrade.`,
    );
  }
}

/** Which tools the plan lets the person use, by name. */
export function toolAccess({ behavior }: Pick<ToolContext, 'behavior'>): Record<string, string> {
  const paid = behavior.plan === 'free' ? 'plan_required' : 'available';
  return {
    'notion-search': behavior.plan === 'free' ? 'available_with_limit' : 'available',
    'notion-fetch': 'available',
    'notion-query-data-sources': paid,
    'notion-query-meeting-notes': paid,
    'notion-search-agents': 'not_enabled',
  };
}
