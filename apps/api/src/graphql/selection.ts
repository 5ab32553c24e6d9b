import { type FieldNode, type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';

/**
 * Names of the fields that the operation asks for below the field at hand: `selectedUnder(info, 'edges.node.case')`.
 * So that a list reads, and puts on the parent, just what is wanted.
 */
export function selectedUnder(info: GraphQLResolveInfo, path: string): ReadonlySet<string> {
  const wanted = path === '' ? [] : path.split('.');
  let fields: readonly FieldNode[] = info.fieldNodes;
  for (const name of wanted) {
    fields = fields.flatMap((field) => fieldsOf(field.selectionSet, info)).filter(named(name));
  }
  return new Set(fields.flatMap((field) => fieldsOf(field.selectionSet, info)).map(({ name }) => name.value));
}

/** Whether everything asked for below a path is among these names, so that they are all that must be read. */
export function asksOnlyFor(info: GraphQLResolveInfo, path: string, names: readonly string[]): boolean {
  return [...selectedUnder(info, path)].every((name) => name === '__typename' || names.includes(name));
}

function named(name: string): (field: FieldNode) => boolean {
  return (field) => field.name.value === name;
}

function fieldsOf(set: SelectionSetNode | undefined, info: GraphQLResolveInfo): FieldNode[] {
  return (set?.selections ?? []).flatMap((part) => {
    if (part.kind === Kind.FIELD) return [part];
    if (part.kind === Kind.INLINE_FRAGMENT) return fieldsOf(part.selectionSet, info);
    return fieldsOf(info.fragments[part.name.value]?.selectionSet, info);
  });
}
