import { FILES_PATH, filePath, signature } from '../present/file.js';
/** Whether a path is one of the storage's. */
export function isFilePath(path) {
    return path.startsWith(FILES_PATH);
}
/** Answers like the storage behind Notion: without a token, for those who have the signed address, and until it expires. */
export function serveFile(url, authorization, workspaces, response) {
    const path = url.pathname.slice(FILES_PATH.length);
    const found = Array.from(workspaces, (workspace) => ({ workspace, file: fileAt(workspace, path) })).find(({ file }) => file !== undefined);
    const signed = url.searchParams.get('X-Amz-Signature');
    if (authorization !== undefined ||
        found?.file === undefined ||
        signed !== signature(found.workspace, path)) {
        // A storage that gets a token of Notion's beside the signature refuses the request.
        const status = authorization !== undefined ? 400 : found === undefined ? 404 : 403;
        response.writeHead(status, { 'content-type': 'application/xml' }).end('<Error/>');
        return status;
    }
    const bytes = found.file.bytes();
    response
        .writeHead(200, { 'content-type': found.file.contentType, 'content-length': bytes.length })
        .end(bytes);
    return 200;
}
function fileAt(workspace, path) {
    return [...workspace.files].find(([name]) => filePath(workspace, name) === path)?.[1];
}
