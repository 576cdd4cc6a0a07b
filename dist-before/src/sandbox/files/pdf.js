/** A PDF file of plain lines, one list for each page, in ASCII (PDF 1.4). */
export function pdfFile(pages) {
    const firstPage = 4;
    const kids = pages.map((_, index) => `${firstPage + 2 * index} 0 R`);
    const objects = [
        '<< /Type /Catalog /Pages 2 0 R >>',
        `<< /Type /Pages /Kids [${kids.join(' ')}] /Count ${pages.length} >>`,
        '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
        ...pages.flatMap((lines, index) => {
            const content = `BT /F1 12 Tf 72 720 Td 16 TL ${lines.map((line) => `(${escaped(line)}) Tj T*`).join(' ')} ET`;
            return [
                `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents ${firstPage + 2 * index + 1} 0 R >>`,
                `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
            ];
        }),
    ];
    let text = '%PDF-1.4\n';
    const offsets = objects.map((object, index) => {
        const offset = text.length;
        text += `${index + 1} 0 obj\n${object}\nendobj\n`;
        return offset;
    });
    const start = text.length;
    const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
    text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}`;
    text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
    return Buffer.from(text, 'latin1');
}
function escaped(line) {
    return line.replaceAll(/[\\()]/g, '\\$&');
}
