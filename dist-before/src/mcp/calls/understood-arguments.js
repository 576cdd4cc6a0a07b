import { withNote } from '../../workspace/omission-note.js';
/** The answer with how its arguments were understood: for the model at the end of the text or as a field of the data. */
export function withUnderstood(answer, parsed) {
    const note = String(parsed.note ?? '');
    const understood = parsed.ok ? { ...answer, input: parsed.value } : answer;
    if (note === '' || answer.structured === undefined) {
        return { ...understood, text: withNote(answer.text, note) };
    }
    const structured = { ...answer.structured, arguments_note: note };
    return { ...understood, structured, text: JSON.stringify(structured) };
}
