import * as z from 'zod';
import { html } from '../html.js';
/** What an app may do where it may make changes: the tool, and what it does in words. */
export const CHANGE_KINDS = {
    notion_create_pages: 'Create pages and rows',
    notion_set_properties: 'Set properties, titles, icons and covers',
    notion_add_content: 'Add text to pages',
    notion_edit_page: 'Change text of pages',
    notion_organize_pages: 'Move, copy, lock and trash pages',
    notion_comment: 'Comment',
    notion_edit_database: 'Create databases, change columns and views',
    notion_upload_file: 'Upload files',
    notion_undo: 'Take its changes back',
};
const ASKED_FIELD = 'change_limits';
const KIND_FIELD = 'change_kind';
const PROPERTIES_FIELD = 'change_properties';
const PAGES_FIELD = 'change_pages';
/** Characters of a field: a hundred long addresses or names. */
const MAX_FIELD_CHARACTERS = 20_000;
const kind = z.string().max(64);
const text = z.string().max(MAX_FIELD_CHARACTERS).default('');
/** The fields of a form that has them. */
export const changeFieldsBody = {
    [ASKED_FIELD]: z.literal('yes').optional(),
    [KIND_FIELD]: z
        .union([kind.transform((only) => [only]), z.array(kind).max(Object.keys(CHANGE_KINDS).length)])
        .default([]),
    [PROPERTIES_FIELD]: text,
    [PAGES_FIELD]: text,
};
/** What was chosen in them; undefined where the form did not ask. */
export function changeChoice(data) {
    return data[ASKED_FIELD] === 'yes'
        ? { tools: data[KIND_FIELD], properties: data[PROPERTIES_FIELD], pages: data[PAGES_FIELD] }
        : undefined;
}
/** The choice that allows everything. */
export const everyChange = { tools: Object.keys(CHANGE_KINDS), properties: '', pages: '' };
/** Where a person may limit what an app changes: collapsed unless something is limited. */
export function changeFields(wanted, problem) {
    const chosen = wanted ?? everyChange;
    const isLimited = chosen.tools.length < Object.keys(CHANGE_KINDS).length || chosen.properties !== '' || chosen.pages !== '';
    const isRefused = problem?.isOfChanges === true || problem?.kind === 'properties';
    const open = isLimited || isRefused ? html ` open` : html ``;
    return html `<details class="pages" ${open}>
    <summary>Only some changes (optional)</summary>
    <div>
      <input type="hidden" name="${ASKED_FIELD}" value="yes" />
      <fieldset>
        <legend>It may</legend>
        ${Object.entries(CHANGE_KINDS).map(([tool, label]) => kindHtml(tool, label, chosen.tools.includes(tool)))}
      </fieldset>
      ${linesField(PROPERTIES_FIELD, 'Only these properties (exact names, one per line); leave empty for all', chosen.properties)}
      ${linesField(PAGES_FIELD, 'Only these pages and databases, and what lies below them (URLs or ids, one per line); leave empty for all that it may read', chosen.pages)}
    </div>
  </details>`;
}
function kindHtml(tool, label, isChosen) {
    const checked = isChosen ? html ` checked` : html ``;
    return html `<label class="choice"
    ><input type="checkbox" name="${KIND_FIELD}" value="${tool}" ${checked} /><span>${label}</span></label
  > `;
}
// A browser drops the first line break after the tag; without ours, it would drop one that was typed.
function linesField(name, label, value) {
    return html `<label for="${name}">${label}</label>
    <textarea id="${name}" name="${name}" rows="3" spellcheck="false" autocomplete="off" dir="auto">
${value}</textarea>`;
}
