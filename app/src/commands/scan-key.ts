// `suaka scan-key`: makes the pair of keys of whoever receives exports for scanning. The secret half stays in its file.
import { writeFile } from 'node:fs/promises';
import { defineCommand } from 'citty';
import { fingerprintOfKey } from '../audit/signing.ts';
import { Refusal } from '../kit/errors.ts';
import { newScanKey } from '../recognise/index.ts';
import { report } from './terminal.ts';

export const scanKey = defineCommand({
  meta: { name: 'scan-key', description: 'Make the keys with which you receive exports for scanning' },
  args: {
    file: { type: 'positional', required: true, description: 'The file for the secret key; it must not be there yet' },
    json: { type: 'boolean', description: 'One line of JSON', default: false },
  },
  async run({ args }) {
    const { publicKey, secretPem } = newScanKey();
    await writeSecret(args.file, secretPem);
    const fingerprint = fingerprintOfKey(publicKey);
    report(
      args.json,
      { file: args.file, publicKey, fingerprint },
      [
        `Secret key: ${args.file} (keep it where you scan, and nowhere else)`,
        `Public key: ${publicKey}`,
        `Fingerprint: ${fingerprint}`,
        'Give the public key to the desk that exports to you, and compare the fingerprint over the telephone.',
      ].join('\n'),
    );
  },
});

/** Read by its owner only; a key that is there is never written over, since what was encrypted to it would be lost. */
async function writeSecret(path: string, pem: string): Promise<void> {
  try {
    await writeFile(path, pem, { mode: 0o600, flag: 'wx' });
  } catch (cause) {
    const said = `The key cannot be written to "${path}": ${(cause as Error).message}; name a new file`;
    throw new Refusal('bad-input', 'file-not-writable', said, { cause });
  }
}
