/** Texts that would run, ask another host or turn the page if anything took them for more than text. */

export const CANARY = 'sightlineCanary'
const run = `${CANARY}()`
const away = 'https://canary.invalid'

/** Markup and addresses. */
const MARKUP = [
  `<script>${run}</script>`,
  `<img src=x onerror=${run}>`,
  `<img src="${away}/i.png">`,
  `<svg onload=${run}>`,
  `<svg><animate onbegin=${run} attributeName=x dur=1s>`,
  `<svg><script href="data:text/javascript,${run}"/>`,
  `<iframe srcdoc="<script>parent.${run}</script>">`,
  `<iframe src="javascript:parent.${run}">`,
  `<details open ontoggle=${run}>`,
  `<input autofocus onfocus=${run}>`,
  `<a href="javascript:${run}">x</a>`,
  `<a href="${away}">x</a>`,
  `<form action="${away}"><button>x`,
  `<object data="${away}">`,
  `<embed src="${away}">`,
  `<base href="${away}/">`,
  `<meta http-equiv=refresh content="0;url=${away}">`,
  `<link rel=stylesheet href="${away}/c.css">`,
  `<style>@import url(${away}/s.css)</style>`,
  `<video><source onerror=${run}>`,
  `<body onload=${run}>`,
  `<math><mtext><style><img src=x onerror=${run}>`,
  `"><script>${run}</script>`,
  `' onmouseover=${run} '`,
  `" autofocus onfocus="${run}`,
  `</title></textarea></style><script>${run}</script>`,
  `--><script>${run}</script>`,
  `&lt;script&gt;${run}&lt;/script&gt;`,
  `&#60;img src=x onerror=${run}&#62;`,
  `javascript:${run}`,
  `data:text/html,<script>${run}</script>`,
  `url(${away}/u.png)`,
]

/** Languages within our own: templates, messages, queries, formulas, objects. */
const LANGUAGES = [
  `\${${run}}`,
  `{{constructor.constructor('${run}')()}}`,
  `{{7*7}}`,
  `<%= ${run} %>`,
  `#{${run}}`,
  `{count, plural, other {#}}`,
  `{name} </b> <b>x</b>`,
  `'; DROP TABLE cameras; --`,
  `%' OR '1'='1`,
  `=cmd|'/c calc'!A1`,
  `+1+1`,
  `-2+3`,
  `@SUM(1)`,
  `＝1+1`,
  `"}],"x":${run},"y":[{"`,
  `__proto__`,
  `constructor`,
  `\\u003cscript\\u003e`,
  `../../etc/passwd`,
  `%0d%0aSet-Cookie:a=b`,
]

/** Other people's names: as good as any. */
const WORLDLY = ['𠮷野家🚓𠀋', 'شارع الملك فهد', 'שדרות רוטשילד', '中山路12号', 'Ĳssel Straße', 'नमस्ते मार्ग'] // biome-ignore format: a list

/** What the doors must refuse; those that a database can hold are put there all the same. */
export const HIDDEN_PAYLOADS = ['a\r\nSet-Cookie: a=b', 'a\u202egpj.exe', 'a\u2066b\u2069', 'a\u200bb', 'a\ufeffb', 'a\u001b[31mb', 'a\u0007b', 'a\u2028b', 'a\u00adb', 'a\u{e0041}b'] // biome-ignore format: a list
export const UNKEEPABLE_PAYLOADS = ['a\u0000b', 'a\ud800b']

export const VISIBLE_PAYLOADS = [...MARKUP, ...LANGUAGES, ...WORLDLY]
