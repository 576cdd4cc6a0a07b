/** A made-up workspace may be changed unless the server is told not to; `--hosted` brings the tools of that server. */
export function demoServing(serving, read) {
    const isLeftOpen = read('writeMode') === undefined && read('readOnly') === undefined;
    const { toolsets } = serving.tools;
    const tools = {
        ...serving.tools,
        toolsets: read('hosted') && !toolsets.includes('hosted') ? [...toolsets, 'hosted'] : toolsets,
        ...(isLeftOpen && { readOnly: false }),
    };
    return {
        ...serving,
        tools,
        ...(isLeftOpen && { writes: { mode: 'on', roots: undefined } }),
    };
}
