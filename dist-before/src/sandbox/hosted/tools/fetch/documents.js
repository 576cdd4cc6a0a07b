/** The two resources that the real server lists. */
export const documents = [
    {
        name: 'Enhanced markdown',
        uri: 'notion://docs/enhanced-markdown-spec',
        text: `# Enhanced markdown

The sandbox's own summary. Page contents are Markdown with tabs for children and tags for what Markdown has no signs for:

- \`<callout icon="💡" color="gray_bg">\`, \`<details><summary>…</summary>\`, \`<columns><column>\`
- \`<table header-row="true"><tr><td>…</td></tr></table>\`
- \`<page url="…">\`, \`<database url="…">\`, \`<mention-user url="user://…"/>\`, \`<mention-date start="2026-11-20"/>\`
- \`{color="red"}\` at the end of a block's first line
`,
    },
    {
        name: 'View configuration',
        uri: 'notion://docs/view-dsl-spec',
        text: `# View configuration

The sandbox's own summary. One statement a line; names in double quotes:

- \`FILTER "Status" = "Done"\`
- \`SORT BY "Due" ASC\`
- \`GROUP BY "Status"\`
`,
    },
];
