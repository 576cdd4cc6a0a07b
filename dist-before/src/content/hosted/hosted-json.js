/** The JSON that a tool of the hosted server answered as text; undefined for another text. */
export function hostedJson(text) {
    const first = text.trimStart()[0];
    if (first !== '{' && first !== '[') {
        return undefined;
    }
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
