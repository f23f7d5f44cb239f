/** How the panel looks, in light and in dark. Its colours are its own: nothing of the page reaches into a shadow tree, and nothing leaves it. */

export const CSS = `
:host{all:initial;--paper:#fff;--raised:#f4f5f8;--line:#d9dce5;--ink:#1b1f2a;--dim:#5d6579;--accent:#3157d5;--good:#17703f;--bad:#b4232f;--tint:#e6ecff;--warn:#fdeceb;--server:#3157d5;--wire:#b8860b;--dom:#1b8a5a;font:13px/1.5 system-ui,sans-serif;color:var(--ink)}
@media(prefers-color-scheme:dark){:host{--paper:#14161d;--raised:#1c1f29;--line:#333848;--ink:#e7e9f0;--dim:#a2a9bb;--accent:#8fabff;--good:#6fd39b;--bad:#ff8f96;--tint:#232b45;--warn:#3a2126;--server:#8fabff;--wire:#e0b04a;--dom:#5fcf9b}}
*{box-sizing:border-box}[hidden]{display:none!important}
button,input,select,output{font:inherit;color:inherit}
button{cursor:pointer}
:focus-visible{outline:2px solid var(--accent);outline-offset:1px}
.open{position:fixed;z-index:2147483000;right:1rem;bottom:1rem;display:flex;gap:.4rem;align-items:center;padding:.3rem .7rem;border:1px solid var(--line);border-radius:99px;background:var(--paper);color:var(--ink);box-shadow:0 2px 10px #0003;font-weight:600}
.open .dot{width:.6rem;height:.6rem;border-radius:50%;background:var(--good)}.open.off .dot{background:var(--bad)}.open.slow .dot{background:var(--wire)}
.panel{position:fixed;z-index:2147483000;inset:auto 0 0;height:min(24rem,60vh);display:flex;flex-direction:column;background:var(--paper);border-top:1px solid var(--line);box-shadow:0 -6px 30px #0003}
.top{display:flex;align-items:center;gap:.25rem;padding:.3rem .6rem 0;border-bottom:1px solid var(--line);background:var(--raised)}
[role=tablist]{display:flex;flex:1;gap:.1rem;overflow-x:auto}
[role=tab]{border:0;border-bottom:2px solid #0000;padding:.4rem .65rem;background:none;color:var(--dim);white-space:nowrap}
[role=tab][aria-selected=true]{color:var(--ink);border-color:var(--accent);font-weight:600}
[role=tab] sup{margin-left:.25rem;color:var(--dim);font-weight:400}
.top>button:not([role]){border:1px solid var(--line);border-radius:.35rem;background:var(--paper);padding:.15rem .55rem;margin-bottom:.25rem}
[role=tabpanel]{flex:1;min-height:0}
.listing{display:grid;grid-template-columns:minmax(15rem,2fr) 3fr;height:100%}
.listing:has(.list[hidden]){grid-template-columns:1fr}
.list{overflow:auto;border-right:1px solid var(--line)}
.row{display:flex;gap:.6rem;align-items:baseline;width:100%;padding:.3rem .8rem;border:0;border-bottom:1px solid var(--line);background:none;text-align:left}
.row:hover{background:var(--raised)}.row[aria-selected=true]{background:var(--tint)}.row:focus-visible{outline-offset:-2px}
.name{font-weight:600}.grow{flex:1;min-width:0;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.dim,small,.empty{color:var(--dim)}.row .dim{white-space:nowrap}small{font-size:.92em;font-weight:400}
h2{position:absolute;width:1px;height:1px;margin:0;overflow:hidden;clip-path:inset(50%)}
.detail,.scroll{overflow:auto;padding:.8rem 1.1rem 1.4rem;height:100%}
h3{margin:.2rem 0 .6rem;font-size:1.05rem}.scroll h3:not(:first-child){margin-top:1.2rem}h4{margin:1rem 0 .3rem;font-size:.95rem}
p{margin:.35rem 0}.lead{color:var(--dim)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;margin:.6rem 0}dt{color:var(--dim)}dd{margin:0}
code,pre,.node{font:12px/1.55 ui-monospace,monospace}
pre{margin:.3rem 0;padding:.6rem .8rem;border:1px solid var(--line);border-radius:.4rem;background:var(--raised);white-space:pre-wrap;overflow-wrap:anywhere}
pre.bad,p.bad{background:var(--warn);color:var(--bad);border-color:var(--bad)}p.bad{padding:.4rem .7rem;border-left:3px solid var(--bad)}
.diff ins,.diff del,.diff span,pre>mark,pre>span{display:block;text-decoration:none}
.diff ins{background:color-mix(in srgb,var(--good) 18%,#0000)}.diff del{background:color-mix(in srgb,var(--bad) 18%,#0000)}
pre>mark{background:var(--warn);color:inherit}
.reason{padding:.35rem .7rem;border-left:3px solid var(--wire);background:var(--raised)}
.state{color:var(--dim);white-space:nowrap}.state.good{color:var(--good)}.state.bad,.wrong{color:var(--bad)}
.tag{padding:0 .4rem;border-radius:.3rem;background:var(--tint);white-space:nowrap}.tag.bad{background:var(--warn);color:var(--bad);font-weight:700}
article{padding:.6rem 0;border-bottom:1px solid var(--line)}article h3{margin:0;font-size:1em;font-weight:400}
article.repeated{border-left:3px solid var(--bad);padding-left:.8rem}
.signature i{color:var(--accent);font-style:normal}.signature b{font-weight:400}
.meta{display:flex;flex-wrap:wrap;gap:.3rem .9rem;color:var(--dim)}
.bar{display:flex;height:.55rem;gap:2px;margin:.3rem 0 .6rem}.bar span{min-width:2px;border-radius:2px}.bar .server{background:var(--server)}.bar .wire{background:var(--wire)}.bar .dom{background:var(--dom)}
.ops{margin:.2rem 0;padding-left:1.6rem;overflow-wrap:anywhere}.ops code{color:var(--accent)}
.node{margin:0 .3rem .3rem 0;padding:.1rem .45rem;border:1px solid var(--line);border-radius:.3rem;background:var(--raised)}
table{border-collapse:collapse;width:100%}th{color:var(--dim);text-align:left;font-weight:400}th,td{padding:.2rem .9rem .2rem 0;border-bottom:1px solid var(--line);vertical-align:top}td:first-child{white-space:nowrap}
.scroll p>button{border:1px solid var(--line);border-radius:.35rem;background:var(--raised);padding:.25rem .8rem}
input[type=range]{width:16rem;vertical-align:middle;accent-color:var(--accent)}input[type=checkbox]{accent-color:var(--accent)}
.boxes{position:fixed;inset:0;pointer-events:none;z-index:2147482999}.boxes i{position:fixed;border:2px solid #d6336c;border-radius:3px;background:#d6336c2b}
@media(max-width:40rem){.listing{grid-template-columns:1fr;grid-template-rows:1fr 1fr}.list{border-right:0;border-bottom:1px solid var(--line)}}
`;
