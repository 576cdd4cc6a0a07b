/** The texts of one chapter of the platform handbook. */
export interface Chapter {
  readonly title: string;
  readonly purpose: string;
  readonly principle: string;
  readonly owner: 'bruno' | 'chiara' | 'dmitri' | 'elodie' | 'grace' | 'hana' | 'ivar';
  readonly service: string;
  readonly metric: string;
  readonly limit: string;
  readonly command: string;
  readonly topics: readonly [string, string, string];
  readonly pitfall: string;
}

/** Ten chapters; each is printed with the same parts, as handbooks are. */
export const chapters: readonly Chapter[] = [
  {
    title: 'Releases',
    owner: 'hana',
    service: 'release runner',
    metric: 'share of failed canaries',
    limit: '2 %',
    command: 'tide release status',
    topics: ['Cutting a release', 'Watching a canary', 'Rolling back'],
    purpose:
      'A release is boring or it is too large. We ship several times a day so that each one stays small enough to understand.',
    principle: 'If you would not ship it on a Friday, split it until you would.',
    pitfall: 'A canary at night meets no passengers and proves nothing.',
  },
  {
    title: 'Feature switches',
    owner: 'elodie',
    service: 'switchboard',
    metric: 'number of switches older than 90 days',
    limit: '12',
    command: 'tide switch list --stale',
    topics: ['Adding a switch', 'Rolling out by harbour', 'Removing a switch'],
    purpose:
      'Switches separate shipping code from showing it. They are loans: each has an owner and a date on which it is paid back.',
    principle: 'A switch without an end date is a bug report waiting for its day.',
    pitfall: 'Two switches that depend on each other have four states, and only three were tested.',
  },
  {
    title: 'Databases',
    owner: 'dmitri',
    service: 'fares database',
    metric: 'replication lag',
    limit: '5 s',
    command: 'tide db lag --all',
    topics: ['Writing a migration', 'Reading from a replica', 'Restoring an operator'],
    purpose:
      'Fares and tickets live in PostgreSQL. The database is shared by everyone, so one careless query is everyone’s problem.',
    principle: 'Expand, migrate, contract: three releases, never one.',
    pitfall:
      'An index created without `CONCURRENTLY` locks the ticket table in the middle of the morning rush.',
  },
  {
    title: 'Caching',
    owner: 'bruno',
    service: 'timetable cache',
    metric: 'hit rate',
    limit: '95 %',
    command: 'tide cache inspect --key timetable',
    topics: ['Choosing a lifetime', 'Naming keys', 'Clearing with care'],
    purpose:
      'Boards ask for the same departures every ten seconds. The cache answers them; the database should not notice.',
    principle: 'Cache answers, not questions: a key must say everything the value depends on.',
    pitfall: 'Clearing the whole cache at once sends all boards to the database in the same second.',
  },
  {
    title: 'Queues',
    owner: 'ivar',
    service: 'harbour queue',
    metric: 'age of the oldest message',
    limit: '60 s',
    command: 'tide queue age --harbour HEL',
    topics: ['Publishing events', 'Handling duplicates', 'Draining a queue'],
    purpose:
      'Departures, delays and cancellations travel through one queue per harbour. Consumers may see a message twice and must not mind.',
    principle: 'Make the handler idempotent before you make it fast.',
    pitfall:
      'A poison message blocks its harbour until someone moves it aside; the dashboard shows it as a flat line.',
  },
  {
    title: 'Observability',
    owner: 'chiara',
    service: 'harbour overview',
    metric: 'alerts per week',
    limit: '10',
    command: 'tide alerts top --days 7',
    topics: ['Adding a metric', 'Writing an alert', 'Reading a trace'],
    purpose:
      'We want to know before the captain calls. Three signals are enough for most services: how much, how slow, how wrong.',
    principle: 'An alert that needs no action is noise with a phone number.',
    pitfall: 'Averages hide the one harbour that is slow; look at the slowest first.',
  },
  {
    title: 'Security',
    owner: 'grace',
    service: 'key vault',
    metric: 'days since the last rotation',
    limit: '90',
    command: 'tide keys due',
    topics: ['Handling secrets', 'Reporting a weakness', 'Reviewing access'],
    purpose:
      'We hold names, payment tokens and crew rosters. Each of them has a list of people who may see it, and the list is short.',
    principle: 'Access is lent for a task and returned with it.',
    pitfall: 'A secret that was ever in a commit is public; rotating it is faster than hoping.',
  },
  {
    title: 'Testing',
    owner: 'hana',
    service: 'harbour simulator',
    metric: 'flaky tests',
    limit: '3',
    command: 'tide test flaky --since 14d',
    topics: ['Choosing the level', 'Using the simulator', 'Fixing a flaky test'],
    purpose:
      'Tests are how we remember. A test describes what a passenger, a captain or an operator can rely on.',
    principle: 'A test that cannot fail is a comment with a run time.',
    pitfall: 'Sleeping for a second in a test costs an hour a month and still fails on the slow runner.',
  },
  {
    title: 'Accessibility',
    owner: 'elodie',
    service: 'ticket shop',
    metric: 'checks that fail',
    limit: '0',
    command: 'tide audit accessibility',
    topics: ['Writing for boards', 'Keyboard and screen reader', 'Colour and contrast'],
    purpose:
      'Boards are read in rain and in sunlight, the shop with one hand on a suitcase. What helps some passengers helps all of them.',
    principle: 'Say it in words; colour may only repeat it.',
    pitfall: 'A delay shown in red alone is invisible to one passenger in twelve.',
  },
  {
    title: 'Costs',
    owner: 'ivar',
    service: 'cost report',
    metric: 'cost per thousand departures',
    limit: '0.40 €',
    command: 'tide cost by-service --month last',
    topics: ['Reading the report', 'Right-sizing', 'Planning a quarter'],
    purpose:
      'Our operators are small and so are our margins. Cost is a property of the design, so it is reviewed with the design.',
    principle: 'Delete first, then shrink, then negotiate.',
    pitfall: 'Logs that nobody reads were a fifth of last year’s bill.',
  },
];
