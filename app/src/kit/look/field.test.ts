// Questions of a form: what a screen reader is told, and that answers come back unchanged.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Field, field } from './field.ts';
import { fieldId } from './question.ts';

const options = [
  { value: 'a', label: 'First' },
  { value: 'b', label: 'Second' },
];
const everyKind: Field[] = [
  { type: 'text', name: 'q', label: 'Ask' },
  { type: 'textarea', name: 'q', label: 'Ask' },
  { type: 'file', name: 'q', label: 'Ask' },
  { type: 'select', name: 'q', label: 'Ask', options },
  { type: 'checkbox', name: 'q', label: 'Ask' },
  { type: 'radios', name: 'q', label: 'Ask', options },
  { type: 'checkboxes', name: 'q', label: 'Ask', options },
];

for (const asked of everyKind) {
  test(`${asked.type}: hint and error are read out with the question`, () => {
    const plain = field(asked).text;
    assert.doesNotMatch(plain, /aria-describedby|aria-invalid|wrong/);
    const explained = field({ ...asked, hint: 'A hint', error: 'An error' }).text;
    assert.match(explained, /aria-describedby="field-q-hint field-q-error"/);
    assert.match(explained, /id="field-q-hint">A hint</);
    assert.match(explained, /id="field-q-error">.*An error</);
    assert.match(field({ ...asked, error: 'An error' }).text, /aria-describedby="field-q-error"/);
  });

  test(`${asked.type}: the error summary can lead to it, and an id of its own can be given`, () => {
    assert.match(field(asked).text, new RegExp(`<(input|select|textarea)[^>]* id="${fieldId('q')}"`));
    const own = field({ ...asked, id: 'own', hint: 'A hint' }).text;
    assert.doesNotMatch(own, /field-q/);
    assert.match(own, / id="own"/);
  });

  test(`${asked.type}: the mark stands beside the question`, () => {
    assert.match(field({ ...asked, mark: 'optional' }).text, /Ask <span class="mark">\(optional\)<\/span>/);
  });

  test(`${asked.type}: hostile text stays text`, () => {
    const hostile = `"'><script>alert(1)</script>`;
    const text = field({ ...asked, name: hostile, label: hostile, hint: hostile, error: hostile, mark: hostile }).text;
    assert.doesNotMatch(text, /<script/);
    assert.match(text, / name="&quot;&#39;&gt;&lt;script&gt;/);
  });
}

test('names with brackets and dots give ids that a link can lead to', () => {
  assert.equal(fieldId('items[0].url'), 'field-items-0--url');
});

test('the answer given before is there again', () => {
  assert.match(
    field({ type: 'number', name: 'q', label: 'Ask', value: 0, min: 0, max: 256 }).text,
    / value="0" min="0" max="256"/,
  );
  assert.match(
    field({ type: 'select', name: 'q', label: 'Ask', options, value: 'b' }).text,
    /<option value="b" selected>/,
  );
  assert.match(
    field({ type: 'radios', name: 'q', label: 'Ask', options, value: 'b' }).text,
    /value="b" type="radio" checked/,
  );
  const ticked = field({ type: 'checkboxes', name: 'q', label: 'Ask', options, values: ['a', 'b'] }).text;
  assert.equal(ticked.match(/ checked/g)?.length, 2);
  assert.match(field({ type: 'checkbox', name: 'q', label: 'Ask', checked: true }).text, /value="yes" checked/);
});

test('nothing is ticked or chosen unless it was before', () => {
  for (const asked of everyKind) assert.doesNotMatch(field(asked).text, / checked| selected/);
});

test('a text that begins with a line break keeps it', () => {
  assert.match(
    field({ type: 'textarea', name: 'q', label: 'Ask', value: '\nTwo' }).text,
    /<textarea[^>]*>\n\nTwo<\/textarea>/,
  );
});

test('a password is never written back by itself', () => {
  assert.doesNotMatch(field({ type: 'password', name: 'q', label: 'Ask' }).text, / value=/);
});

test('a group is named by its question, and each choice by its own label', () => {
  const text = field({ type: 'radios', name: 'q', label: 'Ask', options, required: true }).text;
  assert.match(text, /<fieldset><legend>Ask<\/legend>/);
  assert.match(
    text,
    /<input id="field-q" name="q" value="a" type="radio" required><label for="field-q">First<\/label>/,
  );
  assert.match(
    text,
    /<input id="field-q-2" name="q" value="b" type="radio" required><label for="field-q-2">Second<\/label>/,
  );
});
