/** The configuration of one of them. */
export function programConfig(command, { topic, operand = '' }, read) {
    switch (command) {
        case 'version':
            return Object.freeze({ command });
        case 'help':
            return Object.freeze({ command, topic });
        case 'completions':
            return Object.freeze({ command, shell: operand });
        case 'install':
            return Object.freeze({ command, client: operand, publicUrl: read('publicUrl') });
    }
}
