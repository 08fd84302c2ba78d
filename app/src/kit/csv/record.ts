// CSV as RFC 4180 writes it, with any one-character delimiter: quoted fields may hold delimiters, doubled quotes and
// line ends.
import type { Read, ReadRecord } from './cut.ts';

/** Reads one record as its fields. */
export function csvRecord(delimiter: string): ReadRecord<string[]> {
  return (text, start, lineEnd, last) => {
    const line = text.slice(start, lineEnd);
    return line.includes('"') ? quotedRecord(text, start, delimiter, last) : { value: line.split(delimiter) };
  };
}

function quotedRecord(text: string, start: number, delimiter: string, last: boolean): Read<string[]> {
  const fields: string[] = [];
  let at = start;
  for (;;) {
    const quoted = text[at] === '"';
    const end = quoted ? closingQuote(text, at + 1) : plainEnd(text, at, delimiter);
    if (end === -1 || (end + 2 >= text.length && !last)) return 'open'; // what follows decides: two quotes, or \r and \n
    const field = quoted ? text.slice(at + 1, end).replaceAll('""', '"') : text.slice(at, end);
    if (!quoted && field.includes('"'))
      return { fault: `field ${fields.length + 1} has a quote in it but does not begin with one; ${howToQuote}` };
    fields.push(field);
    at = quoted ? end + 1 : end;
    if (text.startsWith('\r\n', at) || (text[at] === '\r' && at + 1 === text.length)) at += 1;
    if (at >= text.length || text[at] === '\n') return { value: fields, end: at };
    if (text[at] !== delimiter)
      return { fault: `field ${fields.length} goes on after its closing quote; ${howToQuote}` };
    at += 1;
  }
}

const howToQuote = 'put the whole field in quotes and double those within it';

/** Where the quote stands that closes a field, or -1. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at !== -1 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}

function plainEnd(text: string, from: number, delimiter: string): number {
  let at = from;
  while (at < text.length && text[at] !== delimiter && text[at] !== '\n') at += 1;
  return text[at] !== delimiter && at > from && text[at - 1] === '\r' ? at - 1 : at;
}
