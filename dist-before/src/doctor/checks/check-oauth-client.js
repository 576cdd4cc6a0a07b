import { OauthClient } from '../../notion-oauth/oauth.js';
import { OauthFailure } from '../../notion-oauth/oauth-failure.js';
import { fail, ok, warn } from '../finding.js';
const REQUEST_TIMEOUT_MS = 5000;
/** Not a real token: introspecting it shows whether Notion accepts the client, and changes nothing. */
const PLACEHOLDER_TOKEN = 'doctor';
/** Whether Notion accepts the client id and secret. */
export async function checkOauthClient(oauth, apiUrl) {
    const client = new OauthClient({ ...oauth, apiUrl, timeoutMilliseconds: REQUEST_TIMEOUT_MS });
    try {
        await client.introspect(PLACEHOLDER_TOKEN, new AbortController().signal);
        return ok('oauth client', 'Notion accepts NOTION_CLIENT_ID with NOTION_CLIENT_SECRET.');
    }
    catch (error) {
        if (!(error instanceof OauthFailure)) {
            throw error;
        }
        return error.status === 401 || error.code === 'invalid_client'
            ? fail('oauth client', 'Notion does not accept NOTION_CLIENT_ID with NOTION_CLIENT_SECRET.', 'Copy both again from the public connection at https://www.notion.so/profile/integrations. Until then, no workspace can be connected and no token renewed.')
            : warn('oauth client', 'Notion did not say whether it accepts NOTION_CLIENT_ID with NOTION_CLIENT_SECRET.', 'Run doctor again in a minute.');
    }
}
