import { workspacesOfPerson } from './person-workspaces.js';
/**
 * Whether a user's permission is still usable. Once Notion accepts none of the workspaces that an app may see, and only
 * the user can fix that, everything issued under the grant ends: the app's tokens are refused, so it asks the user
 * again instead of failing on each call. The choices are kept for the consent page, above all the pages.
 */
export class GrantValidity {
    #options;
    constructor(options) {
        this.#options = options;
    }
    /** Whether the grant with this id is valid. One without a user's permission is not. */
    async isValidById(grantId) {
        const grant = await this.#options.grants.findByGrantId(grantId);
        return grant !== undefined && (await this.isValid(grant));
    }
    /** Whether the grant is valid; an invalid one is ended here. */
    async isValid(grant) {
        if (!(await areWorkspacesLost(this.#options.credentials, grant))) {
            return true;
        }
        await this.#options.records.endTokens(grant);
        this.#options.log.info('an app has to ask its person again: Notion accepts none of its workspaces', {
            workspaces: grant.connectionIds.length,
        });
        return false;
    }
}
/** Whether Notion accepts none of the chosen workspaces. If the user chose none, none was lost. */
export async function areWorkspacesLost(credentials, { personId, connectionIds }) {
    if (connectionIds.length === 0) {
        return false;
    }
    const chosen = (await workspacesOfPerson(credentials, personId)).filter(({ id }) => connectionIds.includes(id));
    return chosen.length > 0 && chosen.every(({ status }) => status === 'reconnect_needed');
}
