/** What a service key may change. Existing keys are unchanged: they change what their scopes, tools and roots allow. */
export async function addChangeLimits(changes) {
    await changes.schema.alterTable('service_keys').addColumn('change_limits', 'text').execute();
}
