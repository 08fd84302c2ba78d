// `suaka doctor`: looks at everything a desk needs and says of each whether it is well, and what to do if not.
import { access, constants, mkdir, statfs } from 'node:fs/promises';
import { defineCommand } from 'citty';
import { signerPart } from '../audit/signing.ts';
import { verifyCheckpoints, verifyRecord } from '../audit/verify.ts';
import { openFields } from '../fields/index.ts';
import { type Configuration, readConfiguration } from '../runtime/configuration.ts';
import type { House } from '../runtime/house.ts';
import { openLog } from '../runtime/log.ts';
import { openHouse } from '../runtime/open.ts';
import { report } from './terminal.ts';

interface Finding {
  name: string;
  well: boolean;
  said: string;
}

const leastFreeBytes = 2 * 1024 ** 3;

export const doctor = defineCommand({
  meta: { name: 'doctor', description: 'Check what the desk needs, and say what to do where something is wrong' },
  args: { json: { type: 'boolean', description: 'One line of JSON', default: false } },
  async run({ args }) {
    const findings = await examine();
    const words = findings.map(({ name, well, said }) => `${well ? 'well ' : 'WRONG'}  ${name}: ${said}`).join('\n');
    report(args.json, { well: findings.every((each) => each.well), findings }, words);
    if (!findings.every((each) => each.well)) process.exitCode = 2;
  },
});

async function examine(): Promise<Finding[]> {
  const findings: Finding[] = [];
  const look = async (name: string, examination: () => Promise<string>): Promise<boolean> => {
    try {
      findings.push({ name, well: true, said: await examination() });
      return true;
    } catch (fault) {
      findings.push({ name, well: false, said: (fault as Error).message });
      return false;
    }
  };
  let configuration: Configuration | undefined;
  await look('Node.js', async () => runningNode());
  await look('configuration', async () => {
    configuration = readConfiguration(process.env);
    return `port ${configuration.port} on ${configuration.host}, reached at ${configuration.publicUrl}`;
  });
  if (!configuration) return findings;
  const known = configuration;
  await look('data folder', () => dataFolder(known));
  let house: House | undefined;
  await look('database', async () => {
    house = await openHouse(known, { log: openLog({ logLevel: 'silent' }), beside: true });
    const { rows } = await house.database.pool.query('SHOW server_version');
    return `PostgreSQL ${rows[0].server_version}, ${known.databaseUrl ? 'the operator’s own' : 'embedded'}; roles and row-level security hold`;
  });
  if (!house) return findings;
  const open = house;
  const keys = await look('master key', async () => {
    await openFields(open);
    return known.masterKey ? 'from the environment, fits the database' : 'from its file, fits the database';
  });
  await look('record', () => recordIsWhole(open, keys ? open.part(signerPart).publicKey : null));
  await open.close();
  return findings;
}

function runningNode(): string {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 24) throw new Error(`${process.version} runs; Suaka needs 24. Run it through npm, which brings its own`);
  return process.version;
}

async function dataFolder({ dataFolder }: Configuration): Promise<string> {
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  await access(dataFolder, constants.R_OK | constants.W_OK | constants.X_OK);
  const { bavail, bsize } = await statfs(dataFolder);
  const free = bavail * bsize;
  const gigabytes = `${(free / 1024 ** 3).toFixed(1)} GB free`;
  if (free < leastFreeBytes) throw new Error(`${dataFolder} has ${gigabytes}; at least 2 GB are needed`);
  return `${dataFolder}, ${gigabytes}`;
}

async function recordIsWhole({ database }: House, key: string | null): Promise<string> {
  const { sealed, unsealed, broken } = await verifyRecord(database);
  const { count, broken: unfit } = await verifyCheckpoints(database, key);
  const why = broken
    ? `broken at seal ${broken.number}: ${broken.why}`
    : unfit && `checkpoint ${unfit.number} does not fit: ${unfit.why}`;
  if (why) throw new Error(`${why}; keep the database as it is and compare with a backup`);
  return `${sealed} events sealed, ${unsealed} not yet; ${count} signed checkpoints`;
}
