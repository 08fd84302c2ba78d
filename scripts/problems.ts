// docs/problems.md: every problem that the API can answer with, read from the code that refuses. `--check` compares.
import './node-version.mjs';
import { refusalStatus } from '../app/src/kit/errors.ts';
import { keepGenerated } from './generated.ts';
import { projectFiles, runScript } from './project.ts';

interface Problem {
  code: string;
  kind: keyof typeof refusalStatus;
  room: string;
}

const refusal = /new Refusal\(\s*'([a-z-]+)',\s*'([a-z-]+)'/g;
/** Reasons not to read a picture, in recognise/picture-query.ts: `'too-large': 'too-large',` answers `picture-too-large`. */
const pictureReasons = /^ {2}'?([a-z-]+)'?: '([a-z-]+)',$/gm;

await runScript(async () => keepGenerated('docs/problems.md', document(await collect())));

async function collect(): Promise<Problem[]> {
  const files = (await projectFiles()).filter(
    ({ path }) => /^app\/src\/.*\.ts$/.test(path) && !/test|\/hma\//.test(path),
  );
  const found = files.map(({ path, text }) => {
    const room = path.split('/')[2]!;
    const plain = [...text.matchAll(refusal)].map(([, kind, code]) => ({ kind, code, room }));
    if (!path.endsWith('picture-query.ts')) return plain;
    return [
      ...plain,
      ...[...text.matchAll(pictureReasons)].map(([, reason, kind]) => ({ kind, code: `picture-${reason}`, room })),
    ];
  });
  const byCode = new Map((found.flat() as Problem[]).map((problem) => [problem.code, problem]));
  return [...byCode.values()].toSorted((a, b) => (a.code < b.code ? -1 : 1));
}

function document(problems: Problem[]): string {
  const rows = problems.map(({ code, kind, room }) => `| \`${code}\` | ${refusalStatus[kind]} | ${room} |`);
  return `# Problems

What \`/v1\` answers when it refuses: problem details (RFC 9457) with \`type\` \`/problems/CODE\`. \`detail\` names the value seen
and what would be right; \`errors\` lists fields where there are several. Codes are stable, texts are not. Made from the
code by \`npm run generate\`.

| code | status | room |
| --- | --- | --- |
${rows.join('\n')}
`;
}
