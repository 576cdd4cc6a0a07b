export function noCounts() {
    return {
        registrations: 0,
        consents: 0,
        exchanges: 0,
        refreshes: 0,
        refusedRefreshes: 0,
        graceRefreshes: 0,
        reusesDetected: 0,
        familiesRevoked: 0,
        replacedGrants: 0,
        deadTokensSpent: 0,
        unauthorized: 0,
        toolCalls: 0,
    };
}
