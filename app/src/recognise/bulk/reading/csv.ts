// CSV as RFC 4180 writes it, with any one-character delimiter: quoted fields may hold delimiters, doubled quotes and
// line ends.
import type { ReadRecord } from './cut.ts';

/** Reads one record as its fields. */
export function csvRecord(delimiter: string): ReadRecord<string[]> {
  return (text, start, lineEnd, last) => {
    const line = text.slice(start, lineEnd);
    return line.includes('"') ? quotedRecord(text, start, delimiter, last) : { value: line.split(delimiter) };
  };
}

function quotedRecord(text: string, start: number, delimiter: string, last: boolean): ReturnType<ReadRecord<string[]>> {
  const fields: string[] = [];
  let at = start;
  for (;;) {
    const quoted = text[at] === '"';
    const end = quoted ? closingQuote(text, at + 1) : plainEnd(text, at, delimiter);
    if (end === -1 || (end + 2 >= text.length && !last)) return 'open'; // what follows decides: two quotes, or \r and \n
    const field = text.slice(quoted ? at + 1 : at, end);
    if (!quoted && field.includes('"')) return { fault: `field ${fields.length + 1} has a quote in it but does not begin with one; ${howToQuote}` };
    fields.push(quoted ? field.replaceAll('""', '"') : field);
    at = quoted ? end + 1 : end;
    if (text[at] === delimiter) at += 1;
    else if (text[at] === '\r' && (text[at + 1] === '\n' || at + 1 === text.length)) return { value: fields, end: at + 1 };
    else if (text[at] === '\n' || at === text.length) return { value: fields, end: at };
    else return { fault: `field ${fields.length} goes on after its closing quote; ${howToQuote}` };
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
  while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at += 1;
  return at;
}
