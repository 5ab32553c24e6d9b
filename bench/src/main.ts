import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { auditBench, type AuditResult } from './audit.bench.js';
import { agendaBench, type AgendaResult } from './agenda.bench.js';
import { buildMutationBench } from './build-mutation.bench.js';
import { type BenchDatabase, postgresWorld, sqliteWorld } from './databases.js';
import { tableOf } from './figures.js';
import { hotReadsBench, type HotReadResult } from './hot-reads.bench.js';
import { linksBench, type LinksResult } from './links.bench.js';
import { lanesBench, type LanesResult } from './lanes.bench.js';
import { sealedBench, type SealedResult } from './sealed.bench.js';
import { sweepBench, type SweepResult } from './sweep.bench.js';
import { triageBench, type TriageResult } from './triage.bench.js';
import { FULL, QUICK } from './world.js';

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } },
});
const size = values.quick ? QUICK : FULL;
const bursts = values.quick ? { pairs: 3, seconds: 1 } : { pairs: 9, seconds: 1.5 };
/** How many people there are when one more is looked up. */
const PEOPLE = [10_000, 100_000, 1_000_000];
/** The same where all of them share a few names and telephone numbers; asked for by `--only crowd`. */
const CROWD = [10_000, 100_000];
const wants = (part: string) => values.only === undefined || values.only.split(',').includes(part);

type Results = {
  agenda: (AgendaResult & { mutationMs: number })[];
  hotReads: HotReadResult[];
  sweep: SweepResult[];
  audit: AuditResult[];
  lanes: LanesResult[];
  sealed: SealedResult[];
  links: LinksResult[];
  triage: TriageResult[];
};

async function measure(world: BenchDatabase, results: Results): Promise<void> {
  try {
    if (wants('agenda')) {
      const agenda = await agendaBench(world.at, size, values.quick ? 15 : 40);
      results.agenda.push({ ...agenda, mutationMs: await buildMutationBench(world.at, size) });
    }
    if (wants('reads')) results.hotReads.push(...(await hotReadsBench(world.at, size, bursts)));
    if (wants('audit')) results.audit.push(await auditBench(world.at, values.quick ? 5 : 15));
    if (wants('sealed')) results.sealed.push(await sealedBench(world.at, values.quick ? 5 : 15));
    if (wants('links'))
      results.links.push(...(await linksBench(world.at, values.quick ? [1_000, 10_000] : PEOPLE)));
    // In a world that has been filled for `links` already there would be other people too.
    if (values.only?.includes('crowd') && !wants('links'))
      results.links.push(...(await linksBench(world.at, CROWD, 'crowded')));
    if (wants('sweep')) results.sweep.push(await sweepBench(world.at));
  } finally {
    await world.remove();
  }
}

const started = performance.now();
const results: Results = {
  agenda: [],
  hotReads: [],
  sweep: [],
  audit: [],
  lanes: [],
  sealed: [],
  links: [],
  triage: [],
};
if (wants('lanes')) results.lanes.push(...(await lanesBench(values.quick ? 5 : 15)));
for (const open of values.only === 'lanes' ? [] : [sqliteWorld, postgresWorld]) {
  if (values.only?.includes('postgres') && open === sqliteWorld) continue;
  if (values.only !== 'triage') await measure(await open(size), results);
  if (wants('triage'))
    for (const referrals of values.quick ? [1000, 10_000] : [1000, 100_000])
      results.triage.push(await triageBench(open, referrals, values.quick ? 10 : 25));
}
for (const rows of Object.values(results)) if (rows.length > 0) console.log(`\n${tableOf(rows as never)}`);
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
const conditions = {
  commit,
  node: process.version,
  cores: cpus().length,
  load: loadavg()[0],
  isQuick: values.quick,
  seconds: Math.round((performance.now() - started) / 1000),
};
console.log(`\n${JSON.stringify(conditions)}`);
mkdirSync('bench/results', { recursive: true });
writeFileSync(
  `bench/results/${values.quick ? 'quick' : 'full'}-${commit}.json`,
  JSON.stringify({ conditions, ...results }, null, 2),
);
