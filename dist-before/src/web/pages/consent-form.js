import * as z from 'zod';
import { changeChoice, changeFieldsBody } from './change-fields.js';
import { PAGES_FIELD } from './pages-field.js';
import { CHANGED_FIELD, CHANGES_ASKED_FIELD, WORKSPACE_FIELD } from './workspace-choices.js';
/** More workspaces than a person has; bounds what is parsed. */
const MAX_WORKSPACES = 200;
const id = z.string().min(1).max(100);
const ids = z.array(id).max(MAX_WORKSPACES);
/** A form sends one value as a string, several as a list, and omits the field for none. */
const chosen = z
    .union([id.transform((only) => [only]), ids])
    .pipe(ids)
    .default([]);
/** Characters in the field for pages: a hundred long addresses, well below the form's maximum. */
const MAX_PAGES_CHARACTERS = 20_000;
/** As typed. A page opened before this field existed does not send it. */
const typed = z.string().max(MAX_PAGES_CHARACTERS).optional();
/** The name of the box that allows changes. */
export const WRITE_FIELD = 'changes';
/** The form of the consent page. */
export const consentBody = z.object({
    decision: z.enum(['allow', 'deny', 'connect']),
    [WORKSPACE_FIELD]: chosen,
    [PAGES_FIELD]: typed,
    [WRITE_FIELD]: z.literal('yes').optional(),
    ...changeFieldsBody,
});
/** The form that selects what an app may read. */
export const appBody = z.object({
    [WORKSPACE_FIELD]: chosen,
    [PAGES_FIELD]: typed,
    [CHANGED_FIELD]: chosen,
    [CHANGES_ASKED_FIELD]: z.literal('yes').optional(),
    ...changeFieldsBody,
});
/** The decision in a parsed form body; undefined if it is not one. */
export function readConsentForm(body) {
    const { success, data } = consentBody.safeParse(body);
    return success
        ? {
            decision: data.decision,
            workspaceIds: data.workspace,
            pages: data.pages,
            mayWrite: data[WRITE_FIELD] === 'yes',
            changes: changeChoice(data),
        }
        : undefined;
}
/** The choice in a parsed form body; undefined if it is not one. */
export function readAppForm(body) {
    const { success, data } = appBody.safeParse(body);
    if (!success) {
        return undefined;
    }
    const changedIds = data[CHANGES_ASKED_FIELD] === 'yes' ? data[CHANGED_FIELD] : undefined;
    return {
        workspaceIds: data.workspace,
        pages: data.pages,
        ...(changedIds === undefined ? {} : { changedIds }),
        changes: changeChoice(data),
    };
}
