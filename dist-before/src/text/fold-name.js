/** Equal for names of a program that differ in case and separators only, as `maxChars` and `max_chars`. */
export function foldName(name) {
    return name.replaceAll(/[\s_.-]/g, '').toLowerCase();
}
