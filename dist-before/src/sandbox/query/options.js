/** Options of a select, multi-select or status property; none for other types. */
export function optionsOf(definition) {
    return definition.type === 'select' || definition.type === 'multi_select' || definition.type === 'status'
        ? definition.options
        : [];
}
