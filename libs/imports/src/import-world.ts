import { Injectable } from '@nestjs/common';
import { Agency, Person } from '#agencies';
import { CaseFile } from '#cases';
import { Panel } from '#panels';
import { Database } from '#platform';

/** A case as an import looks it up. */
export type KnownCase = Pick<CaseFile, 'id' | 'reference' | 'panelId' | 'lpa'>;

/** What is in the record already, as far as files are matched with it. */
@Injectable()
export class ImportWorld {
  constructor(private readonly db: Database) {}

  /** Every agency. */
  agencies(): Promise<Pick<Agency, 'id' | 'name' | 'kind'>[]> {
    return this.db.reading.find(Agency, { select: ['id', 'name', 'kind'] });
  }

  /** Everybody of the directory, active or not. */
  people(): Promise<Pick<Person, 'id' | 'email' | 'agencyId' | 'isActive'>[]> {
    return this.db.reading.find(Person, {
      where: { kind: 'person' },
      select: ['id', 'email', 'agencyId', 'isActive'],
    });
  }

  /** The standing panels. */
  panels(): Promise<Panel[]> {
    return this.db.reading.findBy(Panel, { isActive: true });
  }

  /** Every case, by reference. */
  cases(): Promise<KnownCase[]> {
    return this.db.reading.find(CaseFile, { select: ['id', 'reference', 'panelId', 'lpa'] });
  }

  /** The local policing areas that panels and people of the record name. */
  async areas(): Promise<string[]> {
    const rows = await this.db.query<{ lpa: string }>(
      `select lpa from panel where lpa is not null union select lpa from person where lpa is not null order by 1`,
    );
    return rows.map((row) => row.lpa);
  }
}
