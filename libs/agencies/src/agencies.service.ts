import { Injectable } from '@nestjs/common';
import { type Actor, mustBeAllowed, type Role } from '#access';
import { Audit } from '#audit';
import { Clock, newId, ok, refused, type Result } from '#kernel';
import { Database, type Page, type PageRequest, fromCursor, pageSize, toPage } from '#platform';
import { Agency, type AgencyKind } from './agency.entity.js';
import { Person } from './person.entity.js';
import { In } from 'typeorm';

/** A new agency, checked at the door. */
export type AddAgency = { name: string; kind: AgencyKind; emailDomain: string | null; isCore: boolean };

/** A new person, checked at the door. */
export type AddPerson = {
  name: string;
  email: string;
  agencyId: string;
  role: Role;
  lpa: string | null;
  skills: readonly string[];
};

/** Which people of the directory. */
export type PeopleFilter = { agencyId?: string | null; role?: Role | null };

/** A name as it is compared: lower case, single spaces, straight apostrophes. */
export function nameKey(name: string): string {
  return name.normalize('NFC').trim().replace(/\s+/g, ' ').replace(/[‘’ʼ]/g, "'").toLowerCase();
}

/** The directory: which agencies there are and who works for them. */
@Injectable()
export class Agencies {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** Every agency, by name. */
  async list(actor: Actor): Promise<Agency[]> {
    mustBeAllowed(actor, 'agency:read');
    return this.db.reading.find(Agency, { order: { name: 'ASC' } });
  }

  /** Agencies by id, in any order; unknown ids are left out. For loaders. */
  agenciesByIds(ids: readonly string[]): Promise<Agency[]> {
    return this.db.reading.findBy(Agency, { id: In([...ids]) });
  }

  /** People by id, in any order; unknown ids are left out. For loaders. */
  peopleByIds(ids: readonly string[]): Promise<Person[]> {
    return this.db.reading.findBy(Person, { id: In([...ids]) });
  }

  /** The people of the directory, by name. */
  async people(actor: Actor, filter: PeopleFilter, request: PageRequest): Promise<Page<Person>> {
    mustBeAllowed(actor, 'person:read');
    const size = pageSize(request);
    const query = this.db.reading.createQueryBuilder(Person, 'p').where(`p.kind = 'person'`);
    if (filter.agencyId) query.andWhere('p.agencyId = :agencyId', { agencyId: filter.agencyId });
    if (filter.role) query.andWhere('p.role = :role', { role: filter.role });
    const totalCount = await query.getCount();
    const after = fromCursor(request.after, 2);
    if (after) {
      const [name, id] = after;
      query.andWhere('(p.name > :name or (p.name = :name and p.id > :id))', { name, id });
    }
    const rows = await query
      .orderBy('p.name')
      .addOrderBy('p.id')
      .take(size + 1)
      .getMany();
    return toPage(rows, size, request, totalCount, (person) => [person.name, person.id]);
  }

  /** Adds an agency. Refused when one of that name is there already. */
  add(actor: Actor, input: AddAgency): Promise<Result<Agency, 'AGENCY_EXISTS'>> {
    return this.db.transaction(async () => {
      mustBeAllowed(actor, 'agency:change');
      const key = nameKey(input.name);
      if (await this.db.writing.existsBy(Agency, { nameKey: key })) {
        return refused('AGENCY_EXISTS', 'An agency of this name is in the directory already.', 'name');
      }
      const agency = this.db.writing.create(Agency, {
        ...input,
        id: newId(),
        nameKey: key,
        signIn: 'any',
        createdAt: this.clock.now(),
      });
      await this.db.writing.save(agency);
      await this.audit.record(actor, 'agency:add', agency.id);
      return ok(agency);
    });
  }

  /** Adds a person to an agency. Refused when the address is taken or the agency is unknown. */
  addPerson(actor: Actor, input: AddPerson): Promise<Result<Person, 'PERSON_EXISTS' | 'AGENCY_UNKNOWN'>> {
    return this.db.transaction(async () => {
      mustBeAllowed(actor, 'person:change');
      const email = input.email.trim().toLowerCase();
      if (await this.db.writing.existsBy(Person, { email })) {
        return refused(
          'PERSON_EXISTS',
          'Somebody with this e-mail address is in the directory already.',
          'email',
        );
      }
      if (!(await this.db.writing.existsBy(Agency, { id: input.agencyId }))) {
        return refused('AGENCY_UNKNOWN', 'There is no such agency.', 'agencyId');
      }
      const person = this.db.writing.create(Person, {
        ...input,
        skills: [...input.skills],
        id: newId(),
        kind: 'person',
        email,
        deputyId: null,
        isActive: true,
        invitedAt: null,
        createdAt: this.clock.now(),
      });
      await this.db.writing.save(person);
      await this.audit.record(actor, 'person:add', person.id);
      return ok(person);
    });
  }
}
