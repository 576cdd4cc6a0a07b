import addContent from '../tools/notion-add-content.js';
import createPages from '../tools/notion-create-pages.js';
import editDatabase from '../tools/notion-edit-database.js';
import editPage from '../tools/notion-edit-page.js';
import organizePages from '../tools/notion-organize-pages.js';
import comment from '../tools/notion-comment.js';
import setProperties from '../tools/notion-set-properties.js';
import undo from '../tools/notion-undo.js';
import uploadFile from '../tools/notion-upload-file.js';
/** The tools that make changes, in the order in which clients list them. Loaded only where they are served. */
export const writeTools = [
    createPages,
    setProperties,
    addContent,
    editPage,
    organizePages,
    comment,
    editDatabase,
    uploadFile,
    undo,
];
