import { validationError } from '../../errors.js';
import { isUnderTrash } from '../../trash.js';
/** Refuses changes of what is in the trash, or below something there. A lock refuses nothing: it is for people only. */
export function requireEditable(workspace, record) {
    requireLiveAncestors(workspace, record);
    if (workspace.trash.has(record.id)) {
        throw validationError("Can't edit block that is archived. You must unarchive the block before editing.");
    }
}
/** The same for a restore: the thing itself may be in the trash, nothing above it. */
export function requireLiveAncestors(workspace, record) {
    if (isUnderTrash(workspace, record.parent)) {
        throw validationError("Can't edit page on block with an archived ancestor. You must unarchive the ancestor before editing page.");
    }
}
