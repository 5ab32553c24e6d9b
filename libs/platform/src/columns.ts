import { Column, PrimaryColumn, VersionColumn, type ColumnOptions } from 'typeorm';

/** Column of an identifier: UUID v7 text, made by the application. */
export function IdColumn(): PropertyDecorator {
  return PrimaryColumn({ type: 'varchar', length: 36 });
}

/** Column that refers to another row by id; the foreign key stands in the migration. */
export function RefColumn(options: ColumnOptions = {}): PropertyDecorator {
  return Column({ type: 'varchar', length: 36, ...options });
}

/** Column of a calendar day, ISO text: the same on SQLite and PostgreSQL, compares in order. */
export function DayColumn(options: ColumnOptions = {}): PropertyDecorator {
  return Column({ type: 'varchar', length: 10, ...options });
}

/** Column of a moment, ISO text in UTC with three decimals: compares in order on both databases. */
export function MomentColumn(options: ColumnOptions = {}): PropertyDecorator {
  return Column({ type: 'varchar', length: 24, ...options });
}

/** Column of one word of a closed list, kept as text; the list itself is checked by the rules. */
export function CodeColumn(options: ColumnOptions = {}): PropertyDecorator {
  return Column({ type: 'varchar', length: 40, ...options });
}

/** Column of a short text, 200 characters at most. */
export function LineColumn(options: ColumnOptions = {}): PropertyDecorator {
  return Column({ type: 'varchar', length: 200, ...options });
}

/** Column of a long text. */
export function TextColumn(options: ColumnOptions = {}): PropertyDecorator {
  return Column({ type: 'text', ...options });
}

const sealed = new WeakMap<object, Set<string>>();

/**
 * Column of a text about people: sealed on its way into the database and opened on its way out (`SealedFields`).
 * Nothing can be searched or sorted by it. An empty text stays empty.
 */
export function SealedColumn(options: ColumnOptions = {}): PropertyDecorator {
  return marked(TextColumn(options));
}

/** Column of a small list or record about people, sealed as {@link SealedColumn}. An empty one stays as it is. */
export function SealedJsonColumn(options: ColumnOptions = {}): PropertyDecorator {
  return marked(JsonColumn(options));
}

/** Whether this property of an entity is kept sealed. */
export function isSealedProperty(entity: object, property: string): boolean {
  return sealed.get(entity)?.has(property) ?? false;
}

function marked(column: PropertyDecorator): PropertyDecorator {
  return (prototype, property) => {
    column(prototype, property);
    const known = sealed.get(prototype.constructor) ?? new Set();
    sealed.set(prototype.constructor, known.add(String(property)));
  };
}

/** Column of a whole number. */
export function NumberColumn(options: ColumnOptions = {}): PropertyDecorator {
  return Column({ type: 'integer', ...options });
}

/** Column that is true or false. */
export function FlagColumn(options: ColumnOptions = {}): PropertyDecorator {
  return Column({ type: 'boolean', ...options });
}

/** Column of a small list or record, kept as JSON text on both databases. */
export function JsonColumn(options: ColumnOptions = {}): PropertyDecorator {
  return Column({ type: 'simple-json', ...options });
}

/** The optimistic version: counts up on every save, and every form that edits the row carries it. */
export function RowVersion(): PropertyDecorator {
  return VersionColumn({ type: 'integer' });
}
