// Signatures and what is signed: the algorithm is Ed25519 as others compute it, the signed text is fixed to the letter,
// and no field of a document can be changed, added, left out or moved to another document.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  isGenuine,
  readDocument,
  type SignedDocument,
  signCheckpoint,
  signedBytes,
  signProofOfReport,
} from './documents.ts';
import { fingerprintOfKey, publicKeyPem, readPublicKey, signerFromSeed, verifySignature } from './signing.ts';

const signer = signerFromSeed(Buffer.alloc(32, 7));
const checkpoint = signCheckpoint(signer, {
  number: 3,
  seal: 41,
  head: 'ab'.repeat(32),
  at: '2031-03-14T01:59:26.000Z',
});
const proof = signProofOfReport(signer, {
  organisation: 'Rumah Aman "Rekaan"',
  reference: 'kuda-baterai-0001',
  receivedOn: '2031-03-14',
  issuedAt: '2031-03-15T08:00:00.000Z',
});

const vectors = [
  // RFC 8032, 7.1, TEST 1 and TEST 2: seed, public key, message, signature.
  [
    '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    '',
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  ],
  [
    '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    '72',
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  ],
] as const;

test('signs and verifies the vectors of RFC 8032', () => {
  for (const [seed, publicKey, message, signature] of vectors) {
    const bytes = Buffer.from(message, 'hex');
    assert.deepEqual(signerFromSeed(Buffer.from(seed, 'hex')).sign(bytes), { publicKey, signature });
    assert.equal(verifySignature(bytes, { publicKey, signature }), true);
    assert.equal(verifySignature(Buffer.from('other'), { publicKey, signature }), false);
    assert.equal(verifySignature(bytes, { publicKey, signature: signature.toUpperCase() }), false);
    assert.equal(verifySignature(bytes, { publicKey: 'ff'.repeat(32), signature }), false);
    assert.equal(verifySignature(bytes, { publicKey: '', signature }), false);
  }
  assert.throws(() => signerFromSeed(Buffer.alloc(31)), { message: /31 bytes; expected 32/ });
});

test('a public key is read from digits and from PEM, and from nothing else', () => {
  assert.equal(readPublicKey(`  ${signer.publicKey.toUpperCase()}\n`), signer.publicKey);
  assert.match(publicKeyPem(signer.publicKey), /^-----BEGIN PUBLIC KEY-----\n[\w+/=]{60}\n-----END PUBLIC KEY-----\n$/);
  assert.equal(readPublicKey(publicKeyPem(signer.publicKey)), signer.publicKey);
  for (const text of ['', 'abc', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----', `${signer.publicKey}00`])
    assert.equal(readPublicKey(text), null, text);
  assert.match(fingerprintOfKey(signer.publicKey), /^[0-9a-f]{64}$/);
});

test('what is signed is the document without its signature, to the letter', () => {
  assert.equal(
    signedBytes(checkpoint).toString(),
    `{"kind":"suaka-checkpoint","version":1,"number":3,"seal":41,"head":"${'ab'.repeat(32)}","at":"2031-03-14T01:59:26.000Z","publicKey":"${signer.publicKey}"}`,
  );
  assert.equal(
    signedBytes(proof).toString(),
    `{"kind":"suaka-proof-of-report","version":1,"organisation":"Rumah Aman \\"Rekaan\\"","reference":"kuda-baterai-0001","receivedOn":"2031-03-14","issuedAt":"2031-03-15T08:00:00.000Z","publicKey":"${signer.publicKey}"}`,
  );
  assert.deepEqual(Object.keys(proof).at(-1), 'signature');
});

test('a document is read again however its fields are ordered and spaced', () => {
  for (const document of [checkpoint, proof]) {
    const shuffled = Object.fromEntries(Object.entries(document).toReversed());
    const read = readDocument(JSON.stringify(shuffled, null, 4));
    assert.deepEqual(read, document);
    assert.equal(isGenuine(read), true);
  }
});

test('a change of any field shows', () => {
  const changes: Record<string, unknown>[] = [
    { number: 4 },
    { seal: 40 },
    { head: 'cd'.repeat(32) },
    { at: '2031-03-14T01:59:27.000Z' },
    { publicKey: signerFromSeed(Buffer.alloc(32, 8)).publicKey },
    { signature: '0'.repeat(128) },
  ];
  for (const change of changes)
    assert.equal(isGenuine({ ...checkpoint, ...change } as SignedDocument), false, JSON.stringify(change));
  for (const change of [
    { organisation: 'Other' },
    { reference: 'x' },
    { receivedOn: '2031-03-13' },
    { issuedAt: checkpoint.at },
  ])
    assert.equal(isGenuine({ ...proof, ...change }), false, JSON.stringify(change));
});

test('what is no such document is refused and says why', () => {
  const wrong: [string, RegExp][] = [
    ['', /it is not JSON/],
    ['[]', /its kind is missing; expected suaka-checkpoint or suaka-proof-of-report/],
    ['null', /its kind is missing/],
    ['{"kind":"toString"}', /its kind is "toString"/],
    [JSON.stringify({ ...checkpoint, version: 2 }), /version/],
    [JSON.stringify({ ...checkpoint, head: 'AB'.repeat(32) }), /head: 64 hexadecimal digits in lower case/],
    [JSON.stringify({ ...checkpoint, more: 1 }), /more/],
    [JSON.stringify({ ...proof, receivedOn: '14 March' }), /receivedOn: a day such as/],
  ];
  for (const [text, message] of wrong)
    assert.throws(() => readDocument(text), { code: 'not-a-document', message }, text);
});
