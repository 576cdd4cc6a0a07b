/** Rules of the chat's page, in the colours of every page. */
const RULES = `
body:has(.chat) .top,body:has(.chat) main{max-width:76rem}
body:has(.chat) main{padding-top:1rem;padding-bottom:0}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
[hidden]{display:none!important}
.chat{display:grid;grid-template-columns:minmax(0,1fr) 20rem;gap:2.5rem;align-items:start}
.talking{display:flex;flex-direction:column;min-height:calc(100dvh - 4.5rem)}
.intro h1{margin-bottom:.25rem}
.intro p{margin:0 0 1rem}
.to-side{display:none}
.to-side a{display:inline-flex;align-items:center;min-height:2.75rem}
.turns{display:flex;flex-direction:column;gap:2rem;padding-bottom:1rem}
.turn{display:flex;flex-direction:column;gap:.75rem;min-width:0}
.ask{align-self:flex-end;max-width:min(36rem,88%);padding:.65rem 1.1rem;background:var(--tint);border-radius:1.1rem 1.1rem .3rem}
.ask p{margin:0;white-space:pre-wrap}
.reply{min-width:0}
.reply>:first-child{margin-top:0}
.reply p{margin:.6rem 0}
.reply ul,.reply ol{margin:.6rem 0;padding-inline-start:1.4rem}
.reply li{margin:.2rem 0}
.reply pre{user-select:text;-webkit-user-select:text}
.typed{white-space:pre-wrap}
.place-of{color:var(--quiet);font-size:.9em}
.table{overflow-x:auto;margin:.75rem 0;border:1px solid var(--line);border-radius:.7rem}
table{width:100%;border-collapse:collapse;font-size:.95rem}
th,td{padding:.5rem .8rem;text-align:start;vertical-align:top;border-bottom:1px solid var(--line)}
td{min-width:8.5rem}
th{background:var(--ground);font-weight:650;white-space:nowrap}
tbody tr:last-child td{border-bottom:0}
.call{margin:.4rem 0;font-size:.92rem}
.call summary{gap:.7rem;min-height:2.75rem;padding:.35rem .9rem .35rem .5rem;font-weight:400}
.call summary::after{margin-inline-start:.2rem}
.call .what{flex:1;min-width:0}
.call .tile,.chip .tile,.row .tile{width:1.9rem;height:1.9rem;border-radius:.5rem;font-size:1rem}
.call pre{max-height:20rem;overflow-y:auto;font-size:.82rem}
.call>div{padding:0 .9rem .9rem}
.call>div>p{margin:.4rem 0 -.3rem}
.call .pill{white-space:nowrap;font-variant-numeric:tabular-nums}
.pill.bad{background:var(--bad-tint);color:var(--bad)}
.used{display:flex;flex-wrap:wrap;gap:.4rem;align-items:center}
.working{display:inline-flex;gap:.3rem;padding:.5rem 0}
.working i{width:.5rem;height:.5rem;border-radius:50%;background:var(--accent);animation:breathe 1.2s ease-in-out infinite}
.working i:nth-child(2){animation-delay:.2s}
.working i:nth-child(3){animation-delay:.4s}
@keyframes breathe{0%,100%{opacity:.25}50%{opacity:1}}
@media (prefers-reduced-motion:reduce){.working i{animation:none}}
.confirm{margin:.75rem 0;padding:1rem 1.25rem;background:var(--warn-tint);border:1px solid var(--warn);border-radius:.9rem}
.confirm h2{margin:0;font-size:1.05rem;color:var(--warn)}
.confirm p{margin:.4rem 0}
.confirm pre{max-height:24rem;overflow-y:auto;background:var(--card);font-size:.85rem}
.confirm .actions{margin-top:.8rem}
.welcome{margin:auto 0}
.examples{display:flex;flex-wrap:wrap;gap:.6rem;margin:1rem 0}
.examples .button{font-weight:500}
.composer{position:sticky;bottom:0;margin-top:auto;padding:1.5rem 0 1rem;background:linear-gradient(transparent,var(--ground) 1.5rem)}
.composer textarea{margin:0;padding:.8rem 1rem;background:var(--card);font:inherit;border-radius:.9rem;resize:none;field-sizing:content;min-height:4.3rem;max-height:40dvh}
.asked{display:flex;flex-wrap:wrap;gap:.5rem;margin:0 0 .6rem}
.chip{display:inline-flex;align-items:center;gap:.45rem;min-height:2.75rem;max-width:100%;padding:.2rem .9rem .2rem .6rem;background:var(--card);border:1px solid var(--line);border-radius:1.4rem;font-size:.92rem;cursor:pointer}
.chip.fixed{cursor:default;color:var(--quiet)}
.chip:has(:checked){border-color:var(--accent);background:var(--tint)}
.chip:has(:disabled){cursor:default;color:var(--quiet)}
.chip input{width:1.1rem;height:1.1rem;margin:0;accent-color:var(--accent)}
.chip .tile{background:none}
.chip .pill{flex:none;white-space:nowrap}
.chip bdi{min-width:0;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.send{display:flex;gap:.75rem;align-items:center;justify-content:flex-end;margin-top:.5rem}
.send p{flex:1;margin:0}
.send .button{min-width:6rem}
.button:disabled{opacity:.5;cursor:default;filter:none}
.side{position:sticky;top:0;max-height:100dvh;overflow-y:auto;padding-bottom:1rem}
.side .card{padding:1rem 1.1rem}
.side>.card:first-child{margin-top:.35rem}
.side h2{margin:0 0 .6rem;font-size:1.05rem}
.side h3{margin:1.2rem 0 .4rem;font-size:.95rem}
.side .actions{margin-top:.8rem}
.row{display:flex;gap:.5rem;align-items:center;padding:.35rem 0}
.row>div,.talk{flex:1;min-width:0}
.row p{margin:0;line-height:1.35}
.row .pill{white-space:nowrap}
.row .button{min-width:0}
.row form .button{padding:.4rem .6rem;font-size:.9rem}
.row .name{font-weight:600}
.button.small{padding:.4rem .5rem;font-size:.85rem;font-weight:500;border-color:transparent;background:none}
.talk{display:block;padding:.45rem 0;color:var(--text);text-decoration:none;line-height:1.35}
.talk bdi,.row .name bdi{display:-webkit-box;text-align:left;overflow:hidden;-webkit-box-orient:vertical;-webkit-line-clamp:2}
.talk:hover bdi{text-decoration:underline}
.talk[aria-current]{font-weight:650}
.talk .quiet{display:block;font-weight:400;font-size:.82rem}
.builder{margin:1rem 0}
.builder label{display:block;margin:.7rem 0 .25rem;color:var(--quiet);font-size:.88rem}
.builder select,.builder input{width:100%;min-height:2.75rem;padding:.4rem .7rem;border:1px solid var(--field);border-radius:.7rem;background:var(--card);color:var(--text);font:inherit;font-size:.95rem}
.builder pre{font-size:.8rem;user-select:all;-webkit-user-select:all}
.builder fieldset{margin:.8rem 0 0;padding:.2rem .9rem .9rem;border:1px solid var(--line);border-radius:.7rem}
.builder legend{padding:0 .4rem;font-size:.9rem}
@media (scripting:none){noscript{margin-top:auto}.composer{margin-top:0}.welcome{margin:2rem 0}}
@media (max-width:60rem){
.chat{grid-template-columns:minmax(0,1fr);gap:1rem}
.side{position:static;max-height:none;padding-bottom:3rem}
.to-side{display:block}
.asked{flex-wrap:nowrap;overflow-x:auto;margin-inline:-1.25rem;padding:.2rem 1.25rem;scrollbar-width:none}
.chip{flex:none;max-width:15rem}
.ask{max-width:94%}
}
`;

/** The rules without line breaks; their hash is in the page's content security policy. */
export const CHAT_STYLE = RULES.replaceAll('\n', '');
