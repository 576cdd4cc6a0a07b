/** Headers by which one HTTP request chooses its tools: names separated by commas. */
export const TOOL_HEADERS = {
    toolsets: 'X-Notion-Toolsets',
    tools: 'X-Notion-Tools',
    excludeTools: 'X-Notion-Exclude-Tools',
};
/** The choice in a request's headers. An empty header, as of an unfilled template, chooses nothing. */
export function toolNamesIn(header) {
    const names = (field) => {
        const text = header(TOOL_HEADERS[field]) ?? '';
        if (text === '') {
            return undefined;
        }
        const list = text
            .split(',')
            .map((entry) => entry.trim().toLowerCase())
            .filter((entry) => entry !== '');
        return list.length === 0 ? undefined : list;
    };
    return { toolsets: names('toolsets'), tools: names('tools'), excludeTools: names('excludeTools') };
}
