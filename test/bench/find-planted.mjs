// Things of the seeded workspace that the tasks build on, by name.

export function dataSourceNamed(workspace, name) {
  return found(workspace.dataSources, name);
}

/** The id of a person. */
export function personNamed(workspace, name) {
  return found(workspace.users, name).id;
}

function found(records, name) {
  const record = [...records.values()].find((candidate) => candidate.name === name);
  if (record === undefined) {
    throw new Error(`The workspace has no "${name}".`);
  }
  return record;
}
