/** What growth is reckoned with: everything that was counted while calls ran undisturbed, as plain counts. */
export function measuredOf({
  date,
  seconds,
  connections,
  calls,
  usage,
  notion: { before, after },
  requestsOfTool,
}) {
  const sent = ({ budgets }) => budgets.reduce((sum, { used, refused }) => sum + used + refused, 0);
  const { processorMilliseconds, megabytes, transactions, tables, bytesOfEvent } = usage;
  const { redisCommands, redisMegabytes } = usage;
  return {
    date,
    seconds,
    connections,
    calls: calls.answered,
    notionRequests: sent(after) - sent(before),
    requestsOfTool,
    refreshes: after.oauth.refreshes - before.oauth.refreshes,
    processorMilliseconds,
    megabytesOfLargestProcess: megabytes,
    databaseTransactions: transactions,
    databaseRows: tables,
    bytesOfEvent,
    redisCommands,
    redisMegabytes,
  };
}
