import { ToolFailure } from './tool.js';
const names = {
    sql: 'Querying data sources with SQL',
    ai_search: 'AI search',
    meeting_notes: 'Querying meeting notes',
};
/** Refuses what the plan does not have, with the offer of a larger one. */
export function requireFeature({ behavior }, feature) {
    if (behavior.plan === 'free') {
        throw new ToolFailure(`entitlement_required: ${names[feature]} needs a Business plan with Notion AI. Ask the workspace owner to upgrade.`);
    }
}
/** Which tools the plan lets the person use, by name. */
export function toolAccess({ behavior }) {
    const paid = behavior.plan === 'free' ? 'plan_required' : 'available';
    return {
        'notion-search': behavior.plan === 'free' ? 'available_with_limit' : 'available',
        'notion-fetch': 'available',
        'notion-query-data-sources': paid,
        'notion-query-meeting-notes': paid,
        'notion-search-agents': 'not_enabled',
    };
}
