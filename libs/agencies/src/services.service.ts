import { Injectable } from '@nestjs/common';
import { type Actor, mustBeAllowed } from '#access';
import { Audit } from '#audit';
import { Clock, newId, NotFound, ok, refused, type Result } from '#kernel';
import { Database } from '#platform';
import { Agency } from './agency.entity.js';
import { Person } from './person.entity.js';
import { serviceAddress, type ServiceRole } from './service.rules.js';

/** A new service, checked at the door. */
export type AddService = { agencyId: string; name: string; role: ServiceRole };

/** Services: systems of agencies that ask by token, in a role of their agency, without being a person. */
@Injectable()
export class Services {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** Every service, by name; those that are suspended too. */
  async list(actor: Actor): Promise<Person[]> {
    mustBeAllowed(actor, 'sign-in:change');
    return this.db.reading.find(Person, { where: { kind: 'service' }, order: { name: 'ASC', id: 'ASC' } });
  }

  /** One service. Throws {@link NotFound}. */
  async byId(actor: Actor, id: string): Promise<Person> {
    mustBeAllowed(actor, 'sign-in:change');
    const service = await this.db.reading.findOneBy(Person, { id, kind: 'service' });
    if (!service) throw new NotFound('Service');
    return service;
  }

  /** Adds a service to an agency. Refused when the agency is unknown or has one of this name. */
  add(actor: Actor, input: AddService): Promise<Result<Person, 'AGENCY_UNKNOWN' | 'SERVICE_EXISTS'>> {
    return this.db.transaction(async () => {
      mustBeAllowed(actor, 'sign-in:change');
      const { agencyId, name, role } = input;
      if (!(await this.db.writing.existsBy(Agency, { id: agencyId }))) {
        return refused('AGENCY_UNKNOWN', 'There is no such agency.', 'agencyId');
      }
      if (await this.db.writing.existsBy(Person, { kind: 'service', agencyId, name })) {
        return refused('SERVICE_EXISTS', 'This agency has a service of this name already.', 'name');
      }
      const id = newId();
      const service = this.db.writing.create(Person, {
        ...{ id, kind: 'service', name, agencyId, role, email: serviceAddress(id) },
        ...{ lpa: null, skills: [], deputyId: null, isActive: true, invitedAt: null },
        createdAt: this.clock.now(),
      });
      await this.db.writing.save(service);
      await this.audit.record(actor, 'service:add', id);
      return ok(service);
    });
  }
}
