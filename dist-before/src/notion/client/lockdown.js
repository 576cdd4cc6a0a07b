import { AccessError, CancelledError, ToolError } from '../../errors.js';
import { say } from '../../text/words.js';
import { withoutForeignTitles } from '../endpoints/foreign-values.js';
import { pagesOf } from '../endpoints/list-page.js';
import { listUsers } from '../endpoints/users.js';
/** Pages of 100 members that are read; later members count as outside. */
const MAX_MEMBER_PAGES = 30;
/**
 * Applied where Notion's answers arrive, so that no tool has to handle it. It fails closed: who cannot be found out is
 * outside.
 */
export class CallLockdown {
    #rule;
    /** What was left out, each thing once however often the call met it. */
    #omitted = new Map();
    #insiders;
    #isListUnread = false;
    constructor(rule) {
        this.#rule = rule;
    }
    get omitted() {
        const counts = new Map();
        for (const kind of this.#omitted.values()) {
            counts.set(kind, (counts.get(kind) ?? 0) + 1);
        }
        return counts;
    }
    get isListUnread() {
        return this.#isListUnread;
    }
    omit(kind, id) {
        if (!this.#omitted.has(id)) {
            this.#omitted.set(id, kind);
        }
    }
    async keep(session, kind, items) {
        if (items.length === 0) {
            return [];
        }
        const insiders = await this.#readInsiders(session);
        return items
            .filter((item) => {
            const isKept = isWrittenBy(item, insiders, kind);
            if (!isKept) {
                this.omit(kind, 'id' in item ? String(item.id) : '');
            }
            return isKept;
        })
            .map(withoutForeignTitles);
    }
    async check(session, kind, item) {
        const [kept] = await this.keep(session, kind, [item]);
        if (kept === undefined) {
            throw new AccessError(kind === 'page'
                ? say `This page is blocked: its creator or last editor is not on the allowed list.`
                : say `This database is blocked: its creator or last editor is not on the allowed list.`, say `The server's operator controls the list.`);
        }
        return kept;
    }
    #readInsiders(session) {
        this.#insiders ??= this.#listInsiders(session);
        return this.#insiders;
    }
    async #listInsiders(session) {
        const insiders = new Set(this.#rule.ids);
        let pages = 0;
        try {
            for await (const page of pagesOf((cursor) => listUsers(session, cursor))) {
                for (const user of page.items.filter((candidate) => this.#isInside(candidate))) {
                    insiders.add(user.id);
                }
                pages += 1;
                if (pages >= MAX_MEMBER_PAGES) {
                    break;
                }
            }
        }
        catch (error) {
            if (!(error instanceof ToolError) || error instanceof CancelledError) {
                throw error;
            }
            this.#isListUnread = true;
        }
        return insiders;
    }
    #isInside(user) {
        const { members, bots, emails, domains } = this.#rule;
        if (user.type === 'bot') {
            return bots;
        }
        const email = user.type === 'person' ? user.person.email?.toLowerCase() : undefined;
        return ((members && user.type === 'person') ||
            (email !== undefined && (emails.has(email) || domains.has(email.slice(email.lastIndexOf('@') + 1)))));
    }
}
function isWrittenBy(item, insiders, kind) {
    const { created_by: author, last_edited_by: editor } = item;
    const isAuthorInside = author !== undefined && author !== null && insiders.has(author.id);
    return (isAuthorInside &&
        (kind === 'comment' || (editor !== undefined && editor !== null && insiders.has(editor.id))));
}
