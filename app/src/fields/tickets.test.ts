// Tickets that a page carries: what was sealed opens as it was sealed, and nothing else does, not by a single sign.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { minuteMs } from '../kit/time.ts';
import { openTestHouse, type TestHouse } from '../testing/house.ts';
import { type Fields, openFields } from './index.ts';

const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'.split('');
let made: TestHouse;
let fields: Fields;
before(async () => {
  made = await openTestHouse();
  fields = await openFields(made.house);
});
after(() => made?.close());

const seal = (content: Record<string, unknown>, purpose = 'test.ticket'): string =>
  fields.sealTicket(purpose, content, new Date(made.house.now().getTime() + minuteMs));
const open = (ticket: string) => fields.openTicket('test.ticket', ticket, made.house.now());

/** Tickets of every length that there is: in their last group stand one, two or three bytes. */
function tickets(): string[] {
  const sealed = Array.from({ length: 6 }, (_, length) => seal({ text: 'x'.repeat(length) }));
  const lastGroups = new Set(sealed.map((ticket) => Buffer.from(ticket, 'base64url').length % 3));
  assert.equal(lastGroups.size, 3);
  for (const [length, ticket] of sealed.entries()) assert.deepEqual(open(ticket), { text: 'x'.repeat(length) });
  return sealed;
}

test('a ticket with any one sign changed does not open, not even where the sign says bits that mean nothing', () => {
  for (const ticket of tickets())
    for (let at = 0; at < ticket.length; at += 1)
      for (const sign of signs)
        if (sign !== ticket[at]) assert.equal(open(ticket.slice(0, at) + sign + ticket.slice(at + 1)), null);
});

test('a ticket with something put to it or taken from it does not open, whatever a decoder passes over', () => {
  for (const ticket of tickets()) {
    for (const more of [...signs, '=', '==', '.', ' ', '\n', '\0', '%', 'é', '+', '/'])
      for (const changed of [ticket + more, more + ticket, ticket.slice(0, 9) + more + ticket.slice(9)])
        assert.equal(open(changed), null, JSON.stringify(more));
    for (let length = 0; length < ticket.length; length += 1) assert.equal(open(ticket.slice(0, length)), null);
    // The same bytes, written in the other alphabet or with its end filled up.
    const bytes = Buffer.from(ticket, 'base64url');
    for (const written of [bytes.toString('base64'), bytes.toString('hex')])
      if (written !== ticket) assert.equal(open(written), null);
  }
});

test('a ticket opens for its purpose only, and only until it expires', () => {
  assert.equal(open(seal({ text: 'x' }, 'test.other')), null);
  const ticket = seal({ text: 'x' });
  made.forward(minuteMs - 1);
  assert.deepEqual(open(ticket), { text: 'x' });
  made.forward(1);
  assert.equal(open(ticket), null);
});

test('no ticket begins as media does, whatever is sealed in it', () => {
  for (let n = 0; n < 50; n += 1) assert.match(seal({ n }), /^tik_/);
});
