import {
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  getNullableType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isCompositeType,
  isLeafType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** Most things that one answer may be expected to hold. Our own pages stay under half (trusted-documents.spec.ts). */
export const MOST_THINGS = 10_000;

/** Rows of a page when it is not said, and at most (connection.ts). */
const PAGE = { standard: 25, most: 100 } as const;

/** How many things a list that is no page is taken to hold. */
const LIST = 5;

/** What is needed to read a document. */
export type DocumentAtHand = {
  schema: GraphQLSchema;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  variables: Readonly<Record<string, unknown>>;
};

/**
 * How many things an answer may be expected to hold: each list multiplies what is asked of its rows. Fields without
 * fields of their own cost nothing. Call it only for documents within the limits of limits.ts; it stops above
 * {@link MOST_THINGS}.
 */
export function costOf(operation: OperationDefinitionNode, at: DocumentAtHand): number {
  const root = at.schema.getRootType(operation.operation);
  return root ? under(operation.selectionSet, root, 1, at) : 0;
}

function under(
  set: SelectionSetNode,
  type: GraphQLObjectType | null,
  rows: number,
  at: DocumentAtHand,
): number {
  let sum = 0;
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) {
      const field = type?.getFields()[selection.name.value];
      if (field && selection.selectionSet) sum += ofField(selection, field, rows, at);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      const named = selection.typeCondition?.name.value;
      sum += under(selection.selectionSet, named ? objectNamed(named, at) : type, rows, at);
    } else {
      const fragment = at.fragments.get(selection.name.value);
      const named = fragment?.typeCondition.name.value;
      if (fragment && named) sum += under(fragment.selectionSet, objectNamed(named, at), rows, at);
    }
    if (sum > MOST_THINGS) break;
  }
  return sum;
}

function ofField(
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
  rows: number,
  at: DocumentAtHand,
): number {
  const type = getNamedType(field.type);
  if (isLeafType(type) || !isCompositeType(type) || !node.selectionSet) return 0;
  // The rows of a page stand in its list of edges: the page itself has multiplied already.
  const isEdges = node.name.value === 'edges';
  const isList = isListType(getNullableType(field.type)) && !isEdges;
  const size = isList ? LIST : field.args.some(({ name }) => name === 'first') ? pageSize(node, at) : 1;
  return rows * size + under(node.selectionSet, isObjectType(type) ? type : null, rows * size, at);
}

/** How many rows a page is asked for; what is no sound number is refused later, by name. */
function pageSize(node: FieldNode, { variables }: DocumentAtHand): number {
  const given = node.arguments?.find(({ name }) => name.value === 'first')?.value;
  const asked =
    given?.kind === Kind.INT
      ? Number(given.value)
      : given?.kind === Kind.VARIABLE
        ? variables[given.name.value]
        : null;
  if (typeof asked !== 'number' || !(asked >= 1)) return PAGE.standard;
  return Math.min(asked, PAGE.most);
}

function objectNamed(name: string, { schema }: DocumentAtHand): GraphQLObjectType | null {
  const type = schema.getType(name);
  return isObjectType(type) ? type : null;
}
