import type { DataSource } from 'typeorm';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js';
import { Fault } from '#kernel';
import { isSealedProperty } from './columns.js';
import type { KeyRing } from './key-ring.js';
import { openText, sealText } from './sealed-text.js';

/** Where a sealed text stands: `table.column`. It opens nowhere else. */
export type SealedPlace = `${string}.${string}`;

/** What says of itself that there is nothing in it, as text or as JSON: kept as it is, so that it can be asked for. */
const EMPTY = new Set(['', '[]', '{}']);

/** One column that is kept sealed. */
export type SealedField = { table: string; column: string; place: SealedPlace };

/**
 * The sealed columns of one database, with its own keys. Values are sealed at the last step before the driver and
 * opened at the first after it: entities, rules and comparisons of TypeORM see the text itself. (A transformer of
 * TypeORM could not do this: it does not know the database, and a text that is sealed anew at every look would count
 * as changed at every save.)
 */
export class SealedFields {
  readonly all: readonly SealedField[];
  private readonly places: ReadonlySet<string>;

  constructor(
    source: DataSource,
    readonly keys: KeyRing,
  ) {
    this.all = sealedColumnsOf(source).map((column) => ({
      table: column.entityMetadata.tableName,
      column: column.databaseName,
      place: placeOf(column),
    }));
    this.places = new Set(this.all.map(({ place }) => place));
  }

  /** A value as it is to be written into this place by a statement of one's own. */
  seal<T extends string | null>(place: SealedPlace, value: T): T {
    this.mustBeSealed(place);
    return value === null || EMPTY.has(value) ? value : (sealText(this.keys, place, value) as T);
  }

  /** A value as a statement of one's own read it from this place. Throws `SealBroken`. */
  open<T extends string | null>(place: SealedPlace, value: T): T {
    this.mustBeSealed(place);
    return value === null || EMPTY.has(value) ? value : (openText(this.keys, place, value) as T);
  }

  /** Has TypeORM seal what it writes to this data source and open what it reads. Once for each data source. */
  standBefore(source: DataSource): void {
    const places = new Map(sealedColumnsOf(source).map((column) => [column, placeOf(column)]));
    const { driver } = source;
    const persist = driver.preparePersistentValue.bind(driver);
    const hydrate = driver.prepareHydratedValue.bind(driver);
    driver.preparePersistentValue = (value: unknown, column: ColumnMetadata): unknown => {
      const written: unknown = persist(value, column);
      const place = places.get(column);
      return place && typeof written === 'string' ? this.seal(place, written) : written;
    };
    driver.prepareHydratedValue = (value: unknown, column: ColumnMetadata): unknown => {
      const place = places.get(column);
      return hydrate(place && typeof value === 'string' ? this.open(place, value) : value, column);
    };
  }

  private mustBeSealed(place: string): void {
    if (!this.places.has(place)) throw new Fault(`${place} is no sealed column`);
  }
}

/** Whether this column is kept sealed. */
export function isSealed(column: ColumnMetadata): boolean {
  return typeof column.target === 'function' && isSealedProperty(column.target, column.propertyName);
}

function sealedColumnsOf(source: DataSource): ColumnMetadata[] {
  return source.entityMetadatas.flatMap((entity) => entity.columns.filter(isSealed));
}

function placeOf(column: ColumnMetadata): SealedPlace {
  return `${column.entityMetadata.tableName}.${column.databaseName}`;
}
