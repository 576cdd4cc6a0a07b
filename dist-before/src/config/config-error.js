/** The program cannot start as it is configured. The message is one line that says how to fix it, free of secrets. */
export class ConfigError extends Error {
    name = 'ConfigError';
}
