// `npm run generate`: makes every file anew that is made from other files. `npm run check` fails while one is stale.
import './node-version.mjs';
import { runScript, runTool } from './project.ts';

const makers = ['scripts/kernels.ts', 'scripts/schema.ts', 'scripts/sbom.ts', 'scripts/problems.ts'];

await runScript(async () => {
  for (const maker of makers) {
    const { code, said } = await runTool(process.execPath, [maker]);
    if (code !== 0) throw new Error(`${maker} failed:\n${said}`);
    console.log(`ok  ${maker}`);
  }
});
