import {
  type ASTVisitor,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';

/** How much one request may ask for (performance.md S5, with room for our own pages). */
export const LIMITS = { depth: 12, fields: 600, aliases: 60 } as const;

type Cost = { fields: number; aliases: number };

/** Refuses documents that nest too deep, select too much or repeat a field under many aliases: `TOO_COSTLY`. */
export function withinLimits(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(operation) {
      const cost: Cost = { fields: 0, aliases: 0 };
      const tooMuch = walk(
        operation.selectionSet,
        1,
        cost,
        new Set(),
        (name) => context.getFragment(name) ?? null,
      );
      if (tooMuch) {
        context.reportError(
          new GraphQLError(tooMuch, { nodes: operation, extensions: { isTooCostly: true } }),
        );
      }
      return false;
    },
  };
}

function walk(
  set: SelectionSetNode,
  depth: number,
  cost: Cost,
  within: ReadonlySet<string>,
  fragmentOf: (name: string) => FragmentDefinitionNode | null,
): string | null {
  if (depth > LIMITS.depth) return `This asks for more than ${LIMITS.depth} levels`;
  for (const selection of set.selections) {
    let inner: SelectionSetNode | undefined;
    let names = within;
    let deeper = depth;
    if (selection.kind === Kind.FIELD) {
      if (selection.name.value.startsWith('__')) continue;
      cost.fields += 1;
      if (selection.alias) cost.aliases += 1;
      inner = selection.selectionSet;
      deeper = depth + 1;
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      inner = selection.selectionSet;
    } else if (!within.has(selection.name.value)) {
      names = new Set([...within, selection.name.value]);
      inner = fragmentOf(selection.name.value)?.selectionSet;
    }
    if (cost.fields > LIMITS.fields) return `This asks for more than ${LIMITS.fields} fields`;
    if (cost.aliases > LIMITS.aliases) return `This uses more than ${LIMITS.aliases} aliases`;
    const found = inner ? walk(inner, deeper, cost, names, fragmentOf) : null;
    if (found) return found;
  }
  return null;
}
