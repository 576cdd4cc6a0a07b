import { addView } from '../build/views.js';
/** The views of the task tracker and of the projects, as their people use them. */
export function addViews(workspace, projects, tasks) {
    addView(workspace, { name: 'All tasks', dataSource: tasks });
    addView(workspace, {
        name: 'Open tasks',
        dataSource: tasks,
        type: 'board',
        filter: {
            and: [
                { property: 'Status', status: { does_not_equal: 'Done' } },
                { property: 'Status', status: { does_not_equal: "Won't do" } },
            ],
        },
        sorts: [{ property: 'Due', direction: 'ascending' }],
        configuration: {
            group_by: {
                type: 'status',
                property_id: columnId(workspace, tasks, 'Status'),
                property_name: 'Status',
                group_by: 'option',
                sort: { type: 'manual' },
            },
        },
    });
    addView(workspace, {
        name: 'Urgent or overdue 🔥',
        dataSource: tasks,
        type: 'list',
        filter: {
            or: [
                { property: 'Priority', select: { equals: 'Urgent' } },
                {
                    and: [
                        { property: columnId(workspace, tasks, 'Due'), date: { before: 'today' } },
                        { property: 'Status', status: { does_not_equal: ['Done', "Won't do"] } },
                    ],
                },
            ],
        },
        sorts: [
            { property: 'Priority', direction: 'ascending' },
            { timestamp: 'last_edited_time', direction: 'descending' },
        ],
    });
    addView(workspace, { name: 'Projects', dataSource: projects.dataSourceId });
    addView(workspace, {
        name: 'Active by deadline',
        dataSource: projects.dataSourceId,
        type: 'timeline',
        filter: { property: 'Stage', status: { equals: 'Active' } },
        sorts: [{ property: 'Deadline', direction: 'ascending' }],
        quickFilters: { Team: { select: { equals: 'Harbour' } } },
    });
    addView(workspace, {
        name: 'Overview',
        dataSource: null,
        database: projects.databaseId,
        type: 'dashboard',
    });
}
function columnId(workspace, source, name) {
    const column = workspace.dataSources.get(source)?.properties.find((property) => property.name === name);
    return column?.id ?? name;
}
