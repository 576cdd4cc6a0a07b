/** A row's own time as if it were a property: no property has its type for an id. */
export function timeColumn(timestamp) {
    return { id: timestamp, name: timestamp, type: timestamp };
}
/** Whether this is a row's own time, which Notion always sends and does not take among the properties to send. */
export function isTimeColumn({ id, type }) {
    return id === type && (type === 'created_time' || type === 'last_edited_time');
}
/** A row's value in a column. */
export function valueIn(row, column) {
    return isTimeColumn(column)
        ? {
            type: column.type,
            [column.type]: row[column.type === 'created_time' ? column.type : 'last_edited_time'],
        }
        : row.properties[column.name];
}
