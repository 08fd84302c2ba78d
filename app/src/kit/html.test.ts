// What a template may never let through, and what it must keep as it is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attributes, Html, html, raw } from './html.ts';

const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onfocus='alert(1)' autofocus='",
  '</textarea><svg/onload=alert(1)>',
  '&lt;b&gt; &amp; &#60;script&#62;',
  '<!-- --><![CDATA[ ]]>',
  '\u0000<\u2028>"\u202E\'',
  '${alert(1)} {{alert(1)}}',
];

const unescape = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

for (const text of hostile) {
  test(`hostile text stays text: ${JSON.stringify(text)}`, () => {
    const inside = html`${text}`.text;
    assert.doesNotMatch(inside, /[<>"']/);
    assert.doesNotMatch(inside, /&(?!(amp|lt|gt|quot|#39);)/);
    assert.equal(unescape(inside), text, 'a reader sees exactly what was given');
    assert.equal(html`<a title="${text}">`.text, `<a title="${inside}">`);
    assert.equal(attributes({ title: text }).text, ` title="${inside}"`);
  });
}

test('nested templates and lists of them are not escaped again', () => {
  const items = ['a & b', '<c>'].map((name) => html`<li>${name}</li>`);
  assert.equal(html`<ul>${items}</ul>`.text, '<ul><li>a &amp; b</li><li>&lt;c&gt;</li></ul>');
  assert.equal(html`${html`<b>${'<'}</b>`}`.text, '<b>&lt;</b>');
});

test('text inside lists is escaped, at any depth', () => {
  assert.equal(html`${['<', [html`<i>`, '>']]}`.text, '&lt;<i>&gt;');
});

test('numbers are written out, also zero; nothing and booleans render as nothing', () => {
  assert.equal(html`${0} ${-1.5} ${12345678901234567890n}`.text, '0 -1.5 12345678901234567890');
  assert.equal(html`[${null}${undefined}${false}${true}${''}]`.text, '[]');
});

test('literal text is kept to the byte, without interpretation of escapes in values', () => {
  assert.equal(html`<p>é — "x" & \n</p>`.text, '<p>é — "x" & \n</p>');
  assert.equal(html`${'$&'}${'$1'}`.text, '$&amp;$1');
});

const refused: [string, any][] = [
  ['an object', {}],
  ['a look-alike of Html', { text: '<script>' }],
  ['an object that says it is text', { toString: () => '<script>' }],
  ['a date', new Date(0)],
  ['a function', () => 'x'],
  ['a symbol', Symbol('x')],
  ['a promise', Promise.resolve('x')],
  ['an object inside a list', [['x', {}]]],
  ['an object without a prototype', Object.create(null)],
];

for (const [name, value] of refused) {
  test(`${name} is refused`, () => {
    assert.throws(() => html`${value}`, TypeError);
  });
}

test('the error names the kind of value and never the value', () => {
  // @ts-expect-error an object is no piece of a page
  assert.throws(() => html`${{ name: 'made-up person' }}`, {
    name: 'TypeError',
    message: /not an object \(Object\)$/,
  });
});

test('Html cannot be had by looking like it', () => {
  // @ts-expect-error an object with the same shape is not Html
  const lookAlike: Html = { text: '<script>' };
  assert.equal(lookAlike instanceof Html, false);
});

test('raw text is taken as it is', () => {
  assert.equal(html`<p>${raw('<b>&amp;</b>')}</p>`.text, '<p><b>&amp;</b></p>');
});

test('attributes: present, bare and left out', () => {
  const given = attributes({
    href: '/a?b=1&c=2',
    hidden: true,
    title: null,
    lang: undefined,
    open: false,
    max: 0,
    alt: '',
  });
  assert.equal(given.text, ' href="/a?b=1&amp;c=2" hidden max="0" alt=""');
});

for (const name of ['onclick', 'style', 'srcdoc', 'x y', 'a"b', 'a>b', '', 'Href', 'x=1']) {
  test(`attribute name ${JSON.stringify(name)} is refused, even when it would be left out`, () => {
    assert.throws(() => attributes({ [name]: 'x' }), RangeError);
    assert.throws(() => attributes({ [name]: null }), RangeError);
  });
}
