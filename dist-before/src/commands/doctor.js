import { ConfigError } from '../config/config-error.js';
import { runChecks } from '../doctor/run-checks.js';
import { failures, findingText, reportJson, summary } from '../doctor/report.js';
import { EXIT_FAILED } from '../app/program.js';
import { servedTools } from '../app/served-tools.js';
/** `doctor`: reports what works, what does not, and how to fix it. Changes nothing. */
export async function runDoctor(config, { print, exit, fail, version }) {
    const problems = [...config.problems, ...toolProblems(config)];
    const findings = [];
    for await (const finding of runChecks(config, problems, process.version)) {
        findings.push(finding);
        if (!config.json) {
            print(findingText(finding));
        }
    }
    print(config.json ? reportJson(version, findings) : '\n');
    if (failures(findings) > 0) {
        fail(summary(findings), EXIT_FAILED);
    }
    if (!config.json) {
        print(`${summary(findings)}\n`);
    }
    exit();
}
/** Names of tools are validated against the catalogue, which the settings do not know. */
function toolProblems({ tools }) {
    try {
        servedTools(tools);
        return [];
    }
    catch (error) {
        if (error instanceof ConfigError) {
            return [error.message];
        }
        throw error;
    }
}
