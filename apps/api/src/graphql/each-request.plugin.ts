import type { ApolloServerPlugin } from '@apollo/server';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { Config } from '#platform';
import { isDeveloper } from '../door/asking.js';
import type { GraphqlContext } from './context.js';
import { costOf, MOST_THINGS } from './cost.js';
import { areTooLarge } from './variables.js';

/**
 * What depends on who asks, or on the variables, and so cannot be settled once for a document: what an answer may cost,
 * the size of the variables, and questions about the schema.
 */
export function checkEachRequest({
  introspection,
}: Pick<Config, 'introspection'>): ApolloServerPlugin<GraphqlContext> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ schema, document, operation, request, contextValue }) => {
        const variables = request.variables ?? {};
        if (!operation) return;
        if (areTooLarge(variables)) throw tooCostly('This sends more than one request may hold');
        const fragments = fragmentsOf(document);
        if (costOf(operation, { schema, fragments, variables }) > MOST_THINGS)
          throw tooCostly(
            'This asks for more than one answer may hold. Ask for fewer rows, or for less of each',
          );
        if (introspection === 'everybody') return;
        const asked = schemaField(operation.selectionSet, fragments);
        const isLet = introspection === 'developers' && isDeveloper(contextValue);
        if (asked && !isLet) throw unknownField(asked);
      },
    }),
  };
}

function fragmentsOf(document: DocumentNode): Map<string, FragmentDefinitionNode> {
  const found = document.definitions.filter((part) => part.kind === Kind.FRAGMENT_DEFINITION);
  return new Map(found.map((fragment) => [fragment.name.value, fragment]));
}

/** The name of the first field at the root that asks about the schema. */
function schemaField(
  set: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): string | undefined {
  for (const part of set.selections) {
    if (part.kind === Kind.FIELD) {
      if (['__schema', '__type'].includes(part.name.value)) return part.name.value;
      continue;
    }
    const inner =
      part.kind === Kind.INLINE_FRAGMENT ? part.selectionSet : fragments.get(part.name.value)?.selectionSet;
    const found = inner && schemaField(inner, fragments);
    if (found) return found;
  }
  return undefined;
}

const AS_WRONG = { http: { status: 400 } };

function tooCostly(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { isTooCostly: true, ...AS_WRONG } });
}

/** The same words as for a field that is not there. */
function unknownField(name: string): GraphQLError {
  const extensions = { code: 'GRAPHQL_VALIDATION_FAILED', ...AS_WRONG };
  return new GraphQLError(`Cannot query field "${name}" on type "Query".`, { extensions });
}
