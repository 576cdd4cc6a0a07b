import { ICON } from '../icon.js';

/**
 * The style of every page: one column, one accent, system fonts. Colours are defined once for light and once for dark
 * mode; text has a contrast of at least 4.5 to 1 (WCAG 2.2 §1.4.3), and controls are at least 44 pixels high.
 */
const LIGHT =
  '--ground:#f7f6f3;--card:#fff;--text:#201f1c;--quiet:#5f5d57;--line:#dedbd3;--field:#8a877e;' +
  '--accent:#1b6b57;--on-accent:#fff;--tint:#e6f0ec;--bad:#a8321f;--on-bad:#fff;--bad-tint:#fbebe7;--warn:#7a4d00;--warn-tint:#fbf1dc';
const DARK =
  '--ground:#171816;--card:#20221f;--text:#ecebe6;--quiet:#aaa89f;--line:#363833;--field:#7d7f76;' +
  '--accent:#7cc9b0;--on-accent:#0d231c;--tint:#1f332c;--bad:#f2a091;--on-bad:#331009;--bad-tint:#3a211c;--warn:#ecc56f;--warn-tint:#352b14';

const RULES = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--text);font:1rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
.top,main{max-width:42rem;margin:0 auto;padding:0 1.25rem}
.step .top,.step main{max-width:32rem}
.top{padding-top:.75rem}
.top nav{display:flex;align-items:center;gap:1.25rem}
.top nav a{flex:none;white-space:nowrap}
.top nav .brand{flex:0 1 auto;flex-wrap:wrap;align-content:flex-start;min-width:1.6rem;height:2.75rem;margin-inline-end:auto;overflow:hidden}
.top a,.top .brand{display:inline-flex;align-items:center;min-height:2.75rem}
.brand{font-weight:650;letter-spacing:-.01em;color:var(--text);text-decoration:none}
.brand::before{content:"";flex:none;width:1.6rem;height:1.6rem;margin-inline-end:.6rem;background:url("${ICON}") center/contain no-repeat}
.top nav .brand::before{height:2.75rem}
main{padding-top:2rem;padding-bottom:4rem}
h1{margin:0 0 .75rem;font-size:clamp(1.6rem,1.3rem + 1.5vw,2.1rem);line-height:1.2;letter-spacing:-.02em;text-wrap:balance}
h2{margin:2.5rem 0 .75rem;font-size:1.2rem;line-height:1.3;letter-spacing:-.01em}
h3{margin:0;font-size:1.05rem;line-height:1.35}
h1,h2,h3,p,li,dd,label,a,button,summary{overflow-wrap:anywhere}
p{margin:.75rem 0}
.lead{font-size:1.1rem;color:var(--quiet)}
.quiet{color:var(--quiet);font-size:.9rem}
a{color:var(--accent);text-underline-offset:.2em}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:.4rem}
.card{margin:1rem 0;padding:1.1rem 1.25rem;background:var(--card);border:1px solid var(--line);border-radius:.9rem}
.card>:first-child{margin-top:0}
.card>:last-child{margin-bottom:0}
.plain{margin:0;padding:0;list-style:none}
.head{display:flex;gap:.9rem;align-items:flex-start}
.head>div{min-width:0;flex:1}
.head p{margin:.15rem 0 0}
.tile{flex:none;display:grid;place-items:center;width:2.75rem;height:2.75rem;border-radius:.7rem;background:var(--tint);color:var(--accent);font-size:1.3rem;font-weight:600;line-height:1}
.pill{display:inline-block;padding:.05rem .6rem;border-radius:1rem;background:var(--tint);color:var(--accent);font-size:.85rem;font-weight:600}
.pill.warn{background:var(--warn-tint);color:var(--warn)}
.note{margin:1rem 0;padding:.8rem 1rem;border-radius:.7rem;background:var(--tint)}
.note.warn{background:var(--warn-tint)}
.note.bad{background:var(--bad-tint)}
.note p{margin:0}
.note[role]{position:relative;padding-inline-start:3.1rem}
.note[role]::before{content:"!"/"";position:absolute;top:.85rem;inset-inline-start:1rem;display:grid;place-items:center;width:1.4rem;height:1.4rem;border-radius:50%;background:var(--accent);color:var(--on-accent);font-size:.9rem;font-weight:700;line-height:1}
.note[role=status]::before{content:"✓"/""}
.note.warn[role]::before{background:var(--warn);color:var(--warn-tint)}
.note.bad[role]::before{background:var(--bad);color:var(--on-bad)}
.state{display:grid;place-items:center;width:3.5rem;height:3.5rem;margin:0 0 1.1rem;border-radius:50%;background:var(--tint);color:var(--accent);font-size:1.7rem;font-weight:700;line-height:1}
.state.warn{background:var(--warn-tint);color:var(--warn)}
.state.bad{background:var(--bad-tint);color:var(--bad)}
.next{margin-top:1.25rem;padding:.9rem 1.25rem;background:var(--card);border:1px solid var(--line);border-radius:.9rem}
.next p{margin:.4rem 0}
.next p:first-child{margin-top:0;color:var(--quiet);font-size:.9rem}
.next p:last-child{margin-bottom:0}
.note p+p{margin-top:.5rem}
.actions{display:flex;flex-wrap:wrap;gap:.75rem;align-items:center;margin-top:1.1rem}
.actions form{display:contents}
.button{display:inline-flex;align-items:center;justify-content:center;min-width:7rem;min-height:2.75rem;padding:.5rem 1.1rem;border:1px solid var(--field);border-radius:.7rem;background:var(--card);color:var(--text);font:inherit;font-weight:600;text-align:center;text-decoration:none;cursor:pointer}
.button:hover{border-color:var(--accent)}
.button.main{background:var(--accent);border-color:var(--accent);color:var(--on-accent)}
.button.main:hover{filter:brightness(1.08)}
.button.bad{color:var(--bad)}
.button.bad:hover{border-color:var(--bad)}
.button.main.bad{background:var(--bad);border-color:var(--bad);color:var(--on-bad)}
.wide .button{flex:1 1 9rem}
.wide .row{flex-basis:100%}
.who{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;justify-content:space-between}
.who p{margin:0}
noscript p{margin:.6rem 0}
fieldset{min-width:0;margin:1.5rem 0 0;padding:0;border:0}
legend{padding:0;font-size:1.2rem;font-weight:700;letter-spacing:-.01em}
.choice{display:flex;gap:.9rem;align-items:center;min-height:3.5rem;margin-top:.6rem;padding:.6rem 1rem;background:var(--card);border:1px solid var(--line);border-radius:.9rem;cursor:pointer}
.choice:has(:checked){border-color:var(--accent);background:var(--tint)}
.choice input{flex:none;width:1.35rem;height:1.35rem;margin:0;accent-color:var(--accent)}
.choice .tile{width:2.2rem;height:2.2rem;font-size:1.1rem;background:none}
.choice span{min-width:0}
.can{margin:.75rem 0;padding:0;list-style:none}
.can li{position:relative;padding-inline-start:1.9rem;margin:.4rem 0}
.can li::before{content:"✓"/"";position:absolute;inset-inline-start:.2rem;color:var(--accent);font-weight:700}
.can .not::before{content:"✕"/"";color:var(--quiet)}
.said{margin:.4rem 0;padding:.5rem .9rem;border:1px dashed var(--field);border-radius:.7rem;background:var(--ground);font-weight:600}
.place{margin:.2rem 0 .6rem;font:650 1.45rem/1.3 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
dl{margin:1rem 0 0}
dt{color:var(--quiet);font-size:.9rem}
dd{margin:0 0 .75rem}
details{margin:.6rem 0;background:var(--card);border:1px solid var(--line);border-radius:.9rem}
summary{display:flex;align-items:center;min-height:3.25rem;padding:.5rem 1.25rem;font-weight:600;cursor:pointer;list-style:none}
summary::-webkit-details-marker{display:none}
summary::after{content:"+"/"";margin-inline-start:auto;color:var(--quiet);font-size:1.3rem;font-weight:400}
details[open]>summary::after{content:"−"/""}
details.pages{margin-top:1.5rem}
details.pages+details.pages{margin-top:.6rem}
.pages p{margin-bottom:0}
textarea{display:block;width:100%;margin:.6rem 0 0;padding:.7rem .9rem;border:1px solid var(--field);border-radius:.7rem;background:var(--ground);color:var(--text);font:.9rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;resize:vertical}
textarea[aria-invalid]{border-color:var(--bad)}
fieldset+label,textarea+label{display:block;margin-top:1.2rem}
details>div{padding:0 1.25rem 1.1rem}
details ol{margin:.25rem 0;padding-inline-start:1.3rem}
pre{margin:.6rem 0;padding:.8rem 1rem;overflow-wrap:anywhere;white-space:pre-wrap;background:var(--ground);border:1px solid var(--line);border-radius:.7rem;font:.9rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;user-select:all;-webkit-user-select:all}
code{font:.9em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
.copying{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:.6rem;align-items:start;margin:.6rem 0}
.copying pre{margin:0;min-height:2.75rem}
.copying .button{min-width:6rem}
.address{font-size:1.05rem;font-weight:600;background:var(--tint);border-color:transparent}
@media (max-width:30rem){.card .actions .button{flex:1 1 auto}.copying{grid-template-columns:minmax(0,1fr)}.wide{flex-direction:column;align-items:stretch}.wide .button{flex:none;width:100%}}
`;

/** The style sheet without line breaks; its hash is in the content security policy. */
export const STYLE = [
  `:root{color-scheme:light dark;${LIGHT}}`,
  `@media (prefers-color-scheme:dark){:root{${DARK}}}`,
  RULES.replaceAll('\n', ''),
].join('');
