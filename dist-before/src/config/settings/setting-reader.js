import { ConfigError } from '../config-error.js';
import { formerNames, textFrom } from './former-names.js';
import { settings } from './settings.js';
/** A reader over both sources. It throws `ConfigError`. */
export function settingReader(commandLine, environment, onFormerName = () => { }) {
    return (name) => {
        const { variable, option, schema, defaultValue } = settings[name];
        const { variable: formerVariable = '', option: formerOption = '' } = formerNames[name] ?? {};
        const given = textFrom(commandLine, name, { current: `--${option}`, former: `--${formerOption}` }, onFormerName) ??
            textFrom(environment, name, { current: variable, former: formerVariable }, onFormerName);
        const text = given?.text ?? defaultValue;
        const reading = text === undefined ? undefined : schema.read(text);
        if (reading?.success === false) {
            throw new ConfigError(`${given?.source ?? variable} ${reading.message}.`);
        }
        // `Setting` forgets which schema the name stands for.
        return reading?.value;
    };
}
