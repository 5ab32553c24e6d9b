import {
  type ASTVisitor,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';

/** What one document may hold. Our own pages use at most half of each (trusted-documents.spec.ts). */
export const LIMITS = {
  /** Words and signs, before anything else is looked at. */
  tokens: 2000,
  depth: 14,
  /** Levels with those of fragments, which ask for nothing by themselves. */
  nesting: 40,
  fields: 500,
  aliases: 30,
  /** Fields of the operation itself: queries or mutations in one request. */
  roots: 12,
  directives: 20,
  /** Levels and fields of a question about the schema: what the usual tools ask, and little more. */
  introspectionDepth: 16,
  introspectionFields: 400,
  /** Selections walked, fragments counted each time they are used. */
  steps: 1500,
} as const;

const SAID: Readonly<Record<keyof DocumentSize, string>> = {
  depth: 'levels',
  nesting: 'levels of fragments',
  fields: 'fields',
  aliases: 'aliases',
  roots: 'queries or mutations at once',
  directives: 'directives',
  introspectionDepth: 'levels of the schema',
  introspectionFields: 'fields of the schema',
  steps: 'parts',
};

/** How large an operation is, fragments counted each time they are used. */
export type DocumentSize = Record<Exclude<keyof typeof LIMITS, 'tokens'>, number>;

type FragmentOf = (name: string) => FragmentDefinitionNode | null;

/** Refuses documents that nest too deep, select too much or repeat a field under many aliases: `TOO_COSTLY`. */
export function withinLimits(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(operation) {
      const size = sizeOf(operation, (name) => context.getFragment(name) ?? null);
      const over = firstOver(size);
      if (over) {
        const message = `This asks for more than ${LIMITS[over]} ${SAID[over]}`;
        context.reportError(
          new GraphQLError(message, { nodes: operation, extensions: { isTooCostly: true } }),
        );
      }
      return false;
    },
  };
}

/** Measures an operation; stops as soon as one measure is over its limit. */
export function sizeOf(operation: OperationDefinitionNode, fragmentOf: FragmentOf): DocumentSize {
  const size: DocumentSize = {
    ...{ depth: 0, nesting: 0, fields: 0, aliases: 0, roots: 0 },
    ...{ directives: operation.directives?.length ?? 0, introspectionDepth: 0, introspectionFields: 0 },
    steps: 0,
  };
  walk(
    operation.selectionSet,
    { depth: 1, nesting: 1, isSchema: false, within: new Set() },
    size,
    fragmentOf,
  );
  return size;
}

type Place = { depth: number; nesting: number; isSchema: boolean; within: ReadonlySet<string> };

function walk(set: SelectionSetNode, place: Place, size: DocumentSize, fragmentOf: FragmentOf): void {
  for (const selection of set.selections) {
    size.steps += 1;
    size.directives += selection.directives?.length ?? 0;
    let inner: SelectionSetNode | undefined;
    let next = place;
    if (selection.kind === Kind.FIELD) {
      next = countField(selection, place, size);
      inner = selection.selectionSet;
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      inner = selection.selectionSet;
    } else if (!place.within.has(selection.name.value)) {
      next = { ...place, within: new Set([...place.within, selection.name.value]) };
      inner = fragmentOf(selection.name.value)?.selectionSet;
    }
    size.nesting = Math.max(size.nesting, place.nesting);
    if (firstOver(size)) return;
    if (inner) walk(inner, { ...next, nesting: place.nesting + 1 }, size, fragmentOf);
  }
}

function countField(field: FieldNode, place: Place, size: DocumentSize): Place {
  const name = field.name.value;
  const isSchema = place.isSchema || name === '__schema' || name === '__type';
  if (field.alias) size.aliases += 1;
  if (place.depth === 1) size.roots += 1;
  if (isSchema) {
    size.introspectionFields += 1;
    size.introspectionDepth = Math.max(size.introspectionDepth, place.depth);
  } else if (name !== '__typename') {
    size.fields += 1;
    size.depth = Math.max(size.depth, place.depth);
  }
  return { ...place, isSchema, depth: place.depth + 1 };
}

function firstOver(size: DocumentSize): keyof DocumentSize | undefined {
  return (Object.keys(size) as (keyof DocumentSize)[]).find((measure) => size[measure] > LIMITS[measure]);
}
