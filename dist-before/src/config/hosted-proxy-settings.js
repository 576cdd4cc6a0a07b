import { nameList, toggle } from './setting-values.js';
/** The proxy in front of Notion's hosted server. */
export const hostedProxySettings = {
    hostedProxy: {
        variable: 'HOSTED_PROXY',
        option: 'hosted-proxy',
        isSwitch: true,
        value: '<true|false>',
        help: "true: /mcp/hosted passes messages on to Notion's own MCP server, unfenced and as they are; needs HOSTED",
        schema: toggle,
        defaultValue: 'false',
    },
    hostedProxyTools: {
        variable: 'HOSTED_PROXY_TOOLS',
        option: 'hosted-proxy-tools',
        value: '<names>',
        help: "tools of Notion's own MCP server that may be called at /mcp/hosted, separated by commas; all that say they only read if not set",
        schema: nameList,
    },
};
