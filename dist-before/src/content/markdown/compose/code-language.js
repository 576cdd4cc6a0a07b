/** Languages of code in Notion; another name would refuse the whole request. */
const LANGUAGES = new Set(('abap|abc|agda|arduino|ascii art|assembly|bash|basic|bnf|c|c#|c++|clojure|coffeescript|coq|css|dart|dhall|diff|' +
    'docker|ebnf|elixir|elm|erlang|f#|flow|fortran|gherkin|glsl|go|graphql|groovy|haskell|hcl|html|idris|java|' +
    'javascript|json|julia|kotlin|latex|less|lisp|livescript|llvm ir|lua|makefile|markdown|markup|matlab|mathematica|' +
    'mermaid|nix|notion formula|objective-c|ocaml|pascal|perl|php|plain text|powershell|prolog|protobuf|purescript|' +
    'python|r|racket|reason|ruby|rust|sass|scala|scheme|scss|shell|smalltalk|solidity|sql|swift|toml|typescript|' +
    'vb.net|verilog|vhdl|visual basic|webassembly|xml|yaml|java/c/c++/c#').split('|'));
const OTHER_NAMES = new Map([
    ['js', 'javascript'],
    ['jsx', 'javascript'],
    ['mjs', 'javascript'],
    ['ts', 'typescript'],
    ['tsx', 'typescript'],
    ['py', 'python'],
    ['rb', 'ruby'],
    ['rs', 'rust'],
    ['sh', 'shell'],
    ['zsh', 'shell'],
    ['console', 'shell'],
    ['ps1', 'powershell'],
    ['yml', 'yaml'],
    ['md', 'markdown'],
    ['cpp', 'c++'],
    ['cs', 'c#'],
    ['csharp', 'c#'],
    ['fsharp', 'f#'],
    ['golang', 'go'],
    ['kt', 'kotlin'],
    ['hs', 'haskell'],
    ['dockerfile', 'docker'],
    ['make', 'makefile'],
    ['tex', 'latex'],
    ['objc', 'objective-c'],
    ['proto', 'protobuf'],
    ['terraform', 'hcl'],
    ['tf', 'hcl'],
    ['svg', 'xml'],
]);
/** Notion's name of a language that stands after a fence; `plain text` where it has none. */
export function codeLanguage(written) {
    const name = (written.split('{', 1)[0] ?? '').trim().toLowerCase();
    const known = OTHER_NAMES.get(name) ?? name;
    return LANGUAGES.has(known) ? known : 'plain text';
}
