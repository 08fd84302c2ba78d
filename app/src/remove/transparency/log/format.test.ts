// The format of the log, to the byte: whoever checks it elsewhere writes the same, and version 1 never changes.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { signerFromSeed } from '../../../audit/signing.ts';
import {
  batchRoot,
  firstRoot,
  isSigned,
  logOf,
  noticeCommitment,
  paddingCommitment,
  type PublishedBatch,
  signBatch,
  signedBytes,
} from './format.ts';

const bytes = (value: number) => Buffer.alloc(32, value);
const hex = (given: Uint8Array) => Buffer.from(given).toString('hex');
const sha256 = (...parts: (string | Uint8Array)[]) =>
  createHash('sha256')
    .update(Buffer.concat(parts.map((part) => Buffer.from(part as string))))
    .digest('hex');

test('commitments and roots are SHA-256 over exactly these bytes', () => {
  assert.equal(hex(noticeCommitment(bytes(1), bytes(2))), sha256('suaka-notice-commitment-1\n', bytes(1), bytes(2)));
  assert.equal(hex(paddingCommitment(bytes(1))), sha256('suaka-padding-commitment-1\n', bytes(1)));
  assert.equal(logOf('org_contoh'), sha256('suaka-notice-log-1\norg_contoh'));
  assert.equal(hex(firstRoot(logOf('org_contoh'))), logOf('org_contoh'));
  assert.equal(
    hex(batchRoot(bytes(3), { number: 12, day: '2031-03-14', commitments: [bytes(4), bytes(5)] })),
    sha256(bytes(3), 'suaka-notice-batch-1\n12\n2031-03-14\n2\n', bytes(4), bytes(5)),
  );
});

test('vectors: these values for ever', () => {
  assert.equal(
    hex(noticeCommitment(bytes(1), bytes(2))),
    '5f8cc1f72549b9d39216c878e565052a8926aed88841660d86958f9315cd8551',
  );
  assert.equal(hex(paddingCommitment(bytes(1))), 'cbeb13ac4be4ef60366319c7e85f374f7ed5091e3ea964c0c8d43a8266b195c8');
  assert.equal(
    hex(batchRoot(bytes(3), { number: 1, day: '2031-03-14', commitments: [bytes(4)] })),
    '45907923b584cea83a6d25a9ca57bcfe8cac50bfb7f7d1d1831148da86545646',
  );
});

test('what is signed names the log, the day and the root, in this order, and any change shows', () => {
  const head = {
    log: hex(bytes(6)),
    number: 1,
    day: '2031-03-14',
    size: 1,
    root: hex(bytes(7)),
    madeAt: '2031-03-14T17:00:01.000Z',
  };
  const signed = signBatch(signerFromSeed(bytes(8)), head);
  const batch: PublishedBatch = {
    kind: 'suaka-notice-batch',
    version: 1,
    ...head,
    commitments: [hex(bytes(4))],
    ...signed,
  };
  assert.equal(
    signedBytes(batch).toString('utf8'),
    `{"kind":"suaka-notice-batch","version":1,"log":"${head.log}","number":1,"day":"2031-03-14","size":1,"root":"${head.root}","madeAt":"2031-03-14T17:00:01.000Z","publicKey":"${signed.publicKey}"}`,
  );
  assert.equal(isSigned(batch), true);
  for (const change of [
    { log: hex(bytes(9)) },
    { number: 2 },
    { day: '2031-03-15' },
    { size: 2 },
    { root: hex(bytes(9)) },
  ])
    assert.equal(isSigned({ ...batch, ...change }), false, JSON.stringify(change));
});

test('salts and hashes of another length are refused', () => {
  assert.throws(() => noticeCommitment(Buffer.alloc(31), bytes(2)), /31 bytes; expected 32/);
  assert.throws(() => noticeCommitment(bytes(1), Buffer.alloc(33)), /33 bytes; expected 32/);
  assert.throws(() => paddingCommitment(Buffer.alloc(0)), /0 bytes; expected 32/);
});
