/** An update is all or nothing: what is neither as before nor as sent was changed by somebody else. */
export async function proveUpdated({ read, isSaved, isUntouched, }) {
    const state = await read();
    if (isSaved(state)) {
        return { kind: 'saved', result: state };
    }
    return { kind: isUntouched(state) ? 'absent' : 'unclear' };
}
