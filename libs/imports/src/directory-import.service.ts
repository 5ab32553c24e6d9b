import { Injectable } from '@nestjs/common';
import { type Actor, mustBeAllowed } from '#access';
import { Agencies } from '#agencies';
import { Clock, type Result } from '#kernel';
import { readAgencies } from './agency-rows.rules.js';
import { FileImport, type ImportRefusalCode } from './file-import.service.js';
import type { ImportOptions, ImportReport } from './import-report.js';
import { ImportWorld } from './import-world.js';
import { readPeople } from './people-rows.rules.js';
import { STORED_LENGTHS, tooLongToStore } from './stored-length.rules.js';

/** Takes agencies and people from files into the directory. */
@Injectable()
export class DirectoryImport {
  constructor(
    private readonly clock: Clock,
    private readonly world: ImportWorld,
    private readonly agencies: Agencies,
    private readonly file: FileImport,
  ) {}

  /** Adds the agencies of a file, known by their name. The single point of contact is read but belongs to the people. */
  async importAgencies(
    actor: Actor,
    bytes: Uint8Array,
    options: ImportOptions,
  ): Promise<Result<ImportReport, ImportRefusalCode>> {
    mustBeAllowed(actor, 'import:run');
    mustBeAllowed(actor, 'agency:change');
    const known = await this.world.agencies();
    const read = readAgencies(bytes, { asOf: this.clock.today(), knownNames: known.map(({ name }) => name) });
    if (!read.ok) return read;
    return this.file.run(
      actor,
      read.value,
      {
        kind: 'agencies',
        find: (agency) => tooLongToStore(agency, { email_domain: STORED_LENGTHS.line }),
        write: ({ agency, kind, email_domain, core }) =>
          this.agencies.add(actor, {
            name: agency,
            kind: kind ?? 'other',
            emailDomain: email_domain,
            isCore: core === 'yes',
          }),
      },
      options,
    );
  }

  /** Adds the people of a file, known by their e-mail address. */
  async importPeople(
    actor: Actor,
    bytes: Uint8Array,
    options: ImportOptions,
  ): Promise<Result<ImportReport, ImportRefusalCode>> {
    mustBeAllowed(actor, 'import:run');
    mustBeAllowed(actor, 'person:change');
    const agencies = await this.world.agencies();
    const areas = await this.world.areas();
    const knownEmails = (await this.world.people()).map(({ email }) => email);
    const read = readPeople(bytes, {
      asOf: this.clock.today(),
      agencies,
      knownEmails,
      ...(areas.length > 0 && { areas }),
    });
    if (!read.ok) return read;
    return this.file.run(
      actor,
      read.value,
      {
        kind: 'people',
        find: (person) => tooLongToStore(person, { lpa: STORED_LENGTHS.code, email: STORED_LENGTHS.line }),
        write: ({ name, email, agency_id, role, lpa, skills }) =>
          this.agencies.addPerson(actor, {
            name,
            email,
            agencyId: agency_id,
            role,
            lpa,
            skills: skills ?? [],
          }),
      },
      options,
    );
  }
}
