/** The looks of the HTML report: narrow and wide screens, light and dark, paper. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #fff; --text: #1c1c1e; --soft: #55555c; --line: #d5d5da; --panel: #f5f5f7; --link: #0b57a4;
  --error: #b3261e; --warning: #7a4f00; --info: #0b57a4; --good: #1e6b2e;
  --error-mark: #ffd9d6; --warning-mark: #ffe6b3; --info-mark: #d3e6ff; --related-mark: #e2e2e8;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #141416; --text: #ececf0; --soft: #a9a9b2; --line: #3a3a40; --panel: #1f1f23; --link: #8ab8ff;
    --error: #ff8f86; --warning: #f5c060; --info: #8ab8ff; --good: #7fd18f;
    --error-mark: #64201b; --warning-mark: #553f0c; --info-mark: #163f70; --related-mark: #3d3d45;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: .5rem 0; }
h2 { font-size: 1.15rem; line-height: 1.3; margin: 2rem 0 .5rem; border-top: 1px solid var(--line); padding-top: 1rem; }
h3 { font-size: 1rem; line-height: 1.4; margin: 0; }
p { margin: .3rem 0; }
a { color: var(--link); }
code, pre { font-family: ui-monospace, monospace; font-size: .875rem; }
pre { white-space: pre-wrap; tab-size: 4; background: var(--panel); padding: .6rem; margin: .5rem 0; border-radius: .3rem; }
summary { cursor: pointer; padding: .3rem 0; }
ul { padding-left: 1.2rem; margin: .3rem 0; }
fieldset { border: 1px solid var(--line); border-radius: .3rem; margin: 1rem 0; display: none; }
fieldset label { display: inline-block; margin-right: 1rem; padding: .4rem 0; }
.verdict { font-weight: normal; color: var(--soft); }
.finding { border-left: .25rem solid; padding: .1rem 0 .1rem .7rem; margin: 1rem 0; }
.finding.error { border-color: var(--error); }
.finding.warning { border-color: var(--warning); }
.finding.info { border-color: var(--info); }
.error > h3 .severity { color: var(--error); }
.warning > h3 .severity { color: var(--warning); }
.info > h3 .severity { color: var(--info); }
.place, .number, .label { color: var(--soft); }
.number { user-select: none; }
.label { font-style: italic; }
mark { color: inherit; text-decoration: underline; text-underline-offset: .2em; }
mark.error { background: var(--error-mark); }
mark.warning { background: var(--warning-mark); }
mark.info { background: var(--info-mark); }
mark.related { background: var(--related-mark); text-decoration-style: dotted; }
@supports selector(:has(*)) {
  fieldset { display: block; }
  body:has(#show-error:not(:checked)) .finding.error,
  body:has(#show-warning:not(:checked)) .finding.warning,
  body:has(#show-info:not(:checked)) .finding.info,
  .part { display: none; }
  body:has(#show-error:checked) .part.error,
  body:has(#show-warning:checked) .part.warning,
  body:has(#show-info:checked) .part.info { display: block; }
}
@media print {
  :root {
    --page: #fff; --text: #000; --soft: #444; --line: #999; --panel: #fff; --link: #000;
    --error: #000; --warning: #000; --info: #000; --good: #000;
    --error-mark: #fff; --warning-mark: #fff; --info-mark: #fff; --related-mark: #fff;
  }
  body { font-size: 10pt; }
  main { max-width: none; padding: 0; }
  fieldset, nav { display: none; }
  pre { border: 1px solid var(--line); }
  h2, h3 { break-after: avoid; }
  pre, h3 { break-inside: avoid; }
  details::details-content { content-visibility: visible; display: block; block-size: auto; }
}
`;
