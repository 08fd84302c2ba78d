// Cutting CSV into records: random tables, written by the rules, come back the same wherever the text is cut; and a bad
// line among them is reported with its number and costs nothing else.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Draw, drawFrom, newSeed } from '../../testing/draw.ts';
import { csvRecord } from './record.ts';
import { type Cut, longestLine, RecordCutter } from './cut.ts';

const delimiters = [',', ';', '\t', '|'];
const pieces = ['a', 'bc', '"', '""', '\n', '\r\n', '\r', ' ', 'é', '日本', '😀', ...delimiters];

interface Table {
  text: string;
  delimiter: string;
  expected: Cut<string[]>[];
}

function drawTable(draw: Draw): Table {
  const delimiter = delimiters[draw(delimiters.length)]!;
  const lineEnd = draw(2) === 0 ? '\n' : '\r\n';
  const expected: Cut<string[]>[] = [];
  let text = '';
  let line = 1;
  const rows = draw(20);
  for (let row = 0; row < rows; row += 1) {
    const fields = Array.from({ length: 1 + draw(5) }, () => drawField(draw));
    const bad = draw(6) === 0;
    const written = bad ? `x"${delimiter}y` : fields.map((field) => writeField(draw, field, delimiter)).join(delimiter);
    if (bad) expected.push({ line, fault: 'field 1' });
    else if (written.trim() !== '') expected.push({ line, value: fields });
    text += written + (row === rows - 1 && draw(2) === 0 ? '' : lineEnd);
    line += written.split('\n').length;
  }
  return { text, delimiter, expected };
}

function drawField(draw: Draw): string {
  return Array.from({ length: draw(5) }, () => pieces[draw(pieces.length)]).join('');
}

function writeField(draw: Draw, field: string, delimiter: string): string {
  const needed = /["\r\n]/.test(field) || field.includes(delimiter);
  return needed || draw(3) === 0 ? `"${field.replaceAll('"', '""')}"` : field;
}

/** The text pushed in pieces of random length. */
function cutInPieces({ text, delimiter }: Table, draw: Draw): Cut<string[]>[] {
  const cutter = new RecordCutter(csvRecord(delimiter));
  const found: Cut<string[]>[] = [];
  for (let at = 0; at < text.length; ) {
    const end = at + 1 + draw(12);
    found.push(...cutter.push(text.slice(at, end), false));
    at = end;
  }
  found.push(...cutter.push('', true));
  return found.map((cut) =>
    'fault' in cut ? { line: cut.line, fault: cut.fault.slice(0, 7) } : { line: cut.line, value: cut.value },
  );
}

test('random tables come back as they were written, wherever the text is cut', () => {
  const seed = newSeed();
  const draw = drawFrom(seed);
  for (let round = 0; round < 3000; round += 1) {
    const table = drawTable(draw);
    assert.deepEqual(
      cutInPieces(table, draw),
      table.expected,
      `SEED=${seed}, round ${round}: ${JSON.stringify(table.text)}`,
    );
  }
});

test('random noise is always cut to its end, its lines in order, and never thrown at', () => {
  const seed = newSeed();
  const draw = drawFrom(seed);
  for (let round = 0; round < 3000; round += 1) {
    const text = Array.from({ length: draw(60) }, () => pieces[draw(pieces.length)]).join('');
    const found = cutInPieces({ text, delimiter: ',', expected: [] }, draw);
    const lines = found.map(({ line }) => line);
    assert.deepEqual(
      lines,
      [...new Set(lines)].toSorted((one, other) => one - other),
      `SEED=${seed}: ${JSON.stringify(text)}`,
    );
    assert.ok(lines.every((line) => line <= text.split('\n').length));
  }
});

test('the longest line that is read is 65,536 characters', () => {
  const cut = (length: number) => [...new RecordCutter(csvRecord(',')).push(`${'x'.repeat(length)}\ny\n`, true)];
  assert.deepEqual(
    cut(longestLine).map((each) => 'value' in each),
    [true, true],
  );
  assert.deepEqual(
    cut(longestLine + 1).map((each) => 'value' in each),
    [false, true],
  );
});
