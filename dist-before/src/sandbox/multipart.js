/** Reads a multipart body; undefined where the request has none, or a broken one. */
export async function readForm(contentType, body) {
    if (contentType?.startsWith('multipart/form-data') !== true) {
        return undefined;
    }
    try {
        const form = await new Response(body, { headers: { 'content-type': contentType } }).formData();
        const file = form.get('file');
        const partNumber = form.get('part_number');
        return {
            file: file instanceof Blob
                ? { bytes: new Uint8Array(await file.arrayBuffer()), contentType: file.type }
                : undefined,
            partNumber: typeof partNumber === 'string' ? partNumber : undefined,
        };
    }
    catch {
        return undefined;
    }
}
