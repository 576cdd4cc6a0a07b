import { validationError } from '../../errors.js';
import { listed } from '../../trash.js';
import { setInTrash } from '../changes/trash-object.js';
import { insertBlocks } from '../changes/tree.js';
import { isZone } from '../input/date.js';
/** The template that a request names; undefined for none. */
export function readTemplate(workspace, page, input) {
    if (!input.isPresent) {
        return undefined;
    }
    const type = input
        .object(['type', 'template_id', 'timezone'])
        .get('type')
        .oneOf(['none', 'default', 'template_id']);
    const zone = input.get('timezone');
    if (zone.isPresent && !isZone(zone.text())) {
        throw zone.refuse('a valid IANA time zone');
    }
    if (type === 'none') {
        return undefined;
    }
    const known = page.parent.kind === 'data_source' ? (workspace.templates.get(page.parent.id) ?? []) : [];
    const id = type === 'template_id' ? input.get('template_id').id() : undefined;
    const template = known.find(({ pageId, isDefault }) => (id === undefined ? isDefault : pageId === id));
    if (template === undefined) {
        throw validationError(id === undefined
            ? 'The data source has no default template.'
            : `Could not find template with ID: ${id}.`);
    }
    return template;
}
/** Fills the page later, or never: nobody is told. What the page held goes only then, if it is to go. */
export function applyTemplate(workspace, pageId, template, isErasing = false) {
    workspace.pending.push({
        left: template.delay,
        run: () => {
            const blocks = workspace.pages.get(template.pageId)?.children ?? [];
            if (isErasing) {
                eraseContent(workspace, pageId);
            }
            const end = workspace.pages.get(pageId)?.children.length ?? 0;
            insertBlocks(workspace, { kind: 'page', id: pageId }, draftsOf(workspace, blocks), end);
        },
    });
}
/** Puts all blocks of the page into the trash. */
export function eraseContent(workspace, pageId) {
    for (const id of listed(workspace, workspace.pages.get(pageId)?.children ?? [])) {
        setInTrash(workspace, id, true);
    }
}
function draftsOf(workspace, ids) {
    return listed(workspace, ids).flatMap((id) => {
        const block = workspace.blocks.get(id);
        return block === undefined
            ? []
            : [{ content: block.content, children: draftsOf(workspace, block.children) }];
    });
}
