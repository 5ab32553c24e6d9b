import type { Config, Database } from '#platform';

type DemoPerson = { name: string; role: string; agency: string };

/** What the first screen says: where everything is, and as whom one can look round. */
export async function welcome(config: Config, database: Database): Promise<string> {
  const lines = [
    '',
    'Accord is ready.',
    `  Pages      ${config.publicUrl}`,
    `  GraphQL    http://localhost:${config.apiPort}/graphql`,
    `  Health     http://localhost:${config.workerPort}/health/ready`,
  ];
  if (config.isProduction) return lines.join('\n');
  if (!config.mail.smtpUrl) lines.push(`  Outbox     ${config.publicUrl}/outbox`);
  lines.push('', 'Sign in by choosing one of the made-up people, for example:');
  for (const person of await somePeople(database)) {
    lines.push(`  ${person.name.padEnd(22)} ${person.role.replace('_', ' ').padEnd(16)} ${person.agency}`);
  }
  lines.push('', 'Stop with Ctrl-C.');
  return lines.join('\n');
}

/** One person for each role. */
async function somePeople(database: Database): Promise<DemoPerson[]> {
  return database.query<DemoPerson>(
    `select p.name, p.role, a.name as agency from person p join agency a on a.id = p.agency_id
      where p.is_active = :active
        and p.id = (select min(q.id) from person q where q.role = p.role and q.kind = 'person' and q.is_active = :active)
      order by p.role`,
    { active: true },
  );
}
