/** Text without styles and without names; enough to search and to sort by. */
export function plainContent(spans) {
    return spans
        .map((span) => {
        if (span.kind === 'text') {
            return span.content;
        }
        return span.kind === 'equation' ? span.expression : '';
    })
        .join('');
}
