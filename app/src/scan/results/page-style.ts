// The look of the summary's page, within the page, because it has to open on any machine without anything beside it.

export const pageStyle = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 0; }
main { max-width: 64rem; margin: 0 auto; padding: 1.5rem; }
h2 { margin-top: 2rem; font-size: 1.15rem; }
dl { display: grid; gap: .25rem; }
dl div { display: grid; grid-template-columns: 12rem 1fr; gap: 1rem; }
dt { opacity: .75; }
dd { margin: 0; overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: .3rem .75rem .3rem 0; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); text-align: left; font-weight: normal; vertical-align: top; overflow-wrap: anywhere; }
thead th { font-weight: 600; }
td { font-variant-numeric: tabular-nums; }
.bar { width: 40%; }
meter { width: 100%; }
.digest { font-family: ui-monospace, monospace; font-size: .8rem; }
.figures { display: flex; flex-wrap: wrap; gap: .5rem 2rem; padding: 0; list-style: none; }
.figures strong { display: block; font-size: 1.75rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
.trial { padding: .5rem 1rem; border-left: .25rem solid currentColor; }
@media (max-width: 40rem) { dl div { grid-template-columns: 1fr; gap: 0; } }
`;
