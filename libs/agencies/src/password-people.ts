import type { Database } from '#platform';
import { Agency, type AgencySignIn } from './agency.entity.js';
import { mayUsePassword } from './organisation-claims.rules.js';
import { Person } from './person.entity.js';

/** Somebody active, and whether a password opens the door for them. */
export type PasswordPerson = { person: Person; mayUsePassword: boolean };

/** Somebody active by id or by address, with the setting of their agency, in one statement; null: nobody. */
export async function passwordPerson(
  db: Database,
  whom: { id: string } | { email: string },
): Promise<PasswordPerson | null> {
  const [column, value] = 'id' in whom ? ['id', whom.id] : ['email', whom.email.trim().toLowerCase()];
  const { entities, raw } = await db.reading
    .createQueryBuilder(Person, 'p')
    .innerJoin(Agency, 'a', 'a.id = p.agencyId')
    .addSelect('a.signIn', 'agencySignIn')
    .where(`p.${column} = :value and p.kind = 'person' and p.isActive = :active`, { value, active: true })
    .getRawAndEntities<{ agencySignIn: AgencySignIn }>();
  const person = entities[0];
  return person ? { person, mayUsePassword: mayUsePassword(person.role, raw[0]!.agencySignIn) } : null;
}
